package org.asyncio4j.io.transport;

/**
 * How an endpoint for datagrams is made.
 *
 * @param reusePort whether several endpoints may have one port
 * @param allowBroadcast whether it may send to broadcast addresses
 */
public record DatagramOptions(boolean reusePort, boolean allowBroadcast) {
  private static final DatagramOptions DEFAULTS = new DatagramOptions(false, false);

  /**
   * Returns own port, no broadcast.
   *
   * @return the defaults
   */
  public static DatagramOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with sharing of the port on or off.
   *
   * @param on whether several endpoints may have it
   * @return new options
   */
  public DatagramOptions withReusePort(boolean on) {
    return new DatagramOptions(on, allowBroadcast);
  }

  /**
   * Returns these options with broadcast on or off.
   *
   * @param on whether it may send to broadcast addresses
   * @return new options
   */
  public DatagramOptions withAllowBroadcast(boolean on) {
    return new DatagramOptions(reusePort, on);
  }
}
