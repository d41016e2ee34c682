package org.asyncio4j.io.channel;

import java.nio.ByteBuffer;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A protocol of the library that runs no user's code, so that it is called wherever the loop meets
 * it, without a switch to a runner. None of its methods may throw.
 */
public interface InlineProtocol extends ConnectionProtocol {
  /**
   * Bytes can be had, or the end, or an error. A protocol whose reader is about to run and likes to
   * have them then wakes it and says so.
   *
   * @return true if the reader calls {@link SocketTransport#readNow} in the next turn; if it does
   *     not, the transport asks again
   */
  boolean willRead();

  /**
   * Returns where the next bytes should go.
   *
   * @return a buffer with room, or null for the loop's own
   */
  @Nullable ByteBuffer target();

  /**
   * Bytes have arrived in the {@link #target}.
   *
   * @param count how many, at least one
   */
  void receivedInTarget(int count);

  /**
   * Bytes have arrived.
   *
   * @param data the loop's buffer, to be emptied before this returns, or, if it comes of {@link
   *     SocketTransport#readNow}, before the caller of that does anything else
   */
  void received(ByteBuffer data);

  @Override
  boolean eofReceived();
}
