package org.asyncio4j.future;

import org.jspecify.annotations.Nullable;

/**
 * Is told that a future is done.
 *
 * @param <T> the type of the future's result
 */
@FunctionalInterface
public interface DoneCallback<T extends @Nullable Object> {
  /**
   * Takes the future. Runs in the loop, in the turn after the future was done.
   *
   * @param future the future, done
   * @throws Throwable what goes wrong; it goes to the exception handler
   */
  void done(Future<T> future) throws Throwable;
}
