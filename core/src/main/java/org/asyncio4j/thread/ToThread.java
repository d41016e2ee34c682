package org.asyncio4j.thread;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.to_thread}, 3.14, which has no choice of the executor. */
public final class ToThread {
  private ToThread() {}

  /**
   * Runs a blocking function on another thread, in a copy of the current context, and suspends the
   * current task until it returns.
   *
   * @param <T> the type of its result
   * @param executor where to run it, or null for the loop's default executor
   * @param function the function; a cancelled task stops waiting for it, but its thread goes on
   * @return its result
   */
  public static <T extends @Nullable Object> T call(
      @Nullable Executor executor, Callable<T> function) {
    Objects.requireNonNull(function, "function");
    TaskLoop.taskFor("toThread");
    Context context = Context.current().copy();
    return TaskLoop.current()
        .runInExecutor(executor, () -> context.runWithMirrors(function::call))
        .await();
  }
}
