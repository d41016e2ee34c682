package org.asyncio4j.io.soak;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;

/** How long a fast client waits for answers, without slow ones beside it and with them. */
final class Loris {
  /** Bytes of a request and of a short answer. */
  static final int REQUEST = 64;

  /** Bytes of a long answer, for clients that read slowly. */
  static final int LONG = 8 << 20;

  /** The first byte of a request that wants a long answer. */
  static final byte WANTS_LONG = 'L';

  private Loris() {}

  /** Measures and prints. */
  static boolean run(String driver, int slow) throws Exception {
    try (ServingLoop loop = ServingLoop.start(driver, Loris::server)) {
      System.out.println("loris: alone: " + fast(loop));
      try (OtherJvm clients = new OtherJvm(SlowClients.class, loop.port(), slow)) {
        clients.answer();
        while (loop.connections() < slow) {
          Thread.sleep(10);
        }
        System.out.println("loris: beside " + slow + " slow ones: " + fast(loop));
        int left = loop.connections();
        System.out.println("loris: slow connections still there: " + left);
        return left == slow;
      }
    }
  }

  private static String fast(ServingLoop loop) throws Exception {
    try (OtherJvm client = new OtherJvm(FastClient.class, loop.port())) {
      return client.answer();
    }
  }

  private static Server server() throws IOException {
    return Streams.startServer(
        Loris::serve, List.of("127.0.0.1"), 0, ServerOptions.defaults().withBacklog(1000));
  }

  private static void serve(StreamReader in, StreamWriter out) {
    try (out) {
      while (true) {
        byte[] request = in.readexactly(REQUEST);
        if (request[0] == WANTS_LONG) {
          byte[] part = new byte[1 << 14];
          for (int sent = 0; sent < LONG; sent += part.length) {
            out.write(part);
            out.drain();
          }
        } else {
          out.write(request);
          out.drain();
        }
      }
    } catch (IOException _) {
      // the client has left
    }
  }
}
