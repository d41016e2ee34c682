package org.asyncio4j.io.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.ClientAuth;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.TlsOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams over TLS when all goes well. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class TlsStreamsTest {
  private static final int MUCH = 8_000_000;

  private static String ask(Connection connection, String line) throws Exception {
    connection.writer().write(line + "\n");
    return Link.text(connection.reader().readline()).strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void lines_goThereAndBack(String version) {
    run(() -> {
      TlsOptions client = Certificates.client().withProtocols(version);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), Certificates.server(), client);
          Connection connection = link.connect()) {
        String first = ask(connection, "ping");
        String second = ask(connection, "pong");

        assertThat(List.of(first, second)).containsExactly("ping", "pong");
        assertThat(connection.writer().getExtraInfo(ExtraInfo.TLS_VERSION)).isEqualTo(version);
      }
    });
  }

  @Test
  void extraInfo_tellsCertificateAndCipher() {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo());
          Connection connection = link.connect()) {
        StreamWriter writer = connection.writer();

        var certificate = (X509Certificate) writer.getExtraInfo(ExtraInfo.PEERCERT);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(writer.getExtraInfo(ExtraInfo.CIPHER)).startsWith("TLS_");
        assertThat(writer.getExtraInfo(ExtraInfo.SSL_SESSION).isValid()).isTrue();
        assertThat(writer.getExtraInfo(ExtraInfo.APPLICATION_PROTOCOL)).isNull();
        assertThat(writer.getExtraInfo(ExtraInfo.PEERNAME)).hasToString(peer(link));
        assertThat(writer.transport().toString())
            .startsWith("<TlsTransport open TLSv1.3 on <SocketTransport open ");
      }
    });
  }

  private static String peer(TlsLink link) {
    return link.server().addresses().getFirst().toString();
  }

  @Test
  void bothSides_agreeOnAnApplicationProtocol() {
    run(() -> {
      Future<String> atServer = getRunningLoop().createFuture();
      TlsOptions server = Certificates.server().withApplicationProtocols("h2", "http/1.1");
      try (TlsLink link =
              TlsLink.serving(
                  (_, writer) -> {
                    atServer.setResult(writer.getExtraInfo(ExtraInfo.APPLICATION_PROTOCOL));
                    writer.close();
                  },
                  server,
                  Certificates.client().withApplicationProtocols("x", "http/1.1"));
          Connection connection = link.connect()) {
        assertThat(connection.writer().getExtraInfo(ExtraInfo.APPLICATION_PROTOCOL))
            .isEqualTo("http/1.1");
        assertThat(await(atServer)).isEqualTo("http/1.1");
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "other.example"})
  void serverWithTwoCertificates_showsTheOneOfTheNameAskedFor(String name) {
    run(() -> {
      SSLContext both = Certificates.context(List.of("server", "other"), List.of());
      try (TlsLink link =
              TlsLink.serving(
                  TlsLink.echo(),
                  TlsOptions.of(both),
                  Certificates.client().withServerHostname(name));
          Connection connection = link.connect()) {
        var certificate = (X509Certificate) connection.writer().getExtraInfo(ExtraInfo.PEERCERT);

        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
      }
    });
  }

  @Test
  void clientsCertificate_isSeenByTheServer() {
    run(() -> {
      Future<Object> seen = getRunningLoop().createFuture();
      TlsOptions server =
          TlsOptions.of(Certificates.context(List.of("server"), List.of("client")))
              .withClientAuth(ClientAuth.NEED);
      TlsOptions client = TlsOptions.of(Certificates.context(List.of("client"), List.of("server")));
      try (TlsLink link =
              TlsLink.serving(
                  (_, writer) -> {
                    seen.setResult(writer.getExtraInfo(ExtraInfo.PEERCERT));
                    writer.close();
                  },
                  server,
                  client);
          Connection _ = link.connect()) {
        assertThat(((X509Certificate) await(seen)).getSubjectX500Principal().getName())
            .isEqualTo("CN=client");
      }
    });
  }

  @Test
  void wantedCertificate_mayBeMissing() {
    run(() -> {
      TlsOptions server =
          TlsOptions.of(Certificates.context(List.of("server"), List.of("client")))
              .withClientAuth(ClientAuth.WANT);
      try (TlsLink link = TlsLink.serving(TlsLink.echo(), server, Certificates.client());
          Connection connection = link.connect()) {
        assertThat(ask(connection, "without")).isEqualTo("without");
      }
    });
  }

  @Test
  void muchInBothDirections_arrivesWhole() {
    run(() -> {
      byte[] data = new byte[MUCH];
      new Random(1).nextBytes(data);
      try (TlsLink link =
              TlsLink.serving((reader, writer) -> {
                List<byte[]> got =
                    await(gather(() -> reader.readexactly(MUCH), () -> sent(writer, data)));
                writer.write(new byte[] {(byte) (Arrays.equals(got.getFirst(), data) ? 1 : 0)});
                writer.close();
              });
          Connection connection = link.connect()) {
        Awaitable<byte[]> reading = () -> connection.reader().readexactly(MUCH);
        List<byte[]> got = await(gather(reading, () -> sent(connection.writer(), data)));

        assertThat(got.getFirst()).isEqualTo(data);
        assertThat(connection.reader().readexactly(1)).containsExactly(1);
      }
    });
  }

  private static byte[] sent(StreamWriter writer, byte[] data) throws Exception {
    for (int at = 0; at < data.length; at += 100_000) {
      writer.write(data, at, Math.min(100_000, data.length - at));
      writer.drain();
    }
    return data;
  }

  @Test
  void readerThatDoesNotRead_stopsTheSender() {
    run(() -> {
      Future<Boolean> goOn = getRunningLoop().createFuture();
      int[] sent = new int[1];
      try (TlsLink link =
              TlsLink.serving((reader, writer) -> {
                await(goOn);
                while (!reader.atEof()) {
                  reader.read(65_536);
                }
                writer.close();
              });
          Connection connection = link.connect()) {
        var sending =
            createTask(() -> {
              for (int i = 0; i < 200; i++) {
                connection.writer().write(new byte[100_000]);
                connection.writer().drain();
                sent[0]++;
              }
              connection.writer().close();
            });
        int before = -1;
        while (before != sent[0]) {
          before = sent[0];
          org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(50));
        }
        assertThat(sending.done()).isFalse();
        goOn.setResult(true);
        await(sending);

        assertThat(sent[0]).isEqualTo(200);
      }
    });
  }

  @Test
  void twoHundredConnections_areServedAtOnce() {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        List<Awaitable<String>> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          String text = "client " + i;
          clients.add(() -> {
            try (Connection connection = link.connect()) {
              return ask(connection, text);
            }
          });
        }
        List<String> answers = await(gather(clients));

        assertThat(answers).hasSize(200).startsWith("client 0").endsWith("client 199");
      }
    });
  }

  @Test
  void writeEof_isRefused() {
    run(() -> {
      try (TlsLink link = TlsLink.serving(TlsLink.echo());
          Connection connection = link.connect()) {
        assertThat(connection.writer().canWriteEof()).isFalse();
        assertThatThrownBy(() -> connection.writer().writeEof())
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("write_eof() is not there on TLS connections");
      }
    });
  }

  @Test
  void close_endsTheOtherSidesReadingInOrder() {
    run(() -> {
      Future<List<String>> got = getRunningLoop().createFuture();
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            got.setResult(lines(reader));
            writer.close();
          })) {
        Connection connection = link.connect();
        connection.writer().write("one\ntwo\n");
        connection.close();
        connection.writer().waitClosed();

        assertThat(await(got)).containsExactly("one", "two");
      }
    });
  }

  private static List<String> lines(StreamReader reader) {
    List<String> lines = new ArrayList<>();
    for (byte[] line : reader) {
      lines.add(Link.text(line).strip());
    }
    return lines;
  }
}
