package org.asyncio4j.io.transport;

import java.nio.ByteBuffer;

/**
 * A protocol that says where to put what arrives. The fastest way for much data: all connections of
 * a loop may share one direct buffer, if each uses up what has arrived before {@link
 * #bufferUpdated} returns. It is called right after {@link #getBuffer}, with nothing of the loop in
 * between, and a write takes the bytes at once.
 *
 * {@snippet :
 * class Echo implements BufferedProtocol {
 *   final ByteBuffer shared; // one for the loop: ByteBuffer.allocateDirect(256 * 1024)
 *   Transport transport;
 *
 *   public ByteBuffer getBuffer(int sizeHint) {
 *     return shared.clear();
 *   }
 *
 *   public void bufferUpdated(int count) {
 *     transport.write(shared.flip()); // empty when this returns: what has to wait was copied
 *   }
 * }
 * }
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
