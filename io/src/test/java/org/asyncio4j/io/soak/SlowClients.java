package org.asyncio4j.io.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of which each moves a byte in a tenth of a second: one half sends requests so, the other
 * one reads a long answer so. They end with their input.
 */
final class SlowClients {
  private static final int PARTS = 20;
  private static final long PERIOD_MILLIS = 100;

  private SlowClients() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    int count = Integer.parseInt(args[1]);
    List<SocketChannel> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096); // so that the server has to wait
      channel.connect(server);
      if (i % 2 == 1) {
        byte[] request = new byte[Loris.REQUEST];
        request[0] = Loris.WANTS_LONG;
        channel.write(ByteBuffer.wrap(request));
      }
      channel.configureBlocking(false);
      all.add(channel);
    }
    Thread.ofPlatform().daemon().start(() -> move(all));
    System.out.println("connected");
    while (System.in.read() >= 0) {
      // until it is closed
    }
  }

  /** Spreads the work over the period, so that it comes as a drizzle and not in showers. */
  private static void move(List<SocketChannel> all) {
    ByteBuffer one = ByteBuffer.allocate(1);
    ByteBuffer answers = ByteBuffer.allocate(Loris.REQUEST);
    try {
      for (int part = 0; ; part = (part + 1) % PARTS) {
        for (int i = part; i < all.size(); i += PARTS) {
          SocketChannel channel = all.get(i);
          if (i % 2 == 0) {
            channel.write(one.clear());
            channel.read(answers.clear());
          } else {
            channel.read(one.clear());
          }
        }
        Thread.sleep(Duration.ofMillis(PERIOD_MILLIS / PARTS));
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("slow clients: " + e);
      System.exit(1);
    }
  }
}
