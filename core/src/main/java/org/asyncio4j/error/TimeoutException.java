package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * A deadline of {@code timeout}, {@code timeoutAt}, {@code waitFor} or {@code asCompleted} has
 * passed.
 *
 * <p>{@code TimeoutError}, 3.14. Unchecked, unlike {@link java.util.concurrent.TimeoutException}.
 */
public final class TimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one without a message, as asyncio does. */
  public TimeoutException() {}

  /**
   * Makes one that keeps the cancellation by which the deadline ended the body.
   *
   * @param cause the cancellation, or null for none
   */
  public TimeoutException(@Nullable Throwable cause) {
    super(null, cause);
  }
}
