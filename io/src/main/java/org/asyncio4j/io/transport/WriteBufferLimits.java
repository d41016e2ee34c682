package org.asyncio4j.io.transport;

/**
 * How much may wait to be sent.
 *
 * @param low bytes at or below which writing goes on; a quarter of {@code high} unless set
 * @param high bytes above which writing pauses; 64 KiB unless set
 */
public record WriteBufferLimits(int low, int high) {
  /** Checks the order. */
  public WriteBufferLimits {
    if (low < 0 || high < low) {
      throw new IllegalArgumentException(
          "high (" + high + ") must be >= low (" + low + ") must be >= 0");
    }
  }
}
