package org.asyncio4j.io.transport;

import java.nio.ByteBuffer;

/**
 * A protocol that says where to put what arrives.
 *
 * <p>{@code asyncio.BufferedProtocol}, 3.14.
 */
public interface BufferedProtocol extends ConnectionProtocol {
  /**
   * Returns the buffer for what comes next, best a direct one.
   *
   * @param sizeHint how many bytes would be useful; -1 if any number is
   * @return a buffer with room for at least one byte, from its position on
   * @throws Exception whatever goes wrong; it ends the connection
   */
  ByteBuffer getBuffer(int sizeHint) throws Exception;

  /**
   * Something has arrived in the buffer, whose position is behind it.
   *
   * @param count how many bytes, at least one
   * @throws Exception whatever goes wrong; it ends the connection
   */
  void bufferUpdated(int count) throws Exception;
}
