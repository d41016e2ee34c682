package org.asyncio4j.io.transport;

/**
 * One end of a stream connection.
 *
 * <pre>
 *   open --close--> closing: sends what waits --> lost
 *     \---abort, an error, a protocol that throws--> lost
 * </pre>
 *
 * <p>{@code asyncio.Transport}, 3.14.
 */
public interface Transport extends ReadTransport, WriteTransport {
  /**
   * Returns its protocol.
   *
   * @return the protocol
   */
  ConnectionProtocol protocol();

  /**
   * Gives it another protocol, which hears all that comes from now on.
   *
   * @param protocol the protocol
   */
  void setProtocol(ConnectionProtocol protocol);
}
