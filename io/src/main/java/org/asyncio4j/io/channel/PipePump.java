package org.asyncio4j.io.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/*
 * Where a child cannot have the loop's own pipe, a thread moves the bytes between that pipe and the blocking
 * stream of the JDK. The pipe is small, so a loop that does not read makes the child wait, as it should. A
 * thread ends with its stream: at the latest when nobody has the other end of it any more.
 */
/** Threads between the pipes of a loop and the streams of a child. */
final class PipePump {
  private static final int CHUNK = 16 * 1024;
  private static final long STACK = 256 * 1024;

  private PipePump() {}

  /** Moves what a child writes to a pipe. */
  static void outOf(InputStream from, Pipe.SinkChannel to, String name) {
    start(
        name,
        () -> {
          try (from;
              to) {
            byte[] chunk = new byte[CHUNK];
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
              ByteBuffer rest = ByteBuffer.wrap(chunk, 0, count);
              while (rest.hasRemaining()) {
                to.write(rest);
              }
            }
          }
        });
  }

  /** Moves what a pipe brings to a child. */
  static void into(Pipe.SourceChannel from, OutputStream to, String name) {
    start(
        name,
        () -> {
          try (to;
              from) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (from.read(chunk) >= 0) {
              to.write(chunk.array(), 0, chunk.position());
              to.flush();
              chunk.clear();
            }
          }
        });
  }

  private interface Body {
    void run() throws IOException;
  }

  private static void start(String name, Body body) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .stackSize(STACK)
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          try {
            body.run();
          } catch (IOException _) {
            // the other side is gone: what this means shows at the loop's end of the pipe
          }
        });
  }
}
