package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * A generator has no more items.
 *
 * <p>Python's {@code StopAsyncIteration}, 3.14. Loops over a generator end by it without showing
 * it.
 */
public final class StopAsyncIterationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one without a message. */
  public StopAsyncIterationException() {}

  /**
   * Makes one with a message.
   *
   * @param message the message, or null for none
   */
  public StopAsyncIterationException(@Nullable String message) {
    super(message);
  }
}
