package org.asyncio4j.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the code of a coroutine object can be besides when it is a step of a generator. Python's
 * step objects take an exception also before they have started, and hand it on to the generator.
 *
 * @param <T> the type of the result
 */
public interface ThrownInto<T extends @Nullable Object> {
  /**
   * Runs in place of the step, which has not started.
   *
   * @param error what is thrown at the place where the generator stands
   * @return the step's result
   * @throws Throwable what the step ends with
   */
  T startWith(Throwable error) throws Throwable;

  /**
   * Returns what is said when the step is awaited once more.
   *
   * @return asyncio's text
   */
  String reuseText();
}
