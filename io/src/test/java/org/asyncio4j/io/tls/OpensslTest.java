package org.asyncio4j.io.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.ExtraInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With another implementation at the other end: the openssl command. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
@EnabledIf("isThere")
class OpensslTest {
  /** What s_client itself says to its commands; to all else the server's echo is awaited. */
  private static final Map<String, String> ANSWERS = Map.of("K", "KEYUPDATE", "R", "RENEGOTIATING");

  static boolean isThere() {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static Process openssl(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("openssl"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS).execute(process::destroyForcibly);
    return process; // which never outlives a test that hangs
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void opensslClient_talksToOurServer(String version) {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        String said = toThread(() -> typed(link.server().port(), version, "hello\n", "hello"));

        assertThat(said).contains("subject=CN = localhost").contains("\nhello\n");
      }
    });
  }

  /** In a session s_client takes K for a key update, R for a renegotiation. */
  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3 K", "-tls1_2 R"})
  void newKeysInTheMiddle_areTaken(String versionAndKey) {
    String[] parts = versionAndKey.split(" ", 2);
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        String said =
            toThread(
                () -> typed(link.server().port(), parts[0], "one\n" + parts[1] + "\ntwo\n", "two"));

        assertThat(said).contains("\none\n").contains("\ntwo\n");
      }
    });
  }

  /** Types lines into openssl s_client, and after each waits for its answer. */
  private static String typed(int port, String version, String lines, String last)
      throws IOException, InterruptedException {
    Process client =
        openssl("s_client", "-connect", "127.0.0.1:" + port, "-servername", "localhost", version);
    StringBuilder said = new StringBuilder();
    try (BufferedReader out = client.inputReader(UTF_8);
        OutputStream in = client.getOutputStream()) {
      for (String each : lines.split("(?<=\n)")) {
        in.write(each.getBytes(UTF_8));
        in.flush();
        String answer = ANSWERS.getOrDefault(each.strip(), each.strip());
        String line = "";
        while (line != null && !line.equals(answer)) {
          line = out.readLine();
          said.append(line).append('\n');
        }
      }
      assertThat(said.toString()).contains(last);
      in.write("Q\n".getBytes(UTF_8));
      in.flush();
      assertThat(client.waitFor()).isZero();
    } finally {
      client.destroy();
    }
    return said.toString();
  }

  @Test
  void ourClient_talksToAnOpensslServer(@TempDir Path folder) throws Exception {
    Path pem = folder.resolve("server.pem");
    Process convert =
        openssl(
            "pkcs12",
            "-in",
            Certificates.file("server").toString(),
            "-nodes",
            "-passin",
            "pass:" + Certificates.password(),
            "-out",
            pem.toString());
    convert.getInputStream().readAllBytes();
    assertThat(convert.waitFor()).isZero();
    int port = freePort();
    Process server =
        openssl("s_server", "-accept", "127.0.0.1:" + port, "-cert", pem.toString(), "-rev");
    Thread draining = Sockets.thread(() -> server.getInputStream().readAllBytes());
    try {
      run(() -> {
        try (Connection connection = connect(port)) {
          connection.writer().write("reverse me\n");

          assertThat(Link.text(connection.reader().readline())).isEqualTo("em esrever\n");
          assertThat(connection.writer().getExtraInfo(ExtraInfo.TLS_VERSION)).isEqualTo("TLSv1.3");
        }
      });
    } finally {
      server.destroy();
      draining.join();
      server.waitFor();
      server.getOutputStream().close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocketChannel channel = Sockets.listen()) {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
  }

  /** The server needs a moment until it listens. */
  private static Connection connect(int port) {
    while (true) {
      try {
        return Streams.openConnection(
            "127.0.0.1", port, ConnectOptions.defaults().withTls(Certificates.client()));
      } catch (ConnectException e) {
        sleep(Duration.ofMillis(10));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
