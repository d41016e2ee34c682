package org.asyncio4j.io.transport;

/**
 * A child that has ended cannot be sent a signal.
 *
 * <p>{@code ProcessLookupError}, 3.14.
 */
public final class ProcessLookupException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message which child, and what was wanted of it
   */
  public ProcessLookupException(String message) {
    super(message);
  }
}
