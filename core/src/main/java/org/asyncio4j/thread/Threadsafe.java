package org.asyncio4j.thread;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.EnsureFuture;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.run_coroutine_threadsafe}, 3.14. */
public final class Threadsafe {
  private Threadsafe() {}

  /** What the calling thread gets. */
  private static final class Promise<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Engine engine;

    /** The task, once there is one. Written in the loop, read there. */
    private @Nullable Future<T> inner;

    Promise(Engine engine) {
      this.engine = engine;
    }

    void settle(Future<T> done) {
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
      if (cancelled) {
        engine.soonThreadsafe(new Stop(this));
      }
      return cancelled;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }

  /** On its way into the loop: the code. */
  private static final class Start<T extends @Nullable Object> extends Ready {
    private final Promise<T> promise;
    private final Awaitable<T> coroutine;
    private final Context context = Context.current().copy();

    Start(Promise<T> promise, Awaitable<T> coroutine) {
      this.promise = promise;
      this.coroutine = coroutine;
    }

    @Override
    protected @Nullable Fiber run(Engine engine) {
      return promise.isDone() ? null : engine.onRunner(this);
    }

    @Override
    protected void runUserCode(Engine engine, Fiber fiber) {
      fiber.context = context;
      try {
        Future<T> future = EnsureFuture.in(engine.loop(), coroutine);
        promise.inner = future;
        future.addDoneCallback(promise::settle);
      } catch (KeyboardInterrupt | SystemExit e) {
        engine.escape(e);
      } catch (Throwable e) {
        promise.completeExceptionally(e);
        engine.report(new ExceptionContext("Exception in callback runCoroutineThreadsafe", e));
      }
    }

    /** The loop has closed before this began: nobody is to wait for it. */
    @Override
    protected void drop(Engine engine) {
      promise.cancel(false);
    }
  }

  /** On its way into the loop: a cancellation. */
  private static final class Stop extends Ready {
    private final Promise<?> promise;

    Stop(Promise<?> promise) {
      this.promise = promise;
    }

    @Override
    protected @Nullable Fiber run(Engine engine) {
      Future<?> future = promise.inner;
      if (future != null) {
        future.cancel();
      }
      return null;
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
    Engine engine = ((TaskLoop) loop).engine();
    engine.checkClosed();
    Promise<T> promise = new Promise<>(engine);
    if (!engine.soonThreadsafe(new Start<>(promise, coroutine))) {
      engine.checkClosed();
    }
    return promise;
  }
}
