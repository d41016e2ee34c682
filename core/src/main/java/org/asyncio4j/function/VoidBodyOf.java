package org.asyncio4j.function;

import org.jspecify.annotations.Nullable;

/**
 * Code that is run in place with a value and gives no result.
 *
 * @param <V> the type of the value
 * @param <X> the checked exception it may throw
 */
@FunctionalInterface
public interface VoidBodyOf<V extends @Nullable Object, X extends Exception> {
  /**
   * Runs the code.
   *
   * @param value the value
   * @throws X what the code may throw
   */
  void run(V value) throws X;
}
