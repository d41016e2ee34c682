package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at the await of a task that was cancelled, and by the result of a cancelled future.
 *
 * <p>An {@link Error}, not an exception, so that {@code catch (Exception e)} lets it through: a
 * task that swallows its cancellation breaks timeouts and groups. Catch it to clean up, then throw
 * it again.
 *
 * @see <a
 *     href="https://docs.python.org/3.14/library/asyncio-exceptions.html">asyncio.CancelledError,
 *     3.14</a> (a {@code BaseException} there)
 */
public final class CancelledError extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes one without a message. */
  public CancelledError() {}

  /**
   * Makes one with the message that was given to {@code cancel}.
   *
   * @param message the message, or null for none
   */
  public CancelledError(@Nullable String message) {
    super(message);
  }
}
