package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown into a generator or a coroutine that is closed before its end, so that its {@code finally}
 * blocks run.
 *
 * <p>Python's {@code GeneratorExit}, 3.14; an {@link Error} as it is a {@code BaseException} there.
 */
public final class GeneratorExit extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes one without a message. */
  public GeneratorExit() {}

  /**
   * Makes one with a message.
   *
   * @param message the message, or null for none
   */
  public GeneratorExit(@Nullable String message) {
    super(message);
  }
}
