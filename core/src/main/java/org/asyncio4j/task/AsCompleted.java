package org.asyncio4j.task;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/*
 * What is done goes into a queue, whose getters wait as those of asyncio's Queue do: whoever is woken looks
 * again, and a getter that is cancelled after it was woken wakes the next.
 *
 * Source: CPython 3.14, Lib/asyncio/tasks.py, _AsCompletedIterator; queues.py, Queue.get.
 */
/**
 * Awaitables in the order in which they end.
 *
 * {@snippet :
 * for (Future<Page> page : asCompleted(pages)) {
 *   show(page.result());
 * }
 * }
 *
 * <p>The loop suspends at its head until the next future is done, and gets the futures and tasks
 * themselves; what was given as code gets a task. {@link #results()} has the other form of asyncio:
 * awaitables that each give the next result.
 *
 * <p>Everything starts at once, when {@code asCompleted} is called, and goes on if the loop over it
 * is left early or time is up. May be gone through once.
 *
 * <p><b>Threads.</b> The loop's. <b>Cancellation.</b> Cancelling the task that waits at the head of
 * the loop cancels none of the others.
 *
 * <p>{@code asyncio.as_completed}, 3.14: {@code async for} over it, and {@link #results()} for
 * {@code for}.
 *
 * @param <T> the type of the results
 */
public final class AsCompleted<T extends @Nullable Object> implements Iterable<Future<T>> {
  private final TaskLoop loop;
  private final Set<Future<T>> todo;

  /** What is done and not given out yet; empty in place of one that time has run out for. */
  private final Deque<Optional<Future<T>>> done = new ArrayDeque<>();

  private final Deque<Future<@Nullable Void>> getters = new ArrayDeque<>();
  private final DoneCallback<T> callback = this::completed;
  private final @Nullable TimerHandle timer;

  /** How many are not given out yet. */
  private int left;

  private AsCompleted(TaskLoop loop, Set<Future<T>> futures, @Nullable Duration timeout) {
    this.loop = loop;
    this.todo = futures;
    this.left = futures.size();
    for (Future<T> future : futures) {
      future.addDoneCallback(callback);
    }
    this.timer =
        timeout == null || futures.isEmpty() ? null : loop.callLater(timeout, this::timeIsUp);
  }

  /**
   * Starts all.
   *
   * @param <T> the type of the results
   * @param awaitables futures, or code that becomes tasks; one given twice counts once
   * @param timeout how long to wait for all of them at most; null for as long as it takes
   * @return them, in the order in which they end
   * @throws IllegalArgumentException if a future belongs to another loop
   */
  public static <T extends @Nullable Object> AsCompleted<T> of(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    TaskLoop loop = TaskLoop.current();
    Set<Awaitable<? extends T>> once = new LinkedHashSet<>();
    for (Awaitable<? extends T> each : Objects.requireNonNull(awaitables, "awaitables")) {
      once.add(Objects.requireNonNull(each, "awaitable"));
      if (each instanceof Future<?> future && future.loop() != loop) {
        throw new IllegalArgumentException(
            "The future belongs to a different loop than the one specified as the loop argument; "
                + future
                + " is not of "
                + loop);
      }
    }
    Set<Future<T>> futures = new LinkedHashSet<>();
    for (Awaitable<? extends T> each : once) {
      futures.add(EnsureFuture.in(loop, each));
    }
    return new AsCompleted<>(loop, futures, timeout);
  }

  private void completed(Future<T> future) {
    if (todo.isEmpty()) {
      return; // time was up first
    }
    todo.remove(future);
    put(Optional.of(future));
    if (todo.isEmpty() && timer != null) {
      timer.cancel();
    }
  }

  private void timeIsUp() {
    for (Future<T> future : todo) {
      future.removeDoneCallback(callback);
      put(Optional.empty());
    }
    todo.clear();
  }

  private void put(Optional<Future<T>> next) {
    done.add(next);
    wakeNext();
  }

  private void wakeNext() {
    for (Future<@Nullable Void> getter = getters.poll(); getter != null; getter = getters.poll()) {
      if (!getter.done()) {
        getter.setResult(null);
        return;
      }
    }
  }

  /** Suspends until one is there that nobody else has taken. */
  private Future<T> next() {
    while (done.isEmpty()) {
      Future<@Nullable Void> getter = Waiter.create(loop.engine(), new Rest());
      getters.add(getter);
      try {
        getter.await();
      } catch (Throwable e) {
        getter.cancel();
        getters.remove(getter);
        if (!done.isEmpty() && !getter.cancelled()) {
          wakeNext();
        }
        throw e;
      }
    }
    return done.remove().orElseThrow(TimeoutException::new);
  }

  /** Counts one off, before it is waited for. */
  private void take() {
    loop.engine().checkThread("next");
    if (left == 0) {
      throw new NoSuchElementException("all were given out; ask hasNext() first");
    }
    left--;
  }

  /**
   * Goes through the futures in the order in which they end.
   *
   * @return always the same, also after {@link #results()}; its {@code next()} suspends the current
   *     task, and throws {@link TimeoutException} when time is up
   */
  @Override
  public Iterator<Future<T>> iterator() {
    return new Each<>(() -> {
      take();
      return next();
    });
  }

  /**
   * Goes through awaitables, each of which gives the next result when it is awaited; they need not
   * be awaited one after the other.
   *
   * @return as many as are left; awaiting one throws what the next ends with, or {@link
   *     TimeoutException} when time is up
   */
  public Iterable<Coroutine<T>> results() {
    return () ->
        new Each<>(() -> {
          take();
          return Coroutine.of("as_completed", () -> next().result());
        });
  }

  /** What is left, as elements of one kind or the other. */
  private final class Each<E> implements Iterator<E> {
    private final Supplier<E> next;

    Each(Supplier<E> next) {
      this.next = next;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public E next() {
      return next.get();
    }
  }

  /** What a getter waits for. */
  private final class Rest implements Combined {
    @Override
    public String verb() {
      return "asCompleted";
    }

    @Override
    public Collection<Future<T>> heldBy() {
      return List.copyOf(todo);
    }

    @Override
    public @Nullable Duration deadline() {
      return timer == null ? null : timer.when();
    }
  }

  @Override
  public String toString() {
    return "<asCompleted pending=" + todo.size() + " left=" + left + ">";
  }
}
