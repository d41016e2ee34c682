package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.io.IOException;
import org.asyncio4j.Asyncio;
import org.asyncio4j.benchmarks.ServerProcess;
import org.asyncio4j.io.transport.Server;

/** Runs the servers of W8 until the process is to end. */
final class EchoServer {
  static final String HOST = "127.0.0.1";

  /** How much one read may take. */
  static final int MOST = 256 * 1024;

  private EchoServer() {}

  /** Makes a server, in the loop. */
  interface Start {
    Server start() throws IOException;
  }

  static void serve(Start start) {
    Driver.run(() -> {
      Server server = start.start();
      ServerProcess.listening(server.port());
      Asyncio.toThread(() -> {
        ServerProcess.awaitEnd();
        return 0L;
      });
      server.close();
      server.abortClients();
      server.waitClosed();
      return 0L;
    });
  }
}
