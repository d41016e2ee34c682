package org.asyncio4j.examples;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.examples.RawHttp.connect;
import static org.asyncio4j.examples.RawHttp.exchange;
import static org.asyncio4j.examples.RawHttp.rest;
import static org.asyncio4j.examples.RawHttp.serving;
import static org.asyncio4j.examples.RawHttp.until;

import http.Content;
import http.HttpException;
import http.HttpServer;
import http.Limits;
import http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.sync.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The HTTP server of the examples: connections, answers, limits of time, the end. */
@Timeout(60)
class HttpServerTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final HttpServer.Handler ECHO =
      request -> Response.text(200, request.path() + " " + request.body().text());

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  // ---------------------------------------------------------------- connections

  @Test
  void pipelinedRequests_areAnsweredInOrder() {
    serving(
        ECHO,
        (server, _) -> {
          String post = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";

          String got = exchange(server, get("/1") + post + get("/3") + LAST);

          assertThat(got.lines().filter(line -> line.startsWith("/")))
              .containsExactly("/1 ", "/2 abc", "/3 ", "/ ");
        });
  }

  @Test
  void http10_isAskedToKeepAlive() {
    serving(
        ECHO,
        (server, _) -> {
          String got =
              exchange(
                  server,
                  "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.0\r\n\r\n");

          assertThat(got).contains("Connection: keep-alive\r\n", "\r\n\r\n/a \n");
          assertThat(got).endsWith("Connection: close\r\n\r\n/b \n");
        });
  }

  @Test
  void bodyThatTheHandlerLeaves_isSkipped() {
    serving(
        request -> Response.text(200, request.path()),
        (server, _) -> {
          String got =
              exchange(
                  server,
                  "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n"
                      + "x".repeat(50)
                      + LAST);

          assertThat(got).contains("\r\n\r\n/1\n").endsWith("\r\n\r\n/\n");
        });
  }

  @Test
  void longBodyThatTheHandlerLeaves_endsTheConnectionAfterTheAnswer() {
    serving(
        request -> Response.text(200, request.path()),
        (server, _) -> {
          String post = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";

          String got = exchange(server, post + "x".repeat(1_000_000) + LAST);

          assertThat(got).contains("Connection: close\r\n").endsWith("\r\n\r\n/1\n");
        });
  }

  @Test
  void clientThatLeavesWithinARequest_isNoError() {
    serving(
        ECHO,
        (server, reports) -> {
          for (String start : List.of("", "GET", GET.substring(0, 20), GET)) {
            try (Connection connection = connect(server)) {
              connection.writer().write(start);
            }
          }
          try (Connection connection = connect(server)) {
            connection.writer().write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");
            connection.writer().writeEof();

            assertThat(rest(connection)).isEmpty();
          }

          assertThat(exchange(server, LAST)).endsWith("/ \n");
          assertThat(reports).isEmpty();
        });
  }

  // ---------------------------------------------------------------- 100-continue

  @Test
  void expectedContinue_isSentWhenTheBodyIsRead() {
    serving(
        ECHO,
        (server, _) -> {
          try (Connection connection = connect(server)) {
            connection
                .writer()
                .write(
                    "POST / HTTP/1.1\r\n"
                        + "Host: a\r\n"
                        + "Content-Length: 3\r\n"
                        + "Expect: 100-continue\r\n\r\n");
            String first = until(connection, "\r\n\r\n");
            connection.writer().write("abc" + LAST);

            assertThat(first).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(rest(connection)).contains("/ abc\n").endsWith("/ \n");
          }
        });
  }

  @Test
  void expectedContinue_isLeftOutWhenTheBodyIsNotWanted() {
    serving(
        request -> Response.text(403, "no"),
        (server, _) -> {
          String got =
              exchange(
                  server,
                  "POST / HTTP/1.1\r\n"
                      + "Host: a\r\n"
                      + "Content-Length: 3\r\n"
                      + "Expect: 100-continue\r\n\r\n");

          assertThat(got).startsWith("HTTP/1.1 403 ").contains("Connection: close");
        });
  }

  // ---------------------------------------------------------------- answers

  @Test
  void headRequest_getsTheHeadAlone() {
    serving(
        request -> Response.text(200, "hello"),
        (server, _) -> {
          String got = exchange(server, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

          assertThat(got).contains("Content-Length: 6\r\n").endsWith("\r\n\r\n");
        });
  }

  @Test
  void answerWithoutContent_hasNoLength() {
    serving(
        request -> new Response(204, new http.Headers(), Content.none()),
        (server, _) -> {
          String got = exchange(server, LAST);

          assertThat(got)
              .startsWith("HTTP/1.1 204 No Content\r\n")
              .doesNotContain("Content-Length");
        });
  }

  @Test
  void answerInParts_isChunked() {
    serving(
        request -> Response.chunks("text/plain", this::parts),
        (server, _) -> {
          String got = exchange(server, GET + LAST);

          assertThat(got)
              .contains("Transfer-Encoding: chunked\r\n")
              .endsWith("\r\n\r\n3\r\nabc\r\n11\r\n0123456789abcdefg\r\n0\r\n\r\n");
        });
  }

  @Test
  void answerInParts_goesToHttp10UpToTheEnd() {
    serving(
        request -> Response.chunks("text/plain", this::parts),
        (server, _) -> {
          String got = exchange(server, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

          assertThat(got).doesNotContain("chunked").endsWith("\r\n\r\nabc0123456789abcdefg");
        });
  }

  private void parts(Content.Sink sink) throws IOException {
    sink.write("abc");
    sink.write("");
    sleep(ZERO);
    sink.write("0123456789abcdefg");
  }

  @Test
  void handlersHttpException_isItsStatus() {
    serving(
        request -> {
          throw new HttpException(404, "nothing here");
        },
        (server, reports) -> {
          assertThat(exchange(server, GET + LAST))
              .containsSubsequence("404 Not", "404 Not", "here");
          assertThat(reports).isEmpty();
        });
  }

  @Test
  void handlersOtherException_isA500AndReported() {
    serving(
        request -> {
          throw new IllegalStateException("the secret");
        },
        (server, reports) -> {
          String got = exchange(server, LAST);

          assertThat(got).startsWith("HTTP/1.1 500 ").doesNotContain("secret");
          assertThat(reports.getFirst().exception()).hasMessage("the secret");
        });
  }

  @Test
  void partsThatFail_leaveTheAnswerWithoutItsEnd() {
    serving(
        request ->
            Response.chunks(
                "text/plain",
                sink -> {
                  sink.write("abc");
                  throw new IOException("the disk is gone");
                }),
        (server, reports) -> {
          String got = exchange(server, GET);

          assertThat(got).doesNotContain("0\r\n\r\n");
          assertThat(reports.getFirst().exception()).hasRootCauseMessage("the disk is gone");
        });
  }

  // ---------------------------------------------------------------- time

  @Test
  void idleConnection_isClosedWithoutAWord() {
    serving(
        ECHO,
        Limits.defaults().withIdle(ofMillis(50)),
        (server, _) ->
            assertThat(exchange(server, GET)).startsWith("HTTP/1.1 200").endsWith("/ \n"));
  }

  @Test
  void headThatDripsIn_getsA408() {
    serving(
        ECHO,
        Limits.defaults().withHead(ofMillis(50)),
        (server, _) -> {
          try (Connection connection = connect(server)) {
            var drip =
                createTask(() -> {
                  for (char each : GET.repeat(100).toCharArray()) {
                    connection.writer().write(String.valueOf(each));
                    sleep(ofMillis(5));
                  }
                });

            assertThat(rest(connection)).startsWith("HTTP/1.1 408 Request Timeout\r\n");
            drip.cancel();
          }
        });
  }

  @Test
  void bodyThatStops_getsA408() {
    serving(
        ECHO,
        Limits.defaults().withIdle(ofMillis(50)),
        (server, reports) -> {
          String got = exchange(server, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na");

          assertThat(got).startsWith("HTTP/1.1 408 ");
          assertThat(reports).isEmpty();
        });
  }

  @Test
  void clientThatTakesNothing_isAborted() {
    byte[] block = new byte[1 << 20];
    List<String> log = new ArrayList<>();
    Event gone = new Event();
    serving(
        request ->
            Response.chunks(
                "text/plain",
                sink -> {
                  try {
                    for (int i = 0; i < 1000; i++) {
                      sink.write(block);
                    }
                    log.add("all sent");
                  } finally {
                    gone.set();
                  }
                }),
        Limits.defaults().withIdle(ofMillis(100)),
        (server, reports) -> {
          try (Connection connection = connect(server)) {
            connection.writer().write(GET);
            gone.await();
          }

          assertThat(log).isEmpty();
          assertThat(reports).isEmpty();
        });
  }

  // ---------------------------------------------------------------- the end

  @Test
  void shutdown_closesIdleConnectionsAndAnswersWhatIsUnderWay() {
    Event arrived = new Event();
    Event go = new Event();
    serving(
        request -> {
          if (request.path().equals("/slow")) {
            arrived.set();
            go.await();
          }
          return Response.text(200, request.path());
        },
        (server, _) -> {
          try (Connection idle = connect(server);
              Connection busy = connect(server)) {
            idle.writer().write(GET);
            until(idle, "/\n");
            busy.writer().write(get("/slow"));
            arrived.await();
            var ended = createTask(() -> server.shutdown(ofSeconds(10)));

            assertThat(rest(idle)).isEmpty();
            assertThat(ended.done()).isFalse();
            go.set();
            assertThat(rest(busy)).contains("Connection: close\r\n").endsWith("/slow\n");
            assertThat(ended.await().finished()).isEqualTo(2);
            assertThat(ended.await().aborted()).isZero();
          }
        });
  }

  /** As Ctrl-C does it: the program's main task is cancelled, and then shuts the server down. */
  @Test
  void cancelledServeForever_leavesTheShutdownToTheProgram() {
    serving(
        ECHO,
        (server, _) -> {
          List<String> log = new ArrayList<>();
          try (Connection idle = connect(server)) {
            idle.writer().write(GET);
            until(idle, "/ \n");
            var program =
                createTask(() -> {
                  try {
                    server.serveForever();
                  } finally {
                    log.add("aborted: " + server.shutdown(ofSeconds(10)).aborted());
                  }
                });
            sleep(ZERO);
            program.cancel();

            assertThat(rest(idle)).isEmpty();
            assertThatThrownBy(program::await).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("aborted: 0");
          }
        });
  }

  @Test
  void shutdownThatIsTired_abortsAndCancels() {
    Event arrived = new Event();
    List<String> log = new ArrayList<>();
    serving(
        request -> {
          arrived.set();
          try {
            sleep(ofSeconds(100));
          } catch (CancelledError e) {
            log.add("cancelled");
            throw e;
          }
          return Response.text(200, "");
        },
        (server, _) -> {
          try (Connection busy = connect(server)) {
            busy.writer().write(GET);
            arrived.await();

            var report = server.shutdown(ofMillis(20));
            sleep(ZERO);
            sleep(ZERO);

            assertThat(report.aborted()).isEqualTo(1);
            assertThat(log).containsExactly("cancelled");
          }
        });
  }
}
