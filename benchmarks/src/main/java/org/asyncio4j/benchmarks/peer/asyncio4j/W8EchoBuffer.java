package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.stream.Streams;

/** An echo server on streams, with a direct buffer for each connection instead of arrays. */
public final class W8EchoBuffer {
  private W8EchoBuffer() {}

  /** Entry. */
  public static void main(String[] args) {
    EchoServer.serve(() -> Streams.startServer(W8EchoBuffer::echo, EchoServer.HOST, 0));
  }

  private static void echo(StreamReader reader, StreamWriter writer) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(EchoServer.MOST);
    try (writer) {
      while (reader.readInto(buffer.clear()) >= 0) {
        writer.write(buffer.flip());
        writer.drain();
      }
    }
  }
}
