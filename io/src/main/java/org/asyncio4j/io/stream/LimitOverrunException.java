package org.asyncio4j.io.stream;

import java.io.IOException;

/**
 * The limit of a reader was reached while it looked for a separator.
 *
 * <p>{@code asyncio.LimitOverrunError}, 3.14.
 */
public final class LimitOverrunException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int consumed;

  /**
   * Makes one.
   *
   * @param message what was found
   * @param consumed how many bytes of the buffer belong to what is too long
   */
  public LimitOverrunException(String message, int consumed) {
    super(message);
    this.consumed = consumed;
  }

  /**
   * Returns how many bytes of the buffer belong to what is too long.
   *
   * @return the number
   */
  public int consumed() {
    return consumed;
  }
}
