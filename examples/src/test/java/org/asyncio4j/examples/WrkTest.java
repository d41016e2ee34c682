package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.RawHttp.serving;

import http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The HTTP server of the examples under a load. How fast it is, this does not ask. */
@Timeout(60)
@EnabledIf("org.asyncio4j.examples.Tool#wrkIsThere")
class WrkTest {
  @Test
  void aSecondOfLoad_isServedWithoutAnError() {
    int[] served = {0};
    serving(
        request -> {
          served[0]++;
          return Response.text(200, "hello");
        },
        (server, reports) -> {
          String url = "http://127.0.0.1:" + server.port() + "/";

          String said = Tool.run("wrk", "-t1", "-c32", "-d1s", url);

          assertThat(said).contains("requests in").doesNotContain("Non-2xx", "Socket errors");
          assertThat(served[0]).isPositive();
          assertThat(reports).isEmpty();
        });
  }
}
