package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.io.IOException;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.stream.Streams;

/** An echo server on streams that sends from the buffer into which the loop has read. */
public final class W8EchoLent {
  private W8EchoLent() {}

  /** Entry. */
  public static void main(String[] args) {
    EchoServer.serve(() -> Streams.startServer(W8EchoLent::echo, EchoServer.HOST, 0));
  }

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    try (writer) {
      while (reader.readLent(writer::write) >= 0) {
        writer.drain();
      }
    }
  }
}
