package org.asyncio4j.error;

/**
 * A future was asked for what it does not have yet, or told to end a second time.
 *
 * <p>{@code asyncio.InvalidStateError}, 3.14.
 */
public final class InvalidStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was wrong and what to do
   */
  public InvalidStateException(String message) {
    super(message);
  }
}
