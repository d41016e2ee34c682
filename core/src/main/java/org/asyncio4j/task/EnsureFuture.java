package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.ensure_future}, 3.14. */
public final class EnsureFuture {
  private EnsureFuture() {}

  /**
   * Returns a future as it is and makes a task of any other awaitable.
   *
   * @param <T> the type of the result
   * @param loop the loop for the task
   * @param awaitable a future, or code
   * @return the same future, or a task
   */
  public static <T extends @Nullable Object> Future<T> in(
      EventLoop loop, Awaitable<? extends T> awaitable) {
    Objects.requireNonNull(awaitable, "awaitable");
    if (awaitable instanceof Future<? extends T> future) {
      @SuppressWarnings("unchecked") // a future is only read from here on
      Future<T> same = (Future<T>) future;
      return same;
    }
    @SuppressWarnings("unchecked") // an awaitable only gives values
    Awaitable<T> code = (Awaitable<T>) awaitable;
    return loop.createTask(code);
  }
}
