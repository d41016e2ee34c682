/*
 * Chat: what one says, all others hear. The first line of a connection is the name.
 *
 *   Ann hears: * Bob is here
 *   Bob hears: Ann: hello, Bob
 *   Ann hears: Bob: hi, and bye
 *   Ann hears: * Bob has gone
 */
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.asyncio4j.Asyncio.*;
import static org.asyncio4j.io.stream.Streams.*;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;

/** Who is here. No lock: tasks of one loop never run in parallel. */
final Set<StreamWriter> room = new LinkedHashSet<>();

void chat(StreamReader reader, StreamWriter writer) throws IOException {
  try (writer) {
    String name = line(reader);
    say(writer, "* " + name + " is here");
    room.add(writer);
    writer.write("* welcome\n");
    try {
      for (byte[] text : reader) {
        say(writer, name + ": " + new String(text, UTF_8).strip());
      }
    } finally {
      room.remove(writer);
      say(writer, "* " + name + " has gone");
    }
  }
}

/** Tells all but the speaker; one who does not read is dropped before he fills the memory. */
void say(StreamWriter from, String text) {
  for (StreamWriter each : Set.copyOf(room)) {
    if (each != from) {
      if (each.transport().writeBufferSize() > 1_000_000) {
        each.transport().abort();
      }
      each.write(text + "\n");
    }
  }
}

String line(StreamReader reader) throws IOException {
  return new String(reader.readline(), UTF_8).strip();
}

Connection enter(int port, String name) throws IOException {
  Connection connection = openConnection("localhost", port);
  connection.writer().write(name + "\n");
  line(connection.reader()); // the welcome
  return connection;
}

void main() {
  run(() -> {
    try (var server = startServer(this::chat, "localhost", 0);
        var ann = enter(server.port(), "Ann")) {
      try (var bob = enter(server.port(), "Bob")) {
        IO.println("Ann hears: " + line(ann.reader()));
        ann.writer().write("hello, Bob\n");
        IO.println("Bob hears: " + line(bob.reader()));
        bob.writer().write("hi, and bye\n");
      }
      IO.println("Ann hears: " + line(ann.reader()));
      IO.println("Ann hears: " + line(ann.reader()));
    }
  });
}
