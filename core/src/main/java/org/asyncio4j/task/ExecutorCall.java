package org.asyncio4j.task;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function on another thread, and its result's way back into the loop.
 *
 * <pre>
 *   loop: submit --executor--> thread: run --inbox--> loop: settle the future
 * </pre>
 */
final class ExecutorCall<T extends @Nullable Object> extends Ready implements Runnable, WaitedFor {
  private final Engine engine;
  private final Executor executor;
  private final Callable<T> function;
  private final Future<T> future;

  /** Who runs it; null before and after. Written by that thread; any may read. */
  private volatile @Nullable Thread runs;

  // Written by the thread before it hands this over through the inbox.
  private @Nullable T result;
  private @Nullable Throwable error;

  private final AtomicBoolean counted = new AtomicBoolean(true);

  private ExecutorCall(Engine engine, Executor executor, Callable<T> function) {
    this.engine = engine;
    this.executor = executor;
    this.function = function;
    this.future = Waiter.create(engine, this);
  }

  static <T extends @Nullable Object> Future<T> submit(
      Engine engine, Executor executor, Callable<T> function) {
    ExecutorCall<T> call = new ExecutorCall<>(engine, executor, function);
    engine.workOutside(+1);
    try {
      executor.execute(call);
    } catch (Throwable e) {
      call.uncount();
      throw e;
    }
    return call.future;
  }

  @Override
  public void run() {
    if (!future.cancelled()) {
      runs = Thread.currentThread();
      try {
        result = function.call();
      } catch (Throwable e) {
        error = e;
      }
      runs = null;
    }
    engine.soonThreadsafe(this);
  }

  @Override
  @SuppressWarnings(
      "NullAway") // T may be nullable; without an error the result is what call() gave
  protected @Nullable Fiber run(Engine unused) {
    uncount();
    if (!future.done()) {
      if (error != null) {
        future.setException(error);
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

  private void uncount() {
    if (counted.compareAndSet(true, false)) {
      engine.workOutside(-1);
    }
  }

  @Override
  public String describe() {
    Thread thread = runs;
    String where = thread == null ? "" : " on thread " + Texts.threadName(thread);
    return "<call in " + Engine.describe(executor) + where + ">";
  }
}
