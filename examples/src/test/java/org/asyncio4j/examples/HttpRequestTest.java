package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.RawHttp.exchange;
import static org.asyncio4j.examples.RawHttp.serving;

import http.HttpServer;
import http.Limits;
import http.Request;
import http.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP server of the examples: what it takes for a request, and what it refuses. */
@Timeout(60)
class HttpRequestTest {
  private static final Limits SMALL =
      Limits.defaults().withLine(300).withFields(600).withBody(1000);
  private static final HttpServer.Handler READER =
      request -> Response.text(200, request.method() + " " + request.body().text());
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  static Stream<Arguments> refused() {
    return Stream.of(
        // two parties could see different messages
        Arguments.of(
            400, POST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(400, POST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
        Arguments.of(400, POST + "Content-Length: 3, 3\r\n\r\nabc"),
        Arguments.of(400, POST + "Content-Length: +3\r\n\r\nabc"),
        Arguments.of(400, POST + "Content-Length : 3\r\n\r\nabc"),
        Arguments.of(400, POST + "Content-Length: 99999999999999999999\r\n\r\n"),
        Arguments.of(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n"),
        Arguments.of(
            501, POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: \u000bchunked\r\n\r\n".replace('\u000b', 'x')),
        // lines
        Arguments.of(400, "GET / HTTP/1.1\nHost: a\n\n"),
        Arguments.of(400, GET + "A: b\n\r\n"),
        Arguments.of(400, GET + "A: b\rC: d\r\n\r\n"),
        Arguments.of(400, GET + "A: b\0\r\n\r\n"),
        Arguments.of(400, GET + "A: b\r\n continued\r\n\r\n"),
        Arguments.of(400, GET + "no colon\r\n\r\n"),
        Arguments.of(400, GET + ": no name\r\n\r\n"),
        Arguments.of(414, "GET /" + "x".repeat(300) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of(414, "x".repeat(3000)),
        Arguments.of(431, GET + "A: " + "x".repeat(300) + "\r\n\r\n"),
        Arguments.of(431, GET + "A: b\r\n".repeat(200) + "\r\n"),
        // request lines
        Arguments.of(400, "GET /\r\nHost: a\r\n\r\n"),
        Arguments.of(400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of(400, "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of(400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of(505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
        Arguments.of(400, "GET / HTTP/1.1\r\n\r\n"),
        Arguments.of(400, GET + "Host: b\r\n\r\n"),
        // bodies
        Arguments.of(413, POST + "Content-Length: 1001\r\n\r\n"),
        Arguments.of(417, POST + "Expect: the-unexpected\r\n\r\n"),
        Arguments.of(400, CHUNKED + "xyz\r\n"),
        Arguments.of(400, CHUNKED + "-1\r\n"),
        Arguments.of(400, CHUNKED + "0x3\r\nabc\r\n0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "\r\n"),
        Arguments.of(400, CHUNKED + "2\r\nabc\r\n0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "3\nabc\r\n0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "3;" + "x".repeat(400) + "\r\nabc\r\n0\r\n\r\n"),
        Arguments.of(413, CHUNKED + "fffffff\r\n"),
        Arguments.of(413, CHUNKED + ("1;" + "x".repeat(200) + "\r\na\r\n").repeat(10)),
        Arguments.of(431, CHUNKED + "0\r\n" + "A: b\r\n".repeat(200) + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void badRequest_isRefusedAndTheConnectionClosed(int status, String sent) {
    serving(
        READER,
        SMALL,
        (server, reports) -> {
          String got = exchange(server, sent + GET + "\r\n");

          assertThat(got).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close\r\n");
          assertThat(got.split("HTTP/1.1 [0-9]"))
              .as("nothing that follows is a request")
              .hasSize(2);
          assertThat(reports).isEmpty();
        });
  }

  static Stream<Arguments> taken() {
    String close = "Connection: close\r\n";
    return Stream.of(
        Arguments.of("GET ", GET + close + "\r\n"),
        Arguments.of("GET ", "\r\n" + GET + close + "\r\n"),
        Arguments.of("GET ", "GET http://a/b HTTP/1.1\r\nHost: a\r\n" + close + "\r\n"),
        Arguments.of("GET ", "GET / HTTP/1.0\r\n\r\n"),
        Arguments.of("POST abc", POST + close + "Content-Length: 3\r\n\r\nabc"),
        Arguments.of("POST ", POST + close + "Content-Length: 0\r\n\r\n"),
        Arguments.of(
            "POST abcdef",
            POST
                + close
                + "Transfer-Encoding: Chunked\r\n\r\n"
                + "3;x=\"y\"\r\nabc\r\n003\r\ndef\r\n0\r\nTrailer: t\r\n\r\n"),
        Arguments.of("X-NEW ", "X-NEW * HTTP/1.1\r\nHost:a\r\nA:\t b \r\n" + close + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void goodRequest_isAnswered(String answer, String sent) {
    serving(
        READER,
        SMALL,
        (server, _) -> {
          String got = exchange(server, sent);

          assertThat(got).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n" + answer + "\n");
        });
  }

  @Test
  void headerFields_haveNoCaseAndMayComeTwice() {
    List<Request> requests = new java.util.ArrayList<>();
    serving(
        request -> {
          requests.add(request);
          return Response.text(200, "");
        },
        (server, _) -> {
          exchange(server, GET + "x-a: 1\r\nX-A: 2\r\nConnection: x, CLOSE\r\n\r\n");

          assertThat(requests).hasSize(1);
          assertThat(requests.getFirst().headers().all("X-a")).containsExactly("1", "2");
          assertThat(requests.getFirst().keepAlive()).isFalse();
        });
  }

  @Test
  void query_isDecoded() {
    serving(
        request ->
            Response.text(
                200, request.path() + " " + request.query("b") + " " + request.query("d")),
        (server, _) -> {
          String got = exchange(server, "GET /p?a=1&b=x%20y+z HTTP/1.0\r\n\r\n");

          assertThat(got).endsWith("/p Optional[x y z] Optional.empty\n");
        });
  }
}
