package org.asyncio4j.io.transport;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * An end that sends.
 *
 * <p>{@code asyncio.WriteTransport}, 3.14.
 */
public interface WriteTransport extends BaseTransport {
  /**
   * Sends bytes: at once as far as the system takes them, the rest as soon as it does. Never waits.
   *
   * @param data the bytes; may be changed after the call
   * @throws IllegalStateException after {@link #writeEof}
   */
  default void write(byte[] data) {
    write(data, 0, data.length);
  }

  /**
   * Sends a part of an array, see {@link #write(byte[])}.
   *
   * @param data the array; may be changed after the call
   * @param offset its first byte to send
   * @param length how many bytes
   */
  void write(byte[] data, int offset, int length);

  /**
   * Sends a buffer from its position to its limit, see {@link #write(byte[])}.
   *
   * @param data the buffer, empty after the call; may be changed then
   */
  void write(ByteBuffer data);

  /**
   * Sends a buffer without ever copying what waits: for large ones.
   *
   * @param data the buffer; must not be changed before it is sent
   */
  void writeOwned(ByteBuffer data);

  /**
   * Sends several arrays, one after the other.
   *
   * @param data the arrays; may be changed after the call
   */
  default void writelines(List<byte[]> data) {
    int total = 0;
    for (byte[] each : data) {
      total = Math.addExact(total, each.length);
    }
    ByteBuffer all = ByteBuffer.allocate(total);
    data.forEach(all::put);
    writeOwned(all.flip());
  }

  /**
   * Ends the sending side once all is sent; receiving, if there is any, goes on. A second call does
   * nothing.
   */
  void writeEof();

  /**
   * Tells whether {@link #writeEof} can be used.
   *
   * @return true for TCP, Unix sockets and pipes
   */
  boolean canWriteEof();
}
