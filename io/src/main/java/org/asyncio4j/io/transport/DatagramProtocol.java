package org.asyncio4j.io.transport;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * A protocol that is given datagrams.
 *
 * <p>{@code asyncio.DatagramProtocol}, 3.14.
 */
public interface DatagramProtocol extends BaseProtocol {
  /**
   * The endpoint is there.
   *
   * @param transport the endpoint
   * @throws Exception whatever goes wrong
   */
  default void connectionMade(DatagramTransport transport) throws Exception {}

  /**
   * A datagram has arrived.
   *
   * @param data its content; the protocol's own
   * @param sender who has sent it
   * @throws Exception whatever goes wrong; it closes the endpoint
   */
  void datagramReceived(byte[] data, SocketAddress sender) throws Exception;

  /**
   * An earlier sending or a receiving has failed. The endpoint goes on.
   *
   * @param error why
   * @throws Exception whatever goes wrong
   */
  default void errorReceived(IOException error) throws Exception {}
}
