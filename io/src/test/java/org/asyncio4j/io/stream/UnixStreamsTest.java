package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams over Unix sockets, and the paths they stand at. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class UnixStreamsTest {
  private static final ClientConnected ANSWER =
      (in, out) -> {
        try (out) {
          out.write(in.readline());
        }
      };

  @TempDir Path folder;

  private static String ask(Path path) throws IOException {
    try (Connection connection = Streams.openUnixConnection(path)) {
      connection.writer().write("hello\n");
      return Link.text(connection.reader().readline());
    }
  }

  @Test
  void streams_carryTheBytes_andThePathIsGoneAfterwards() {
    Path path = folder.resolve("socket");
    String answer =
        Asyncio.run(() -> {
          Server server = Streams.startUnixServer(ANSWER, path);
          String got = ask(path);
          server.close();
          server.waitClosed();
          return got;
        });

    assertThat(answer).isEqualTo("hello\n");
    assertThat(path).doesNotExist();
  }

  @Test
  void staleSocket_isReplaced() throws Exception {
    Path path = folder.resolve("socket");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    assertThat(path).exists();

    Asyncio.run(() -> {
      Server server = Streams.startUnixServer(ANSWER, path);
      assertThat(ask(path)).isEqualTo("hello\n");
      server.close();
    });
  }

  @Test
  void fileInTheWay_isLeftAlone_andNamed() throws Exception {
    Path path = Files.writeString(folder.resolve("file"), "precious");

    Throwable error = Asyncio.run(() -> Link.thrownBy(() -> Streams.startUnixServer(ANSWER, path)));

    assertThat(error)
        .isInstanceOf(BindException.class)
        .hasMessageStartingWith("error while attempting to bind on address " + path + ": ");
    assertThat(path).hasContent("precious");
  }

  @Test
  void pathThatAnotherServerHasTaken_isNotRemoved() {
    Path path = folder.resolve("socket");
    Asyncio.run(() -> {
      Server first = Streams.startUnixServer(ANSWER, path);
      Server second = Streams.startUnixServer(ANSWER, path);
      first.close();

      assertThat(ask(path)).isEqualTo("hello\n");
      second.close();
    });

    assertThat(path).doesNotExist();
  }

  @Test
  void withoutCleanUp_thePathStays() {
    Path path = folder.resolve("socket");
    Asyncio.run(() ->
        Streams.startUnixServer(ANSWER, path, ServerOptions.defaults().withCleanupSocket(false))
            .close());

    assertThat(path).exists();
  }

  @Test
  void nobodyListens_isRefusedWithThePath() {
    Path path = folder.resolve("nobody");

    Throwable error = Asyncio.run(() -> Link.thrownBy(() -> ask(path)));

    assertThat(error).isInstanceOf(IOException.class).hasMessageContaining(path.toString());
  }

  @Test
  void pathTooLong_isRefused() {
    Path path = folder.resolve("x".repeat(200));

    Throwable error = Asyncio.run(() -> Link.thrownBy(() -> Streams.startUnixServer(ANSWER, path)));

    assertThat(error).isInstanceOf(IOException.class).hasMessageContaining("too long");
  }

  @Test
  void extraInfo_isTheAddressOfTheSocket() {
    Path path = folder.resolve("socket");
    Asyncio.run(() -> {
      Server server = Streams.startUnixServer(ANSWER, path);
      try (Connection connection = Streams.openUnixConnection(path)) {
        assertThat(connection.writer().getExtraInfo(ExtraInfo.PEERNAME))
            .isEqualTo(UnixDomainSocketAddress.of(path));
      }
      server.close();
    });
  }
}
