package org.asyncio4j.thread;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.wrap_future}, 3.14, for Java's own futures. */
public final class Stages {
  private Stages() {}

  /** The way of a stage's end into the loop. */
  private static final class Arrival<T extends @Nullable Object> extends Ready
      implements WaitedFor {
    private final Engine engine;
    private final CompletionStage<T> stage;
    private final Future<T> future;
    private final AtomicBoolean counted = new AtomicBoolean(true);

    // Written by whoever completes the stage, before this is handed over through the inbox.
    private @Nullable T result;
    private @Nullable Throwable error;

    Arrival(Engine engine, CompletionStage<T> stage) {
      this.engine = engine;
      this.stage = stage;
      this.future = Waiter.create(engine, this);
      engine.workOutside(+1);
    }

    @Override
    public String describe() {
      return "<" + Engine.describe(stage) + ">";
    }

    void completed(@Nullable T value, @Nullable Throwable failure) {
      result = value;
      error = failure;
      engine.soonThreadsafe(this);
    }

    @Override
    @SuppressWarnings("NullAway") // T may be nullable; without an error the value is the stage's
    protected @Nullable Fiber run(Engine unused) {
      uncount();
      if (!future.done()) {
        Throwable failure = unwrapped(error);
        if (failure instanceof CancellationException) {
          future.cancel(failure.getMessage());
        } else if (failure != null) {
          future.setException(failure);
        } else {
          future.setResult(result);
        }
      }
      return null;
    }

    @Override
    protected void drop(Engine unused) {
      uncount();
    }

    void uncount() {
      if (counted.compareAndSet(true, false)) {
        engine.workOutside(-1);
      }
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /**
   * Makes a future of the running loop from a Java future.
   *
   * @param <T> the type of the result
   * @param stage the Java future, completed on whatever thread
   * @return ends as the stage does; cancelling it cancels the stage, and the other way round
   */
  public static <T extends @Nullable Object> Future<T> wrap(CompletionStage<T> stage) {
    Objects.requireNonNull(stage, "stage");
    TaskLoop loop = TaskLoop.current();
    Arrival<T> arrival = new Arrival<>(loop.engine(), stage);
    Future<T> future = arrival.future;
    future.addDoneCallback(done -> {
      if (done.cancelled()) {
        arrival.uncount();
        cancel(stage);
      }
    });
    stage.whenComplete(arrival::completed);
    return future;
  }

  private static void cancel(CompletionStage<?> stage) {
    CompletableFuture<?> java;
    try {
      java = stage.toCompletableFuture();
    } catch (UnsupportedOperationException e) {
      return; // a stage that nobody can cancel
    }
    java.cancel(true);
  }

  /**
   * Suspends the current task until a Java future is done.
   *
   * @param <T> the type of the result
   * @param stage the Java future; cancelled if the task is
   * @return its result; its exception is thrown as it is, without a {@link CompletionException}
   *     around
   */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    TaskLoop.taskFor("await");
    return wrap(stage).await();
  }
}
