package org.asyncio4j.benchmarks.peer.vt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.asyncio4j.benchmarks.ServerProcess;

/** An echo server over TCP with a thread for each connection, on the JDK's scheduler. */
public final class W8Echo {
  private static final int BACKLOG = 1024;
  private static final int LARGEST_READ = 256 * 1024;

  private W8Echo() {}

  /** Entry. */
  public static void main(String[] args) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      Thread.startVirtualThread(() -> acceptAll(server));
      ServerProcess.listening(server.socket().getLocalPort());
      ServerProcess.awaitEnd();
    }
  }

  private static void acceptAll(ServerSocketChannel server) {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        Thread.startVirtualThread(() -> echo(connection));
      }
    } catch (IOException _) {
      // the process ends
    }
  }

  private static void echo(SocketChannel connection) {
    try (connection) {
      connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_READ);
      while (connection.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          connection.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException _) {
      // the other side has gone
    }
  }
}
