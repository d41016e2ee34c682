package org.asyncio4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Code that is run in place and gives a result. Its checked exception is inferred, so that a caller
 * still has to treat it.
 *
 * @param <T> the type of the result
 * @param <X> the checked exception it may throw
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object, X extends Exception> {
  /**
   * Runs the code.
   *
   * @return its result
   * @throws X what the code may throw
   */
  T run() throws X;
}
