package org.asyncio4j.io.soak;

import static org.asyncio4j.Asyncio.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.transport.DatagramEndpoint;
import org.asyncio4j.io.transport.DatagramOptions;
import org.asyncio4j.io.transport.DatagramProtocol;
import org.asyncio4j.io.transport.DatagramTransport;
import org.asyncio4j.io.transport.ExtraInfo;
import org.jspecify.annotations.Nullable;

/** A server of datagrams that sends them back, and what its clients do. The loop's. */
final class Packets {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** For what the system may lose. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Tally tally;
  private final DatagramEndpoint<Echo> server;

  Packets(Tally tally) throws IOException {
    this.tally = tally;
    server = endpoint(() -> new Echo(), null);
  }

  private static <P extends DatagramProtocol> DatagramEndpoint<P> endpoint(
      Supplier<P> factory, @Nullable InetSocketAddress remote) throws IOException {
    return IoLoop.current()
        .createDatagramEndpoint(factory, ANY, remote, DatagramOptions.defaults());
  }

  private static final class Echo implements DatagramProtocol {
    private final Future<@Nullable Void> lost = Asyncio.getRunningLoop().createFuture();
    private @Nullable DatagramTransport transport;

    @Override
    public void connectionMade(DatagramTransport made) {
      transport = made;
    }

    @Override
    public void datagramReceived(byte[] data, SocketAddress sender) {
      Objects.requireNonNull(transport).sendto(data, sender);
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      if (!lost.done()) { // whoever waited may have been cancelled
        lost.setResult(null);
      }
    }
  }

  /** Waits for one datagram at a time. */
  private static final class Waiting implements DatagramProtocol {
    private final Future<@Nullable Void> lost = Asyncio.getRunningLoop().createFuture();
    private @Nullable Future<byte[]> next;

    Future<byte[]> next() {
      next = Asyncio.getRunningLoop().createFuture();
      return next;
    }

    @Override
    public void datagramReceived(byte[] data, SocketAddress sender) {
      if (next != null && !next.done()) {
        next.setResult(data);
      }
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      if (!lost.done()) { // whoever waited may have been cancelled
        lost.setResult(null);
      }
    }
  }

  void any(Random random) throws IOException {
    if (random.nextInt(3) == 0) {
      byChannel(random);
    } else {
      byEndpoint(random);
    }
  }

  private void byEndpoint(Random random) throws IOException {
    DatagramEndpoint<Waiting> client = endpoint(Waiting::new, address());
    try {
      for (int i = random.nextInt(5); i >= 0; i--) {
        byte[] data = Pattern.bytes(random.nextLong(), 1 + random.nextInt(8_000));
        Future<byte[]> answer = client.protocol().next();
        client.transport().sendto(data);
        Asyncio.timeout(PATIENCE, () -> check(data, await(answer)));
        tally.count("datagrams");
      }
    } finally {
      if (random.nextBoolean()) {
        client.transport().abort();
      } else {
        client.transport().close();
      }
    }
    await(client.protocol().lost);
  }

  private void byChannel(Random random) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.bind(ANY).configureBlocking(false);
      IoLoop io = IoLoop.current();
      byte[] data = Pattern.bytes(random.nextLong(), 1 + random.nextInt(8_000));
      io.sockSendto(channel, data, address());
      Asyncio.timeout(PATIENCE, () -> check(data, io.sockRecvfrom(channel, 10_000).data()));
      tally.count("datagrams of channels");
    }
  }

  private static void check(byte[] sent, byte[] received) {
    Pattern.check(sent, 0, received);
    if (sent.length != received.length) {
      throw new AssertionError("a datagram of another length: " + received.length);
    }
  }

  private InetSocketAddress address() {
    return (InetSocketAddress)
        Objects.requireNonNull(server.transport().getExtraInfo(ExtraInfo.SOCKNAME));
  }

  /** Closes the server. Suspends until it is closed. */
  void end() {
    server.transport().close();
    await(server.protocol().lost);
  }
}
