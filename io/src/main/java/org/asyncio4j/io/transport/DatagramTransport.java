package org.asyncio4j.io.transport;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint for datagrams.
 *
 * <p>{@code asyncio.DatagramTransport}, 3.14.
 */
public interface DatagramTransport extends BaseTransport {
  /**
   * Sends a datagram, at once if the system takes it, else as soon as it does. Never waits. A
   * failure goes to {@link DatagramProtocol#errorReceived}.
   *
   * @param data its content; may be changed after the call
   * @param to who gets it; null for the endpoint's only peer
   * @throws IllegalArgumentException if the endpoint has an only peer and this is another one, or
   *     has none and this is null; or if {@code data} is empty and the endpoint has an only peer,
   *     where the JDK sends nothing
   */
  void sendto(byte[] data, @Nullable SocketAddress to);

  /**
   * Sends a datagram to the endpoint's only peer.
   *
   * @param data its content
   */
  default void sendto(byte[] data) {
    sendto(data, null);
  }
}
