package org.asyncio4j.error;

/**
 * A barrier was aborted or reset, so that its parties will never be complete.
 *
 * <p>{@code asyncio.BrokenBarrierError}, 3.14. Unchecked, unlike {@link
 * java.util.concurrent.BrokenBarrierException}.
 */
public final class BrokenBarrierException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public BrokenBarrierException(String message) {
    super(message);
  }
}
