package org.asyncio4j.io.transport;

/** What {@link Protocol} and {@link BufferedProtocol} have in common. */
public interface ConnectionProtocol extends BaseProtocol {
  /**
   * The connection is there.
   *
   * @param transport the connection
   * @throws Exception whatever goes wrong; the connection stays, as in asyncio
   */
  default void connectionMade(Transport transport) throws Exception {}

  /**
   * The other side sends no more.
   *
   * @return whether the transport stays open for writing; if not it closes
   * @throws Exception whatever goes wrong; it ends the connection
   */
  default boolean eofReceived() throws Exception {
    return false;
  }
}
