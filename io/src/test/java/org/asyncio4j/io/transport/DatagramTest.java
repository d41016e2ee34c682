package org.asyncio4j.io.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.testkit.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Endpoints for datagrams. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class DatagramTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static class Noting implements DatagramProtocol {
    final Trace trace = new Trace();
    final Future<String> first = Asyncio.getRunningLoop().createFuture();
    final Future<String> lost = Asyncio.getRunningLoop().createFuture();

    @Override
    public void connectionMade(DatagramTransport transport) {
      trace.add("made");
    }

    @Override
    public void datagramReceived(byte[] data, SocketAddress sender) throws Exception {
      trace.add("data " + new String(data, UTF_8));
      if (!first.done()) {
        first.setResult(new String(data, UTF_8));
      }
    }

    @Override
    public void errorReceived(IOException error) {
      trace.add("error " + error.getClass().getSimpleName());
      if (!first.done()) {
        first.setException(error);
      }
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      trace.add("lost " + error);
      lost.setResult("");
    }
  }

  private static <P extends DatagramProtocol> DatagramEndpoint<P> endpoint(
      java.util.function.Supplier<P> factory, @Nullable InetSocketAddress remote)
      throws IOException {
    return IoLoop.current()
        .createDatagramEndpoint(factory, ANY, remote, DatagramOptions.defaults());
  }

  private static InetSocketAddress address(DatagramTransport transport) {
    return (InetSocketAddress) Objects.requireNonNull(transport.getExtraInfo(ExtraInfo.SOCKNAME));
  }

  @Test
  void datagrams_goBothWays_andTheEndIsHeardOnce() {
    Asyncio.run(() -> {
      DatagramEndpoint<Noting> server = endpoint(Noting::new, null);
      DatagramEndpoint<Noting> client = endpoint(Noting::new, address(server.transport()));
      client.transport().sendto("ping".getBytes(UTF_8));
      server.protocol().first.await();
      server.transport().sendto("pong".getBytes(UTF_8), address(client.transport()));
      client.protocol().first.await();
      client.transport().close();
      server.transport().close();
      server.transport().abort();
      server.protocol().lost.await();

      server.protocol().trace.is("made", "data ping", "lost null");
      client.protocol().trace.is("made", "data pong", "lost null");
    });
  }

  @Test
  void emptyDatagram_arrives() {
    String got =
        Asyncio.run(() -> {
          DatagramEndpoint<Noting> server = endpoint(Noting::new, null);
          DatagramEndpoint<Noting> client = endpoint(Noting::new, null);
          client.transport().sendto(new byte[0], address(server.transport()));
          String data = server.protocol().first.await();
          client.transport().close();
          server.transport().close();
          return "<" + data + ">";
        });

    assertThat(got).isEqualTo("<>");
  }

  @Test
  void nobodyThere_isAnError_andTheEndpointLives() throws Exception {
    InetSocketAddress nobody;
    try (var probe = java.nio.channels.DatagramChannel.open().bind(ANY)) {
      nobody = (InetSocketAddress) probe.getLocalAddress();
    }
    Asyncio.run(() -> {
      DatagramEndpoint<Noting> client = endpoint(Noting::new, nobody);
      client.transport().sendto("x".getBytes(UTF_8));
      Throwable error = Link.thrownBy(client.protocol().first::await);
      boolean closing = client.transport().closing();
      client.transport().close();

      assertThat(error).isInstanceOf(PortUnreachableException.class);
      assertThat(closing).isFalse();
    });
  }

  @Test
  void otherAddressThanThePeer_isRefused_andSoIsNone() {
    Asyncio.run(() -> {
      DatagramEndpoint<Noting> server = endpoint(Noting::new, null);
      InetSocketAddress to = address(server.transport());
      DatagramEndpoint<Noting> client = endpoint(Noting::new, to);
      Throwable other =
          Link.thrownBy(() -> client.transport().sendto(new byte[1], address(client.transport())));
      Throwable empty = Link.thrownBy(() -> client.transport().sendto(new byte[0]));
      Throwable none = Link.thrownBy(() -> server.transport().sendto(new byte[1]));
      client.transport().close();
      server.transport().close();

      assertThat(other)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid address: must be None or "
                  + to
                  + ", got "
                  + client.transport().getExtraInfo(ExtraInfo.SOCKNAME));
      assertThat(empty)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("data: 0 bytes (expected: at least one to an only peer");
      assertThat(none)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("to: null (expected: an address, since <UdpTransport ");
    });
  }

  @Test
  void protocolThatThrows_isReported_andTheEndpointClosed() {
    class Throwing extends Noting {
      @Override
      public void datagramReceived(byte[] data, SocketAddress sender) {
        throw new IllegalStateException("boom");
      }
    }
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          DatagramEndpoint<Throwing> server = endpoint(Throwing::new, null);
          DatagramEndpoint<Noting> client = endpoint(Noting::new, address(server.transport()));
          client.transport().sendto("x".getBytes(UTF_8));
          server.protocol().lost.await();
          client.transport().close();
        });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .isEqualTo("Fatal error: protocol.datagram_received() call failed.");
  }

  @Test
  void flood_isTakenWhole_whileOtherTasksRun() {
    int count = 200;
    Asyncio.run(() -> {
      DatagramEndpoint<Noting> server = endpoint(Noting::new, null);
      DatagramEndpoint<Noting> client = endpoint(Noting::new, address(server.transport()));
      for (int i = 0; i < count; i++) {
        client.transport().sendto(("" + i).getBytes(UTF_8));
      }
      while (server.protocol().trace.events().size() < count + 1) {
        Asyncio.sleep(java.time.Duration.ofMillis(1));
      }
      client.transport().close();
      server.transport().close();

      assertThat(server.protocol().trace.events()).endsWith("data " + (count - 1));
    });
  }
}
