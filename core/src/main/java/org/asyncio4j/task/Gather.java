package org.asyncio4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/*
 * The future that gather returns is itself what its children wake, so that a child costs nothing but its
 * place in the array. Its own class because cancel() is passed on to the children.
 */
/** {@code asyncio.gather}, 3.14. */
public final class Gather {
  private Gather() {}

  /** Waits for all children; R is what it makes of them. */
  private static final class Gathering<R extends @Nullable Object> extends Future<R>
      implements Combined {
    private final Future<?>[] children;
    private final boolean outcomes;
    private final Function<Future<?>[], R> result;
    private int missing;
    private boolean cancelRequested;

    Gathering(
        Engine engine, Future<?>[] children, boolean outcomes, Function<Future<?>[], R> result) {
      super(engine);
      this.children = children;
      this.outcomes = outcomes;
      this.result = result;
    }

    /** A future that is given twice is one child; it waits once, side by side with itself. */
    void start() {
      Set<Future<?>> alreadyDone = null;
      for (Future<?> child : children) {
        if (!child.done()) {
          missing += addWaiter(child, this) ? 1 : 0;
        } else {
          alreadyDone = alreadyDone == null ? new LinkedHashSet<>() : alreadyDone;
          missing += alreadyDone.add(child) ? 1 : 0;
        }
      }
      if (alreadyDone != null) {
        alreadyDone.forEach(this::wake);
      }
    }

    @Override
    protected @Nullable Fiber wake(Future<?> child) {
      missing--;
      if (done()) {
        seen(child);
      } else if (!outcomes && child.cancelled()) {
        setException(childCancelled(child));
      } else if (!outcomes && child.exception() != null) {
        setException(Objects.requireNonNull(child.exception()));
      } else if (missing == 0) {
        finish();
      }
      return null;
    }

    private void finish() {
      R made = result.apply(children);
      if (cancelRequested) {
        setException(childCancelled(children[children.length - 1]));
      } else {
        setResult(made);
      }
    }

    private static void seen(Future<?> child) {
      if (!child.cancelled()) {
        Throwable ignored = child.exception(); // asked for, so that it is not reported as lost
        assert ignored == null || child.done();
      }
    }

    private static CancelledError childCancelled(Future<?> child) {
      if (child.cancelled()) {
        try {
          Object none = child.result();
          assert none == null;
        } catch (CancelledError e) {
          return e;
        }
      }
      return new CancelledError(cancelMessageOf(child));
    }

    static CancelledError shown(Future<?> child) {
      String message = cancelMessageOf(child);
      return new CancelledError(message == null ? "" : message);
    }

    @Override
    public boolean cancel(@Nullable String message) {
      engine().checkThread("cancel");
      if (done()) {
        return false;
      }
      boolean any = false;
      for (Future<?> child : children) {
        any |= child.cancel(message);
      }
      cancelRequested |= any;
      return any;
    }

    @Override
    protected String kind() {
      return "Gather";
    }

    @Override
    public String verb() {
      return "gather";
    }

    @Override
    public List<Future<?>> heldBy() {
      return Arrays.asList(children);
    }

    /** Without outcomes, a child that fails ends it. */
    @Override
    public boolean needsAll() {
      return outcomes;
    }
  }

  /**
   * Runs awaitables side by side.
   *
   * @param <T> the type of their results
   * @param awaitables the awaitables
   * @return a future of the results, in the order of the arguments
   */
  public static <T extends @Nullable Object> Future<List<T>> results(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return start(
        awaitables,
        false,
        children -> {
          List<T> results = new ArrayList<>(children.length);
          for (Future<?> child : children) {
            @SuppressWarnings("unchecked") // made from an Awaitable<? extends T>
            T each = (T) child.result();
            results.add(each);
          }
          return results;
        });
  }

  /**
   * Runs awaitables side by side, whatever they end with.
   *
   * @param <T> the type of their results
   * @param awaitables the awaitables
   * @return a future of how each has ended, in the order of the arguments
   */
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> outcomes(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return start(
        awaitables,
        true,
        children -> {
          List<Outcome<T>> outcomes = new ArrayList<>(children.length);
          for (Future<?> child : children) {
            outcomes.add(outcome(child));
          }
          return outcomes;
        });
  }

  private static <T extends @Nullable Object> Outcome<T> outcome(Future<?> child) {
    if (child.cancelled()) {
      return new Outcome.Cancelled<>(Gathering.shown(child));
    }
    Throwable error = child.exception();
    if (error instanceof CancelledError cancelled) {
      return new Outcome.Cancelled<>(cancelled);
    }
    if (error != null) {
      return new Outcome.Failure<>(error);
    }
    @SuppressWarnings("unchecked") // made from an Awaitable<? extends T>
    T value = (T) child.result();
    return new Outcome.Success<>(value);
  }

  /**
   * Runs awaitables of different types side by side.
   *
   * @param <R> the type that holds the results
   * @param awaitables the awaitables
   * @param result makes that value of the results
   * @return a future of it
   */
  static <R> Future<R> typed(
      Collection<? extends Awaitable<?>> awaitables, Function<List<?>, R> result) {
    return start(
        awaitables,
        false,
        children -> {
          List<@Nullable Object> results = new ArrayList<>(children.length);
          for (Future<?> child : children) {
            results.add(child.result());
          }
          return result.apply(results);
        });
  }

  private static <R extends @Nullable Object> Future<R> start(
      Collection<? extends Awaitable<?>> awaitables,
      boolean outcomes,
      Function<Future<?>[], R> result) {
    Future<?>[] children = children(awaitables);
    if (children.length == 0) {
      Future<R> empty = TaskLoop.current().createFuture();
      empty.setResult(result.apply(children));
      return empty;
    }
    TaskLoop loop = (TaskLoop) children[0].loop();
    Gathering<R> all = new Gathering<>(loop.engine(), children, outcomes, result);
    all.start();
    return all;
  }

  /** The same future, or the same coroutine object, twice is one child; a lambda runs each time. */
  private static Future<?>[] children(Collection<? extends Awaitable<?>> awaitables) {
    Objects.requireNonNull(awaitables, "awaitables");
    Future<?>[] children = new Future<?>[awaitables.size()];
    EventLoop loop = null;
    for (Awaitable<?> each : awaitables) {
      Objects.requireNonNull(each, "awaitable");
      if (loop == null && each instanceof Future<?> future) {
        loop = future.loop();
      }
    }
    if (loop == null && children.length > 0) {
      loop = TaskLoop.current();
    }
    Map<Awaitable<?>, Future<?>> coroutines = null;
    int i = 0;
    for (Awaitable<?> each : awaitables) {
      Future<?> child;
      if (each instanceof Coroutine<?>) {
        coroutines = coroutines == null ? new IdentityHashMap<>() : coroutines;
        EventLoop in = Objects.requireNonNull(loop);
        child = coroutines.computeIfAbsent(each, code -> EnsureFuture.in(in, code));
      } else {
        child = EnsureFuture.in(Objects.requireNonNull(loop), each);
      }
      if (child.loop() != loop) {
        throw new IllegalArgumentException(
            "The future belongs to a different loop than the one specified as the loop argument; "
                + child
                + " is not of "
                + loop);
      }
      children[i++] = child;
    }
    return children;
  }
}
