package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/** Addresses of host names. */
public final class Resolver {
  private Resolver() {}

  /**
   * Looks a host up, on a thread of the loop's default executor, since a look-up holds its thread;
   * literal addresses need none. For the current task.
   *
   * @param loop the loop
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @return its addresses in the order in which the system gives them
   * @throws java.net.UnknownHostException if it has none
   * @throws IOException if the look-up fails
   */
  @SuppressWarnings("RedundantThrows") // await() throws what the look-up has thrown, undeclared
  public static List<InetSocketAddress> resolve(EventLoop loop, @Nullable String host, int port)
      throws IOException {
    if (host == null) {
      return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    InetAddress literal = literal(host);
    if (literal != null) {
      return List.of(new InetSocketAddress(literal, port));
    }
    InetAddress[] found =
        loop.<InetAddress[]>runInExecutor(null, () -> InetAddress.getAllByName(host)).await();
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (InetAddress each : found) {
      addresses.add(new InetSocketAddress(each, port));
    }
    return addresses;
  }

  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
