package org.asyncio4j.thread;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.EnsureFuture;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.run_coroutine_threadsafe}, 3.14. */
public final class Threadsafe {
  private Threadsafe() {}

  /** What the calling thread gets. */
  private static final class Promise<T extends @Nullable Object> extends CompletableFuture<T> {
    private final EventLoop loop;

    /** The task, once there is one. Written in the loop, read there. */
    private @Nullable Future<T> inner;

    Promise(EventLoop loop) {
      this.loop = loop;
    }

    void start(Awaitable<T> coroutine) {
      if (isDone()) {
        return; // cancelled before it began
      }
      try {
        Future<T> future = EnsureFuture.in(loop, coroutine);
        inner = future;
        future.addDoneCallback(this::settle);
      } catch (Throwable e) {
        completeExceptionally(e);
        throw e;
      }
    }

    private void settle(Future<T> done) {
      if (done.cancelled()) {
        super.cancel(false);
        return;
      }
      Throwable error = done.exception();
      if (error == null) {
        complete(done.result());
      } else {
        completeExceptionally(error);
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled && !loop.closed()) {
        loop.callSoonThreadsafe(this::cancelInner);
      }
      return cancelled;
    }

    private void cancelInner() {
      Future<T> future = inner;
      if (future != null) {
        future.cancel();
      }
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }

  /**
   * Hands code to a loop from another thread.
   *
   * @param <T> the type of its result
   * @param coroutine the code, or a future of that loop
   * @param loop the loop
   * @return a future for the calling thread; cancelling it cancels the task
   * @throws IllegalStateException if the loop is closed, or if it runs the caller, who would wait
   *     for himself
   */
  public static <T extends @Nullable Object> CompletableFuture<T> submit(
      Awaitable<T> coroutine, EventLoop loop) {
    Objects.requireNonNull(coroutine, "coroutine");
    Objects.requireNonNull(loop, "loop");
    Engine here = Engine.running();
    if (here != null && here.loop() == loop) {
      throw new IllegalStateException(
          "runCoroutineThreadsafe was called in "
              + loop
              + " itself, which would wait for ever; use createTask(...)");
    }
    Promise<T> promise = new Promise<>(loop);
    loop.callSoonThreadsafe(() -> promise.start(coroutine));
    return promise;
  }
}
