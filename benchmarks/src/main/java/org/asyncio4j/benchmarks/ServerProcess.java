package org.asyncio4j.benchmarks;

import java.io.IOException;

/**
 * What a server in a process of its own agrees on with who has started it: its first line of output
 * is {@code port N}, and it ends with its standard input.
 */
public final class ServerProcess {
  private ServerProcess() {}

  /** Tells where the server listens. */
  public static void listening(int port) {
    System.out.println("port " + port);
    System.out.flush();
  }

  /** Waits, blocking this thread, until whoever has started the process wants it to end. */
  public static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // what is typed means nothing
    }
  }
}
