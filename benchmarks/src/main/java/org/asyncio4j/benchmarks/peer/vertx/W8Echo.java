package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import org.asyncio4j.benchmarks.ServerProcess;

/** An echo server over TCP: a pipe from each socket to itself. */
public final class W8Echo {
  private static final int BACKLOG = 1024;

  private W8Echo() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    try (EventLoop loop = new EventLoop()) {
      NetServer server =
          loop.vertx()
              .createNetServer(new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(BACKLOG))
              .connectHandler(socket -> socket.pipeTo(socket));
      Future<NetServer> listening = server.listen(0, "127.0.0.1");
      listening.await();
      ServerProcess.listening(server.actualPort());
      ServerProcess.awaitEnd();
    }
  }
}
