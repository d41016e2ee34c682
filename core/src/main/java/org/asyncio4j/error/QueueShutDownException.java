package org.asyncio4j.error;

/**
 * Put to a queue that was shut down, or got from one that is empty besides.
 *
 * <p>{@code asyncio.QueueShutDown}, 3.14.
 */
public final class QueueShutDownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public QueueShutDownException(String message) {
    super(message);
  }
}
