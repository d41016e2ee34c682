package org.asyncio4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each peer's echo server as the harness starts it, in a process of its own. */
class EchoPeersTest {
  private static final String PEERS = "org.asyncio4j.benchmarks.peer.";
  private static final int BYTES = 100_000;
  private static final String PASSWORD = "changeit";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "netty.W8Echo, -Dbenchmarks.transport=nio",
    "netty.W8Echo, -Dbenchmarks.transport=epoll",
    "vertx.W8Echo, -Dbenchmarks.transport=nio",
    "vt.W8Echo, -Dbenchmarks.scheduler=default"
  })
  void echoServer_sendsBackAllBytes_andEndsWithItsInput(String program, String option)
      throws Exception {
    Exchange exchange = exchange(SocketFactory.getDefault(), option, PEERS + program);

    assertThat(exchange).isEqualTo(new Exchange(true, 0));
  }

  @Test
  void tlsServer_sendsBackAllBytes_andEndsWithItsInput(@TempDir Path folder) throws Exception {
    Path keys = makeKeys(folder.resolve("keys.p12"));

    Exchange exchange = exchange(trusting(keys), PEERS + "netty.W8Tls", keys.toString(), PASSWORD);

    assertThat(exchange).isEqualTo(new Exchange(true, 0));
  }

  /** Whether what came back is what was sent, and how the server ended. */
  private record Exchange(boolean same, int exit) {}

  private static Exchange exchange(SocketFactory sockets, String... program) throws Exception {
    Process server = start(program);
    try {
      boolean same = sendsBack(sockets, port(server));
      server.getOutputStream().close();
      return new Exchange(same, server.waitFor());
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process start(String... program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk("java"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @SuppressWarnings("resource") // the process closes it
  private static int port(Process server) throws IOException {
    BufferedReader output = server.inputReader();
    String line = String.valueOf(output.readLine());
    assertThat(line).matches("port [0-9]+");
    return Integer.parseInt(line.substring("port ".length()));
  }

  private static boolean sendsBack(SocketFactory sockets, int port) throws IOException {
    byte[] sent = new byte[BYTES];
    new Random(BYTES).nextBytes(sent);
    try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(sent);
      return Arrays.equals(socket.getInputStream().readNBytes(BYTES), sent);
    }
  }

  private static Path makeKeys(Path file) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                jdk("keytool"),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return file;
  }

  private static SocketFactory trusting(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLSv1.3");
    tls.init(null, managers.getTrustManagers(), null);
    return tls.getSocketFactory();
  }

  private static String jdk(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }
}
