package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.examples.RawHttp.serving;

import http.Body;
import http.HttpServer;
import http.Limits;
import http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP server of the examples, with curl at the other end. */
@Timeout(60)
@EnabledIf("org.asyncio4j.examples.Tool#curlIsThere")
class CurlTest {
  private static Response answer(http.Request request) {
    if (request.method().equals("POST")) {
      return Response.chunks("application/octet-stream", sink -> echo(request.body(), sink));
    }
    return Response.text(200, request.method() + " " + request.target());
  }

  private static void echo(Body body, http.Content.Sink sink) throws IOException {
    for (byte[] part = body.read(); part.length > 0; part = body.read()) {
      sink.write(part);
    }
  }

  /** Runs curl, quiet but for errors. */
  private static String curl(String... arguments) {
    String[] line = new String[arguments.length + 3];
    line[0] = "--silent";
    line[1] = "--show-error";
    line[2] = "--http1.1";
    System.arraycopy(arguments, 0, line, 3, arguments.length);
    return Tool.run("curl", line);
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  @Test
  void get_isAnswered() {
    serving(
        CurlTest::answer,
        (server, _) -> assertThat(curl(url(server, "/a?b=c"))).isEqualTo("GET /a?b=c\n"));
  }

  @Test
  void head_isAnsweredByAHead() {
    serving(
        CurlTest::answer,
        (server, _) ->
            assertThat(curl("--head", url(server, "/")))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 7\r\n"));
  }

  @Test
  void twoUrls_shareAConnection() {
    serving(
        CurlTest::answer,
        (server, _) -> {
          String got =
              curl("--write-out", "%{num_connects}\n", url(server, "/1"), url(server, "/2"));

          assertThat(got).isEqualTo("GET /1\n1\nGET /2\n0\n");
        });
  }

  /** With Content-Length and 100-continue, and with chunks; curl uses both at this size. */
  @Test
  void upload_comesBackWhileItGoesOn(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    serving(
        CurlTest::answer,
        (server, _) -> {
          for (String how : new String[] {"Expect:", "Expect: 100-continue"}) {
            for (String coding : new String[] {"X-None: x", "Transfer-Encoding: chunked"}) {
              Path back = folder.resolve("back");
              String said =
                  curl("--request", "POST", "--header", how, "--header", coding)
                      + curl(
                          "--request",
                          "POST",
                          "--header",
                          how,
                          "--header",
                          coding,
                          "--upload-file",
                          file.toString(),
                          "--output",
                          back.toString(),
                          url(server, "/"));

              assertThat(said).doesNotContain("curl: (1", "curl: (5");
              assertThat(back).as(how + ", " + coding).hasSameBinaryContentAs(file);
              Files.delete(back);
            }
          }
        });
  }

  @Test
  void tooLongUpload_seesWhyItIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[300_000]);
    serving(
        CurlTest::answer,
        Limits.defaults().withBody(200_000),
        (server, _) -> {
          String got =
              curl(
                  "--request",
                  "POST",
                  "--header",
                  "Expect:",
                  "--upload-file",
                  file.toString(),
                  "--write-out",
                  "%{http_code}",
                  url(server, "/"));

          assertThat(got).isEqualTo("the body has more than 200000 bytes\n413");
        });
  }

  @Test
  void https_isVerifiedAgainstTheServersCertificate(@TempDir Path folder) throws Exception {
    TestKeys keys = TestKeys.make(folder);
    run(() -> {
      ServerOptions options = ServerOptions.defaults().withTls(TlsOptions.of(keys.server()));
      try (var server =
          HttpServer.start(CurlTest::answer, "localhost", 0, Limits.defaults(), options)) {
        String url = "https://localhost:" + server.port();

        assertThat(curl("--cacert", keys.pem().toString(), url + "/1", url + "/2"))
            .isEqualTo("GET /1\nGET /2\n");
        assertThat(curl(url)).contains("curl: (60)");
      }
    });
  }
}
