package org.asyncio4j.io.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ClientAuth;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.TlsTimeoutException;
import org.asyncio4j.io.transport.TlsTruncatedException;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What TLS connections do when the other side does not what it should. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class TlsAbuseTest {
  private static final Duration SHORT = Duration.ofMillis(40);

  /** The server goes on after whatever a client has done to it. */
  private static void assertServes(TlsLink link) throws IOException {
    try (Connection good = link.connect(Certificates.client())) {
      good.writer().write("still there\n");
      assertThat(Link.text(good.reader().readline())).isEqualTo("still there\n");
    }
  }

  // ---------------------------------------------------------------- trust

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void certificateOfAnUnknownIssuer_isRefused(String version) {
    run(() -> {
      TlsOptions client = TlsOptions.defaults().withProtocols(version);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), Certificates.server(), client)) {
        assertThatThrownBy(link::connect)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("unable to find valid certification path")
            .hasMessageEndingWith(
                "; the certificate's issuer is not among those that the" + " SSLContext trusts");
        assertServes(link);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void certificateOfAnotherName_isRefused(String version) {
    run(() -> {
      TlsOptions client =
          Certificates.client().withServerHostname("elsewhere.example").withProtocols(version);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), Certificates.server(), client)) {
        assertThatThrownBy(link::connect)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("elsewhere.example")
            .hasMessageContaining("TlsOptions.withServerHostname");
        assertServes(link);
      }
    });
  }

  @Test
  void certificateOfAnotherName_isTakenWhereTheCheckIsOff() {
    run(() -> {
      TlsOptions client =
          Certificates.client().withServerHostname("elsewhere.example").withCheckHostname(false);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), Certificates.server(), client);
          Connection connection = link.connect()) {
        connection.writer().write("x\n");

        assertThat(Link.text(connection.reader().readline())).isEqualTo("x\n");
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void otherSide_hearsWhyItIsNotTrusted(String version) {
    run(() -> {
      TlsOptions server =
          TlsOptions.of(Certificates.context(List.of("server"), List.of("client")))
              .withClientAuth(ClientAuth.NEED);
      TlsOptions stranger =
          TlsOptions.of(Certificates.context(List.of("other"), List.of("server")))
              .withProtocols(version);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), server, stranger)) {
        assertThatThrownBy(
                () -> {
                  try (Connection connection = link.connect()) {
                    connection
                        .reader()
                        .readline(); // in TLS 1.3 the server judges after the handshake
                  }
                })
            .isInstanceOf(SSLException.class)
            .hasMessageMatching(
                "\\(?(certificate_unknown|certificate_required|bad_certificate|handshake_failure|"
                    + "Received fatal alert).*");
      }
    });
  }

  @Test
  void serverWithoutCertificate_saysSo() {
    run(() -> {
      TlsOptions server = TlsOptions.of(Certificates.context(List.of(), List.of()));
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), server, Certificates.client())) {
        assertThatThrownBy(link::connect).isInstanceOf(SSLHandshakeException.class);
      }
    });
  }

  @Test
  void noCommonVersion_isRefused() {
    run(() -> {
      try (TlsLink link =
          TlsLink.serving(
              TlsLink.echo(),
              Certificates.server().withProtocols("TLSv1.2"),
              Certificates.client().withProtocols("TLSv1.3"))) {
        assertThatThrownBy(link::connect)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("protocol_version");
        assertServes(link);
      }
    });
  }

  @Test
  void unknownVersion_isRefusedBeforeAnythingIsSent() {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        assertThatThrownBy(() -> link.connect(Certificates.client().withProtocols("TLSv9")))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("protocols: TLSv9 (expected: some of ");
      }
    });
  }

  // ---------------------------------------------------------------- not TLS

  @Test
  void plainBytesToATlsServer_endTheConnection() {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo());
          Connection plain = Streams.openConnection("127.0.0.1", link.server().port())) {
        plain.writer().write("GET / HTTP/1.1\r\n\r\n");

        assertThatEnds(plain.reader());
        assertServes(link);
      }
    });
  }

  private static void assertThatEnds(StreamReader reader) {
    try {
      byte[] rest = reader.read(); // an alert at most
      assertThat(rest).hasSizeLessThan(100);
    } catch (IOException e) {
      assertThat(e).isInstanceOf(ConnectionResetException.class);
    }
  }

  @Test
  void serverWithoutTls_isNamedAsSuch() {
    run(() -> {
      var server =
          Streams.startServer(
              (_, writer) -> {
                writer.write("220 plain and proud\r\n");
                writer.close();
              },
              "127.0.0.1",
              0);
      try (server) {
        assertThatThrownBy(() -> connect(server.port(), Certificates.client()))
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageEndingWith("; the other side does not speak TLS here");
      }
      server.waitClosed();
    });
  }

  private static Connection connect(int port, TlsOptions tls) throws IOException {
    return Streams.openConnection("127.0.0.1", port, ConnectOptions.defaults().withTls(tls));
  }

  @Test
  void unixSocketWithoutAName_isRefused() {
    run(() -> {
      var path = java.nio.file.Files.createTempDirectory("tls").resolve("s");
      try (var _ = Streams.startUnixServer(TlsLink.echo(), path)) {
        ConnectOptions options = ConnectOptions.defaults().withTls(Certificates.client());
        assertThatThrownBy(() -> Streams.openUnixConnection(path, options))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("serverHostname: none (expected: ");
      }
    });
  }

  // ---------------------------------------------------------------- handshakes that stand still

  @Test
  void clientThatSaysNothing_isLeftAfterAWhile() {
    run(() -> {
      TlsOptions server = Certificates.server().withHandshakeTimeout(SHORT);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), server, Certificates.client());
          Connection mute = Streams.openConnection("127.0.0.1", link.server().port())) {
        assertThatEnds(mute.reader());
      }
    });
  }

  @Test
  void serverThatSaysNothing_isLeftAfterAWhile() {
    run(() -> {
      try (ServerSocketChannel mute = Sockets.listen()) {
        int port = mute.socket().getLocalPort();

        assertThatThrownBy(() -> connect(port, Certificates.client().withHandshakeTimeout(SHORT)))
            .isInstanceOf(TlsTimeoutException.class)
            .hasMessageStartingWith("TLS handshake is taking longer than 0.04 seconds: aborting")
            .hasMessageContaining("TlsOptions.withHandshakeTimeout");
      }
    });
  }

  @Test
  void cancelDuringTheHandshake_closesTheConnection() throws Exception {
    try (ServerSocketChannel mute = Sockets.listen()) {
      int port = mute.socket().getLocalPort();
      run(() -> {
        Task<Connection> connecting = createTask(() -> connect(port, Certificates.client()));
        sleep(SHORT);
        connecting.cancel();

        assertThatThrownBy(() -> await(connecting)).isInstanceOf(CancelledError.class);
      });
      try (SocketChannel accepted = mute.accept()) {
        ByteBuffer hello = ByteBuffer.allocate(10_000);
        assertThatEnds(accepted, hello);
      }
    }
  }

  private static void assertThatEnds(SocketChannel channel, ByteBuffer buffer) {
    try {
      while (channel.read(buffer.clear()) > 0) {
        assertThat(buffer.position()).isPositive();
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void connectionThatEndsDuringTheHandshake_isAnError() throws Exception {
    try (ServerSocketChannel rude = Sockets.listen()) {
      int port = rude.socket().getLocalPort();
      Thread closing =
          Sockets.thread(() -> {
            try (SocketChannel accepted = rude.accept()) {
              accepted.read(ByteBuffer.allocate(10_000)); // else it would be a reset
            }
          });
      run(() ->
          assertThatThrownBy(() -> connect(port, Certificates.client()))
              .isInstanceOf(SSLHandshakeException.class)
              .hasMessageStartingWith("the other side ended the connection during the TLS"));
      closing.join();
    }
  }

  // ---------------------------------------------------------------- ends

  /** A TLS server that sends a text and then ends the socket without a word. */
  private static TlsLink cutting(String text) throws IOException {
    return TlsLink.serving((_, writer) -> {
      writer.write(text);
      writer.transport().abort();
    });
  }

  @Test
  void endWithoutCloseNotify_isAnErrorAfterWhatCame() {
    run(() -> {
      try (TlsLink link = cutting("all of it, or not?\n");
          Connection connection = link.connect()) {
        byte[] line = connection.reader().readline();

        assertThat(Link.text(line)).isEqualTo("all of it, or not?\n");
        assertThatThrownBy(() -> connection.reader().readline())
            .isInstanceOf(TlsTruncatedException.class)
            .hasMessageStartingWith("the other side ended the connection without close_notify");
      }
    });
  }

  @Test
  void endWithoutCloseNotify_isTheEndWhereAllowed() {
    run(() -> {
      try (TlsLink link = cutting("all of it\n");
          Connection connection = link.connect(Certificates.client().withTruncationAllowed(true))) {
        assertThat(Link.text(connection.reader().read())).isEqualTo("all of it\n");
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void closeWhileDataIsOnItsWay_endsInOrder(String version) {
    run(() -> {
      Future<String> server = getRunningLoop().createFuture();
      try (TlsLink link =
          TlsLink.serving(
              (reader, writer) -> {
                try {
                  while (!reader.atEof()) {
                    writer.write(new byte[10_000]);
                    writer.drain();
                    sleep(Duration.ZERO);
                  }
                  server.setResult("ended in order");
                } catch (IOException e) {
                  server.setResult(e.toString());
                }
                writer.close();
              },
              Certificates.server(),
              Certificates.client().withProtocols(version))) {
        Connection connection = link.connect();
        connection.reader().readexactly(100_000);
        connection.close();
        connection.writer().waitClosed();

        assertThat(await(server)).isEqualTo("ended in order");
      }
    });
  }

  @Test
  void otherSideThatDoesNotAnswerCloseNotify_isLeftAfterAWhile() {
    run(() -> {
      Future<Boolean> deaf = getRunningLoop().createFuture();
      Future<Boolean> release = getRunningLoop().createFuture();
      TlsOptions impatient = Certificates.client().withShutdownTimeout(SHORT);
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            ((Transport) writer.transport())
                .pauseReading(); // so it never hears of the close_notify
            deaf.setResult(true);
            await(release);
            writer.transport().abort();
          })) {
        Connection connection = link.connect(impatient);
        await(deaf);
        connection.close();

        assertThatThrownBy(() -> connection.writer().waitClosed())
            .isInstanceOf(TlsTimeoutException.class)
            .hasMessageStartingWith("TLS shutdown timed out: the other side has not answered");
        release.setResult(true);
      }
    });
  }

  @Test
  void reset_reachesReaderAndWaiter() {
    run(() -> {
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            reader.readline();
            writer
                .getExtraInfo(org.asyncio4j.io.transport.ExtraInfo.SOCKET)
                .close(); // the loop's own close, without a word of TLS
          })) {
        Connection connection = link.connect();
        connection.writer().write("go\n");

        assertThatThrownBy(() -> connection.reader().readline()).isInstanceOf(IOException.class);
        connection.close();
      }
    });
  }

  @Test
  void closeClients_saysCloseNotify() {
    run(() -> {
      Future<Boolean> served = getRunningLoop().createFuture();
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            served.setResult(true);
            reader.read();
          })) {
        Connection connection = link.connect();
        await(served);
        link.server().closeClients();

        assertThat(connection.reader().read()).isEmpty();
        connection.close();
      }
    });
  }

  @Test
  void garbageAmongTheRecords_isAnError() throws Exception {
    run(() -> {
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            SocketChannel channel =
                (SocketChannel) writer.getExtraInfo(org.asyncio4j.io.transport.ExtraInfo.SOCKET);
            channel.write(ByteBuffer.wrap("no TLS record at all, but text".getBytes(UTF_8)));
            reader.read();
          })) {
        link.server().loop().setExceptionHandler((_, _) -> {}); // the handler's read fails too
        Connection connection = link.connect();

        assertThatThrownBy(() -> connection.reader().readline()).isInstanceOf(SSLException.class);
        connection.close();
      }
    });
  }
}
