package org.asyncio4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Code that is run in place with a value and gives a result. Its checked exception is inferred.
 *
 * @param <V> the type of the value
 * @param <T> the type of the result
 * @param <X> the checked exception it may throw
 */
@FunctionalInterface
public interface BodyOf<
    V extends @Nullable Object, T extends @Nullable Object, X extends Exception> {
  /**
   * Runs the code.
   *
   * @param value the value
   * @return its result
   * @throws X what the code may throw
   */
  T run(V value) throws X;
}
