package org.asyncio4j.error;

/**
 * {@code getNowait} found nothing in the queue.
 *
 * <p>{@code asyncio.QueueEmpty}, 3.14.
 */
public final class QueueEmptyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public QueueEmptyException(String message) {
    super(message);
  }
}
