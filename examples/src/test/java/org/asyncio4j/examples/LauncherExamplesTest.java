package org.asyncio4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.asyncio;

import java.io.BufferedReader;
import java.io.File;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Examples of several files, started as their comments say. */
@Timeout(60)
class LauncherExamplesTest {
  private static final Pattern LISTENING =
      Pattern.compile("listening on http://localhost:(\\d+)/; Ctrl-C ends it");

  private static String example(String name) {
    return Command.PROJECT.resolve("examples").resolve(name + ".java").toString();
  }

  @Test
  void crawler_printsWhatItsCommentShows() throws Exception {
    var result = asyncio("run", example("Crawler")).run();

    assertThat(result.code()).isZero();
    assertThat(result.output().lines().toList())
        .isEqualTo(Program.outsideTheTour("Crawler").shownOutput());
  }

  @Test
  void webServer_saysWhereItListensAndAnswersThere() throws Exception {
    File errors = File.createTempFile("asyncio", ".stderr");
    Process server = asyncio("run", example("WebServer"), "0").errorsTo(errors).start();
    try (BufferedReader output = server.inputReader(UTF_8)) {
      Matcher said = LISTENING.matcher(output.readLine());
      assertThat(said.matches()).isTrue();

      try (Socket socket = new Socket("localhost", Integer.parseInt(said.group(1)))) {
        socket.getOutputStream().write("GET /?name=Ann HTTP/1.0\r\n\r\n".getBytes(UTF_8));

        assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
            .startsWith("HTTP/1.1 200 OK\r\n")
            .endsWith("\r\n\r\nhello, Ann\n");
      }
    } finally {
      server.destroy();
      server.waitFor();
      assertThat(errors.delete()).isTrue();
    }
  }
}
