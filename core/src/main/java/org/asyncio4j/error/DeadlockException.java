package org.asyncio4j.error;

/**
 * Nothing is ready, no timer is set and no thread is at work for the loop: nothing can ever go on.
 *
 * <p>Thrown by {@code run} under a virtual clock. The message lists every task that waits and what
 * it waits for. CPython hangs in its place.
 */
public final class DeadlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message the tasks and what each waits for
   */
  public DeadlockException(String message) {
    super(message);
  }
}
