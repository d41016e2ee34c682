package org.asyncio4j.io.transport;

import java.nio.ByteBuffer;
import java.util.List;

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
public interface Transport extends BaseTransport {
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

  /** Ends the sending side once all is sent; receiving goes on. A second call does nothing. */
  void writeEof();

  /**
   * Tells whether {@link #writeEof} can be used.
   *
   * @return true for TCP and Unix sockets
   */
  boolean canWriteEof();

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
