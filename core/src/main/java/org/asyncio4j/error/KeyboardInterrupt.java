package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C. Ends the loop in which it is thrown: it leaves {@code run} as it is.
 *
 * <p>Python's {@code KeyboardInterrupt}, 3.14; an {@link Error} as it is a {@code BaseException}
 * there.
 */
public final class KeyboardInterrupt extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes one without a message. */
  public KeyboardInterrupt() {}

  /**
   * Makes one with a message.
   *
   * @param message the message, or null for none
   */
  public KeyboardInterrupt(@Nullable String message) {
    super(message);
  }
}
