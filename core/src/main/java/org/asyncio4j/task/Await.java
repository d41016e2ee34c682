package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Relay;
import org.jspecify.annotations.Nullable;

/** {@code await}. */
public final class Await {
  private Await() {}

  /**
   * Waits for an awaitable.
   *
   * @param <T> the type of the result
   * @param awaitable a future, or code, which runs in place
   * @return its result; what it ends with otherwise is thrown as it is, undeclared
   */
  public static <T extends @Nullable Object> T of(Awaitable<T> awaitable) {
    Objects.requireNonNull(awaitable, "awaitable");
    try {
      return awaitable.await();
    } catch (Throwable e) {
      throw Rethrow.undeclared(e);
    }
  }

  /**
   * Cancels a future and waits until it is done; what it ends with stays in it.
   *
   * @param <T> the type of its result
   * @param future the future
   * @throws CancelledError if the current task is cancelled meanwhile
   */
  static <T extends @Nullable Object> void end(Future<T> future) {
    Future<@Nullable Void> waiter = future.loop().<@Nullable Void>createFuture();
    DoneCallback<T> release =
        new Relay<>(
            waiter,
            _ -> {
              if (!waiter.done()) {
                waiter.setResult(null);
              }
            });
    future.addDoneCallback(release);
    try {
      future.cancel();
      waiter.await();
    } finally {
      future.removeDoneCallback(release);
    }
  }
}
