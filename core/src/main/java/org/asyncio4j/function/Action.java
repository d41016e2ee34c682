package org.asyncio4j.function;

/** Code without a result: a callback, or the body of a task that returns nothing. */
@FunctionalInterface
public interface Action {
  /**
   * Runs the code.
   *
   * @throws Throwable whatever it ends with
   */
  void run() throws Throwable;
}
