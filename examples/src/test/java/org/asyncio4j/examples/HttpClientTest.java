package org.asyncio4j.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.examples.RawHttp.serving;
import static org.asyncio4j.io.stream.Streams.startServer;

import http.Answer;
import http.Content;
import http.Headers;
import http.HttpClient;
import http.HttpException;
import http.HttpServer;
import http.Limits;
import http.Response;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.io.stream.IncompleteReadException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.sync.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP client of the examples: connections, answers of all forms, and what goes wrong. */
@Timeout(60)
class HttpClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

  /** A test's code, with a client and the URL of a server. */
  private interface Code {
    void run(HttpClient client, String url) throws Exception;
  }

  /** A server that gives these answers, each to a head that it has read, and counts connections. */
  private static final class Scripted {
    final List<String> heads = new ArrayList<>();
    int connections;
    private final List<String> answers;
    private final boolean close;

    Scripted(boolean close, String... answers) {
      this.close = close;
      this.answers = new ArrayList<>(List.of(answers));
    }

    private void serve(StreamReader reader, StreamWriter writer) throws IOException {
      connections++;
      try (writer) {
        do {
          byte[] head = reader.readuntil(HEAD_END);
          heads.add(new String(head, ISO_8859_1));
          writer.write(answers.removeFirst().getBytes(ISO_8859_1));
        } while (!close);
      } catch (IncompleteReadException _) {
        // the client has gone
      }
    }

    void run(HttpClient client, Code code) {
      Asyncio.run(() -> {
        try (client;
            var server = startServer(this::serve, "127.0.0.1", 0)) {
          String url = "http://127.0.0.1:" + server.port() + "/";
          timeout(ofSeconds(20), () -> code.run(client, url));
        }
      });
    }
  }

  private static HttpClient client() {
    return new HttpClient();
  }

  private static HttpClient client(int perHost, Duration time) {
    return new HttpClient(perHost, time, Limits.defaults(), TlsOptions.defaults());
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  // ---------------------------------------------------------------- answers

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of("abc", OK + "Content-Length: 3\r\n\r\nabc"),
        Arguments.of(
            "abcd", OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x\r\nd\r\n0\r\n\r\n"),
        Arguments.of("abc", OK + "\r\nabc"),
        Arguments.of("abc", "HTTP/1.0 200\r\n\r\nabc"),
        Arguments.of("", "HTTP/1.1 204 No Content\r\n\r\n"),
        Arguments.of(
            "abc", "HTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + OK + "Content-Length: 3\r\n\r\nabc"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void answer_isReadToItsEnd(String body, String sent) {
    new Scripted(true, sent)
        .run(client(), (client, url) -> assertThat(client.get(url).text()).isEqualTo(body));
  }

  static Stream<Arguments> badAnswers() {
    return Stream.of(
        Arguments.of(HttpException.class, "SSH-2.0-OpenSSH\r\n\r\n"),
        Arguments.of(
            HttpException.class, OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Arguments.of(HttpException.class, OK + "Content-Length: 999999999\r\n\r\n"),
        Arguments.of(HttpException.class, OK + "A: " + "x".repeat(9000) + "\r\n\r\n"),
        Arguments.of(EOFException.class, OK + "Content-Length: 5\r\n\r\nabc"),
        Arguments.of(EOFException.class, OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nabc"),
        Arguments.of(EOFException.class, ""));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void badAnswer_isAnException(Class<?> type, String sent) {
    new Scripted(true, sent)
        .run(
            client(),
            (client, url) -> assertThatThrownBy(() -> client.get(url)).isInstanceOf(type));
  }

  @Test
  void headAnswer_hasNoBody() {
    new Scripted(false, OK + "Content-Length: 3\r\n\r\n", OK + "Content-Length: 3\r\n\r\nabc")
        .run(
            client(),
            (client, url) -> {
              Answer head = client.send("HEAD", url, new Headers(), Content.none());

              assertThat(head.headers().first("content-length")).hasValue("3");
              assertThat(head.body()).isEmpty();
              assertThat(client.get(url).text()).isEqualTo("abc");
            });
  }

  @Test
  void redirect_isNotFollowed() {
    new Scripted(false, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
        .run(
            client(),
            (client, url) -> {
              Answer answer = client.get(url);

              assertThat(answer.status()).isEqualTo(302);
              assertThat(answer.headers().first("Location")).hasValue("/b");
            });
  }

  @Test
  void request_saysHostPathAndLength() {
    Scripted server = new Scripted(true, OK + "Content-Length: 0\r\n\r\n");
    server.run(
        client(),
        (client, url) -> {
          client.send("PUT", url + "a%20b?c=d#e", Headers.of("X-Y", "z"), Content.of("abc"));

          assertThat(server.heads.getFirst())
              .isEqualTo(
                  "PUT /a%20b?c=d HTTP/1.1\r\nHost: "
                      + url.substring(7, url.length() - 1)
                      + "\r\nX-Y: z\r\nContent-Length: 3\r\n\r\n");
        });
  }

  @Test
  void lineBreakInAHeader_isRefused() {
    assertThatThrownBy(() -> Headers.of("A", "b\r\nC: d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without control characters");
  }

  // ---------------------------------------------------------------- connections

  @Test
  void connection_isUsedAgain() {
    String answer = OK + "Content-Length: 1\r\n\r\na";
    Scripted server = new Scripted(false, answer, answer, answer);
    server.run(
        client(),
        (client, url) -> {
          client.get(url);
          client.get(url);
          client.post(url, Content.none());

          assertThat(server.connections).isEqualTo(1);
        });
  }

  @Test
  void connectionThatTheServerEnds_isNotUsedAgain() {
    String answer = OK + "Connection: close\r\nContent-Length: 1\r\n\r\na";
    Scripted server = new Scripted(false, answer, answer);
    server.run(
        client(),
        (client, url) -> {
          client.get(url);
          client.get(url);

          assertThat(server.connections).isEqualTo(2);
        });
  }

  @Test
  void usedConnectionThatHasEnded_isReplaced() {
    String answer = OK + "Content-Length: 1\r\n\r\na";
    Scripted server = new Scripted(true, answer, answer);
    server.run(
        client(),
        (client, url) -> {
          client.get(url);

          assertThat(client.get(url).text()).isEqualTo("a");
          assertThat(server.connections).isEqualTo(2);
        });
  }

  @Test
  void exchanges_shareFewConnections() {
    int[] busy = {0, 0};
    serving(
        _ -> {
          busy[0]++;
          busy[1] = Math.max(busy[0], busy[1]);
          sleep(ofMillis(5));
          busy[0]--;
          return Response.text(200, "");
        },
        (server, _) -> {
          try (var client = client(3, ofSeconds(20))) {
            List<Awaitable<Answer>> twelve =
                IntStream.range(0, 12)
                    .<Awaitable<Answer>>mapToObj(_ -> () -> client.get(url(server)))
                    .toList();

            assertThat(await(gather(twelve))).hasSize(12);
            assertThat(busy[1]).isEqualTo(3);
          }
        });
  }

  @Test
  void exchangeThatTakesTooLong_givesItsConnectionUp() {
    serving(
        request -> {
          if (request.path().equals("/slow")) {
            sleep(ofSeconds(100));
          }
          return Response.text(200, "quick");
        },
        (server, _) -> {
          try (var client = client(1, ofMillis(100))) {
            assertThatThrownBy(() -> client.get(url(server) + "slow"))
                .isInstanceOf(TimeoutException.class);
          }
          try (var client = client(1, ofSeconds(10))) {
            assertThat(client.get(url(server)).text()).isEqualTo("quick\n");
          }
          server.shutdown(ZERO);
        });
  }

  @Test
  void cancelledExchange_leavesTheClientUsable() {
    Event arrived = new Event();
    serving(
        request -> {
          if (request.path().equals("/slow")) {
            arrived.set();
            sleep(ofSeconds(100));
          }
          return Response.text(200, "quick");
        },
        (server, _) -> {
          try (var client = client(1, ofSeconds(10))) {
            var slow = createTask(() -> client.get(url(server) + "slow"));
            arrived.await();
            slow.cancel();
            assertThatThrownBy(slow::await).isInstanceOf(CancelledError.class);

            assertThat(client.get(url(server)).text()).isEqualTo("quick\n");
          }
          server.shutdown(ZERO);
        });
  }

  // ---------------------------------------------------------------- uploads

  @Test
  void parts_areSentAsChunks() {
    serving(
        request -> Response.text(200, request.body().text()),
        (server, _) -> {
          try (var client = client()) {
            Content parts =
                Content.chunks(sink -> {
                  sink.write("abc");
                  sleep(ZERO);
                  sink.write("d".repeat(100_000));
                });

            assertThat(client.post(url(server), parts).text())
                .isEqualTo("abc" + "d".repeat(100_000) + "\n");
          }
        });
  }

  /** Whoever sends first and reads then, stops here: both directions fill up. */
  @Test
  void largeUpload_isReadBackWhileItIsSent() {
    byte[] large = new byte[7_000_000];
    serving(
        request ->
            Response.chunks(
                "text/plain",
                sink -> {
                  for (byte[] p = request.body().read(); p.length > 0; p = request.body().read()) {
                    sink.write(p);
                  }
                }),
        (server, _) -> {
          try (var client = client()) {
            assertThat(client.post(url(server), Content.of(large)).body()).isEqualTo(large);
          }
        });
  }

  @Test
  void answerBeforeTheUploadsEnd_endsTheUpload() {
    List<String> log = new ArrayList<>();
    serving(
        _ -> Response.text(403, "no"),
        (server, _) -> {
          try (var client = client()) {
            Content endless =
                Content.chunks(sink -> {
                  try {
                    sink.write("a");
                    sleep(ofSeconds(100));
                  } catch (CancelledError e) {
                    log.add("cancelled");
                    throw e;
                  }
                });

            assertThat(client.post(url(server), endless).status()).isEqualTo(403);
            assertThat(log).containsExactly("cancelled");
          }
        });
  }

  @Test
  void contentThatFails_isTheExchangesError() {
    serving(
        request -> Response.text(200, request.body().text()),
        (server, reports) -> {
          try (var client = client()) {
            Content bad =
                Content.chunks(sink -> {
                  sink.write("a");
                  throw new IOException("the disk is gone");
                });

            assertThatThrownBy(() -> client.post(url(server), bad))
                .hasMessageContaining("the content of the request failed")
                .hasRootCauseMessage("the disk is gone");
            assertThat(reports).isEmpty();
          }
        });
  }

  // ---------------------------------------------------------------- TLS

  @Test
  void https_checksTheServer(@TempDir Path folder) throws Exception {
    TestKeys keys = TestKeys.make(folder);
    TlsOptions trusting = TlsOptions.of(keys.client());
    Asyncio.run(() -> {
      ServerOptions options = ServerOptions.defaults().withTls(TlsOptions.of(keys.server()));
      try (var server =
              HttpServer.start(
                  _ -> Response.text(200, "a"), "localhost", 0, Limits.defaults(), options);
          var client = new HttpClient(2, ofSeconds(20), Limits.defaults(), trusting);
          var stranger = client()) {
        String url = "https://localhost:" + server.port() + "/";

        assertThat(client.get(url).text()).isEqualTo("a\n");
        assertThat(client.get(url).text()).isEqualTo("a\n");
        assertThatThrownBy(() -> stranger.get(url)).isInstanceOf(IOException.class);
      }
    });
  }
}
