package org.asyncio4j.io.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Locale;

/** Sends a request after the other on one connection, and says how long answers took. */
final class FastClient {
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final long MEASURED_NANOS = 8_000_000_000L;

  private FastClient() {}

  public static void main(String[] args) throws IOException {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    try (SocketChannel channel = SocketChannel.open(server)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      roundTrips(channel, WARM_UP_NANOS);
      long[] nanos = roundTrips(channel, MEASURED_NANOS);
      Arrays.sort(nanos);
      System.out.println(
          String.format(
              Locale.ROOT,
              "%d round trips, p50 %.1f us, p99 %.1f us, longest %.1f us",
              nanos.length,
              nanos[nanos.length / 2] / 1e3,
              nanos[(int) (nanos.length * 0.99)] / 1e3,
              nanos[nanos.length - 1] / 1e3));
    }
  }

  private static long[] roundTrips(SocketChannel channel, long time) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Loris.REQUEST);
    long[] nanos = new long[1 << 20];
    int count = 0;
    long end = System.nanoTime() + time;
    for (long now = System.nanoTime(); now < end && count < nanos.length; ) {
      channel.write(buffer.clear());
      buffer.clear();
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new IOException("the server has left");
        }
      }
      long then = System.nanoTime();
      nanos[count++] = then - now;
      now = then;
    }
    return Arrays.copyOf(nanos, count);
  }
}
