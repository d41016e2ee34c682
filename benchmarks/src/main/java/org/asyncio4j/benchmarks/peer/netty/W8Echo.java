package org.asyncio4j.benchmarks.peer.netty;

import java.io.IOException;

/** An echo server over TCP. */
public final class W8Echo {
  private W8Echo() {}

  /** Entry. */
  public static void main(String[] args) throws IOException {
    EchoServer.run(_ -> {});
  }
}
