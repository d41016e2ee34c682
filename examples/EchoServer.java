/*
 * Echo: a server that sends back what it gets, line by line, and three clients at once.
 *
 *   ['one, please', 'two, please', 'three, please']
 *   connections aborted: 0
 */
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.asyncio4j.Asyncio.*;
import static org.asyncio4j.io.stream.Streams.*;

import java.io.IOException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;

/** One connection; runs in a task of its own. */
void echo(StreamReader reader, StreamWriter writer) throws IOException {
  try (writer) {
    for (byte[] line : reader) {
      writer.write(line);
      writer.drain();
    }
  }
}

String ask(int port, String question) throws IOException {
  try (var connection = openConnection("localhost", port)) {
    connection.writer().write(question + "\n");
    return new String(connection.reader().readline(), UTF_8).strip();
  }
}

void main() {
  run(() -> {
    try (var server = startServer(this::echo, "localhost", 0)) {
      int port = server.port();
      var answers =
          gather(
              () -> ask(port, "one, please"),
              () -> ask(port, "two, please"),
              () -> ask(port, "three, please"));
      IO.println(repr(await(answers)));

      // a server that runs for good would end with server.serveForever()
      var report = server.shutdown(ofSeconds(5));
      IO.println("connections aborted: " + report.aborted());
    }
  });
}
