package org.asyncio4j.error;

/**
 * Something was handed over to be awaited that cannot be, there.
 *
 * <p>Where asyncio, 3.14, throws a {@code TypeError}.
 */
public final class NotAwaitableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public NotAwaitableException(String message) {
    super(message);
  }
}
