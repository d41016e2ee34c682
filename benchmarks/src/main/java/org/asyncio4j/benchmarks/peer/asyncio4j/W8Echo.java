package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.io.IOException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.stream.Streams;

/** An echo server on streams: read, write, drain. */
public final class W8Echo {
  private W8Echo() {}

  /** Entry. */
  public static void main(String[] args) {
    EchoServer.serve(() -> Streams.startServer(W8Echo::echo, EchoServer.HOST, 0));
  }

  static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    try (writer) {
      for (byte[] data = reader.read(EchoServer.MOST);
          data.length > 0;
          data = reader.read(EchoServer.MOST)) {
        writer.write(data);
        writer.drain();
      }
    }
  }
}
