package org.asyncio4j.io.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connecting to one of several addresses. */
@Timeout(60)
@ExtendWith(Descriptors.class)
class ConnectorTest {
  private static SocketChannel connect(List<InetSocketAddress> addresses, ConnectOptions options)
      throws IOException {
    return Connector.connect(
        SelectorPoller.of(Asyncio.getRunningLoop(), "test"), addresses, options, "host:1");
  }

  private static InetSocketAddress address(ServerSocketChannel server) throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  private static InetSocketAddress literal(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  /** A listener whose backlog is full: attempts neither fail nor come through. */
  private static final class Silent implements AutoCloseable {
    private final ServerSocketChannel server;
    private final List<SocketChannel> fillers = new ArrayList<>();

    Silent() throws IOException {
      server =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      for (int i = 0; i < 4; i++) {
        SocketChannel filler = SocketChannel.open();
        filler.configureBlocking(false);
        filler.connect(server.getLocalAddress());
        fillers.add(filler);
      }
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel each : fillers) {
        each.close();
      }
      server.close();
    }
  }

  @Test
  void silentAddress_isOvertakenAfterTheDelay() throws Exception {
    try (Silent silent = new Silent();
        ServerSocketChannel server = Sockets.listen()) {
      Asyncio.run(() -> {
        ConnectOptions options =
            ConnectOptions.defaults().withHappyEyeballsDelay(Duration.ofMillis(20));
        try (SocketChannel won =
            connect(List.of(address(silent.server), address(server)), options)) {
          assertThat(won.getRemoteAddress()).isEqualTo(address(server));
        }
      });
    }
  }

  @Test
  void refusedAddress_letsTheNextOneBeginAtOnce() throws Exception {
    InetSocketAddress nobody = Sockets.nobody();
    try (ServerSocketChannel server = Sockets.listen()) {
      Asyncio.run(() -> {
        ConnectOptions options =
            ConnectOptions.defaults().withHappyEyeballsDelay(Duration.ofHours(1));
        try (SocketChannel won = connect(List.of(nobody, address(server)), options)) {
          assertThat(won.getRemoteAddress()).isEqualTo(address(server));
        }
      });
    }
  }

  @Test
  void allRefused_namesEachCause() throws Exception {
    InetSocketAddress one = Sockets.nobody();
    InetSocketAddress two = Sockets.nobody();
    for (Duration delay : List.of(Duration.ofMillis(250), Duration.ZERO)) {
      Throwable error =
          Asyncio.run(() ->
              Link.thrownBy(() ->
                  connect(
                      List.of(one, two), ConnectOptions.defaults().withHappyEyeballsDelay(delay))));

      assertThat(error)
          .isInstanceOf(ConnectException.class)
          .hasMessage(
              "connect to host:1: 2 addresses failed: connect to "
                  + one
                  + ": Connection refused; connect to "
                  + two
                  + ": Connection refused");
      assertThat(((ExceptionGroup) error.getCause()).exceptions()).hasSize(2);
    }
  }

  @Test
  void cancelWhileConnecting_leavesNoSocketBehind() throws Exception {
    try (Silent silent = new Silent()) {
      int before = Descriptors.open().size();
      Asyncio.run(() -> {
        List<InetSocketAddress> addresses = List.of(address(silent.server), address(silent.server));
        ConnectOptions options =
            ConnectOptions.defaults().withHappyEyeballsDelay(Duration.ofMillis(1));
        Task<?> task = Asyncio.createTask(() -> connect(addresses, options));
        Asyncio.sleep(Duration.ofMillis(20));
        task.cancel();
        Asyncio.sleep(Duration.ofMillis(5));
        assertThat(task.cancelled()).isTrue();
      });

      assertThat(Descriptors.open()).hasSizeLessThanOrEqualTo(before);
    }
  }

  @Test
  void families_takeTurns() throws Exception {
    InetSocketAddress six1 = literal("::1", 1);
    InetSocketAddress six2 = literal("::1", 2);
    InetSocketAddress six3 = literal("::1", 3);
    InetSocketAddress four = literal("127.0.0.1", 4);

    List<InetSocketAddress> all = List.of(six1, six2, six3, four);

    assertThat(Connector.interleave(all, 1)).containsExactly(six1, four, six2, six3);
    assertThat(Connector.interleave(all, 2)).containsExactly(six1, six2, four, six3);
  }

  @Test
  void unknownHost_isSaidSo() {
    Throwable error =
        Asyncio.run(() -> Link.thrownBy(() -> Streams.openConnection("no-such-host.invalid", 1)));

    assertThat(error)
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void localAddress_isWhereTheConnectionStarts() throws Exception {
    try (ServerSocketChannel server = Sockets.listen()) {
      Asyncio.run(() -> {
        ConnectOptions options =
            ConnectOptions.defaults().withLocalAddress(literal("127.0.0.3", 0));
        try (SocketChannel channel = connect(List.of(address(server)), options)) {
          assertThat(((InetSocketAddress) channel.getLocalAddress()).getHostString())
              .isEqualTo("127.0.0.3");
        }
      });
    }
  }
}
