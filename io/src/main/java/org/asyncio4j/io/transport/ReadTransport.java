package org.asyncio4j.io.transport;

/**
 * An end that receives.
 *
 * <p>{@code asyncio.ReadTransport}, 3.14.
 */
public interface ReadTransport extends BaseTransport {
  /** Stops receiving until {@link #resumeReading}. A second call does nothing. */
  void pauseReading();

  /** Ends a pause. A second call does nothing. */
  void resumeReading();

  /**
   * Tells whether it receives.
   *
   * @return false if paused or closing
   */
  boolean reading();
}
