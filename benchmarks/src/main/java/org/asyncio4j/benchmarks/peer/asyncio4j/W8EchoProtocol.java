package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.nio.ByteBuffer;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.transport.BufferedProtocol;
import org.asyncio4j.io.transport.Transport;

/**
 * An echo server without tasks. One buffer serves all connections: what has arrived is written
 * before the next connection is read, and the transport copies what the system does not take.
 */
public final class W8EchoProtocol {
  private W8EchoProtocol() {}

  /** Entry. */
  public static void main(String[] args) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(EchoServer.MOST);
    EchoServer.serve(
        () -> IoLoop.current().createServer(() -> new Echo(buffer), EchoServer.HOST, 0));
  }

  private static final class Echo implements BufferedProtocol {
    private final ByteBuffer buffer;

    @SuppressWarnings("NullAway.Init") // set before anything arrives
    private Transport transport;

    Echo(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public ByteBuffer getBuffer(int sizeHint) {
      return buffer.clear();
    }

    @Override
    public void bufferUpdated(int count) {
      transport.write(buffer.flip());
    }

    @Override
    public void pauseWriting() {
      transport.pauseReading();
    }

    @Override
    public void resumeWriting() {
      transport.resumeReading();
    }
  }
}
