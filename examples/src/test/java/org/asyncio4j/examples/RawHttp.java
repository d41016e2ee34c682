package org.asyncio4j.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.io.stream.Streams.openConnection;

import http.HttpServer;
import http.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.loop.ExceptionContext;

/** A server of the test's own, and a peer that says exactly what the test wants. */
final class RawHttp {
  /** A test's code, with the server. */
  interface Code {
    void run(HttpServer server, List<ExceptionContext> reports) throws Exception;
  }

  private RawHttp() {}

  /** Runs code with a server, and the list of errors that the loop reports. */
  static void serving(HttpServer.Handler handler, Limits limits, Code code) {
    run(() -> {
      List<ExceptionContext> reports = new ArrayList<>();
      org.asyncio4j.Asyncio.getRunningLoop()
          .setExceptionHandler((_, context) -> reports.add(context));
      try (var server =
          HttpServer.start(handler, "127.0.0.1", 0, limits, ServerOptions.defaults())) {
        timeout(ofSeconds(20), () -> code.run(server, reports));
        server.shutdown(ofSeconds(5));
      }
    });
  }

  static void serving(HttpServer.Handler handler, Code code) {
    serving(handler, Limits.defaults(), code);
  }

  static Connection connect(HttpServer server) throws IOException {
    return openConnection("127.0.0.1", server.port());
  }

  /** Sends a text and returns all that the server says until it closes. */
  static String exchange(HttpServer server, String sent) throws IOException {
    try (Connection connection = connect(server)) {
      connection.writer().write(sent.getBytes(ISO_8859_1));
      return rest(connection);
    }
  }

  /** Returns all that comes until the end of the connection. */
  static String rest(Connection connection) throws IOException {
    return new String(connection.reader().read(), ISO_8859_1);
  }

  /** Returns what comes up to and with a text. */
  static String until(Connection connection, String end) throws IOException {
    return new String(connection.reader().readuntil(end.getBytes(ISO_8859_1)), ISO_8859_1);
  }
}
