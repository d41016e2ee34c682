package org.asyncio4j.function;

/**
 * Code that is run in place and gives no result. Its checked exception is inferred.
 *
 * @param <X> the checked exception it may throw
 */
@FunctionalInterface
public interface VoidBody<X extends Exception> {
  /**
   * Runs the code.
   *
   * @throws X what the code may throw
   */
  void run() throws X;
}
