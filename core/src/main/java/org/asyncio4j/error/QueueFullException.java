package org.asyncio4j.error;

/**
 * {@code putNowait} found no room in the queue.
 *
 * <p>{@code asyncio.QueueFull}, 3.14.
 */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public QueueFullException(String message) {
    super(message);
  }
}
