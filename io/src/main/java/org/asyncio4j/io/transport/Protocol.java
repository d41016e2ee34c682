package org.asyncio4j.io.transport;

/**
 * A protocol that is given what arrives.
 *
 * <p>{@code asyncio.Protocol}, 3.14.
 */
public interface Protocol extends ConnectionProtocol {
  /**
   * Something has arrived.
   *
   * @param data the bytes, at least one; they are the protocol's own
   * @throws Exception whatever goes wrong; it ends the connection
   */
  void dataReceived(byte[] data) throws Exception;
}
