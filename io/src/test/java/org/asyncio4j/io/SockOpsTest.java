package org.asyncio4j.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.Datagram;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code loop.sock_*}: operations on bare channels. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class SockOpsTest {
  private static SocketChannel channel() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    return channel;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void turns() {
    for (int i = 0; i < 3; i++) {
      Asyncio.sleep(Duration.ofMillis(1));
    }
  }

  /** Cancels a task that waits, and returns how it has ended. */
  private static boolean cancelWaiting(Action body) {
    Task<?> task = Asyncio.createTask(body);
    turns();
    assertThat(task.done()).isFalse();
    task.cancel();
    turns();
    return task.cancelled();
  }

  @Test
  void connectAcceptSendReceive_carryTheBytes() throws Exception {
    try (ServerSocketChannel server = Sockets.listen();
        SocketChannel client = channel()) {
      server.configureBlocking(false);

      String got =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            Task<String> accepting =
                Asyncio.createTask(() -> {
                  try (SocketChannel accepted = io.sockAccept(server)) {
                    return new String(io.sockRecv(accepted, 100), UTF_8);
                  }
                });
            io.sockConnect(client, server.getLocalAddress());
            io.sockSendall(client, bytes("hello"));
            return accepting.await();
          });

      assertThat(got).isEqualTo("hello");
    }
  }

  @Test
  void connectToNobody_namesTheAddress() throws Exception {
    InetSocketAddress nobody = Sockets.nobody();
    try (SocketChannel client = channel()) {
      assertThatThrownBy(() -> Asyncio.run(() -> IoLoop.current().sockConnect(client, nobody)))
          .isInstanceOf(ConnectException.class)
          .hasMessage("connect to " + nobody + ": Connection refused");
    }
  }

  @Test
  void connectToUnresolvedHost_looksItUp() throws Exception {
    try (ServerSocketChannel server = Sockets.listen();
        SocketChannel client = channel()) {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();

      Asyncio.run(() ->
          IoLoop.current()
              .sockConnect(client, InetSocketAddress.createUnresolved("127.0.0.1", port)));

      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void receiveAtTheEnd_isEmpty_andMinusOneIntoABuffer() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      pair.far().close();

      int[] counts =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            return new int[] {
              io.sockRecv(pair.near(), 10).length,
              io.sockRecvInto(pair.near(), ByteBuffer.allocate(10))
            };
          });

      assertThat(counts).containsExactly(0, -1);
    }
  }

  @Test
  void receiveInto_fillsTheBuffer() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      ByteBuffer target = ByteBuffer.allocate(3);

      int count =
          Asyncio.run(() -> {
            Asyncio.createTask(() -> pair.far().write(ByteBuffer.wrap(bytes("abcdef"))));
            return IoLoop.current().sockRecvInto(pair.near(), target);
          });

      assertThat(count).isEqualTo(3);
      assertThat(new String(target.array(), UTF_8)).isEqualTo("abc");
    }
  }

  @Test
  void sendallOfMuch_waitsForTheReader() throws Exception {
    byte[] much = new byte[10_000_000];
    Arrays.fill(much, (byte) 7);
    long[] read = new long[1];
    try (Sockets.Pair pair = Sockets.pair()) {
      Thread reader =
          Sockets.thread(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(100_000);
            while (read[0] < much.length && pair.far().read(buffer.clear()) >= 0) {
              read[0] += buffer.position();
            }
          });

      Asyncio.run(() -> IoLoop.current().sockSendall(pair.near(), much));
      reader.join();
    }

    assertThat(read[0]).isEqualTo(much.length);
  }

  @Test
  void sendfile_sendsThePart(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("data"), bytes("0123456789"));
    try (Sockets.Pair pair = Sockets.pair();
        FileChannel file = FileChannel.open(path)) {
      long sent = Asyncio.run(() -> IoLoop.current().sockSendfile(pair.near(), file, 2, 100));

      ByteBuffer got = ByteBuffer.allocate(100);
      pair.far().read(got);
      assertThat(sent).isEqualTo(8);
      assertThat(new String(got.array(), 0, got.position(), UTF_8)).isEqualTo("23456789");
    }
  }

  @Test
  void datagrams_carryTheirSender() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (DatagramChannel one = DatagramChannel.open().bind(any);
        DatagramChannel two = DatagramChannel.open().bind(any)) {
      one.configureBlocking(false);
      two.configureBlocking(false);

      Datagram got =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            Task<Datagram> receiving = Asyncio.createTask(() -> io.sockRecvfrom(two, 100));
            io.sockSendto(one, bytes("ping"), two.getLocalAddress());
            return receiving.await();
          });

      assertThat(new String(got.data(), UTF_8)).isEqualTo("ping");
      assertThat(got.sender()).isEqualTo(one.getLocalAddress());
    }
  }

  @Test
  void cancelWhileReceiving_leavesTheBytesForTheNext() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      String got =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            assertThat(cancelWaiting(() -> io.sockRecv(pair.near(), 10))).isTrue();
            pair.far().write(ByteBuffer.wrap(bytes("kept")));
            return new String(io.sockRecv(pair.near(), 10), UTF_8);
          });

      assertThat(got).isEqualTo("kept");
    }
  }

  @Test
  void cancelWhileAccepting_leavesTheConnectionForTheNext() throws Exception {
    try (ServerSocketChannel server = Sockets.listen();
        SocketChannel client = channel()) {
      server.configureBlocking(false);

      boolean accepted =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            assertThat(cancelWaiting(() -> io.sockAccept(server))).isTrue();
            io.sockConnect(client, server.getLocalAddress());
            try (SocketChannel connection = io.sockAccept(server)) {
              return connection.isConnected();
            }
          });

      assertThat(accepted).isTrue();
    }
  }

  @Test
  void cancelWhileSending_endsTheTask() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      boolean cancelled =
          Asyncio.run(() ->
              cancelWaiting(() -> IoLoop.current().sockSendall(pair.near(), new byte[10_000_000])));

      assertThat(cancelled).isTrue();
    }
  }

  @Test
  void channelClosedMeanwhile_failsTheOperation() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      assertThatThrownBy(() ->
              Asyncio.run(() -> {
                IoLoop io = IoLoop.current();
                Asyncio.getRunningLoop().callSoon(() -> pair.near().close());
                io.sockRecv(pair.near(), 10);
              }))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void secondReceiver_failsTheFirst() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      Throwable first =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            Task<byte[]> one = Asyncio.createTask(() -> io.sockRecv(pair.near(), 1));
            Task<byte[]> two = Asyncio.createTask(() -> io.sockRecv(pair.near(), 1));
            turns();
            pair.far().write(ByteBuffer.wrap(bytes("x")));
            two.await();
            return one.exception();
          });

      assertThat(first)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("another reader was registered for the channel");
    }
  }

  @Test
  void receiveNothing_isRefused() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      assertThatThrownBy(() -> Asyncio.run(() -> IoLoop.current().sockRecv(pair.near(), 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("most: 0 (expected: > 0)");
    }
  }
}
