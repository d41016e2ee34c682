package org.asyncio4j.io.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.asyncio4j.function.Action;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.transport.ConnectOptions;

/**
 * A stream of the loop, and the other end as a blocking channel in the hand of the test.
 *
 * @param near the loop's end
 * @param far the other end, blocking
 */
public record Link(Connection near, SocketChannel far) implements AutoCloseable {
  /** Connects; in a task. */
  public static Link open() throws IOException {
    return open(ConnectOptions.defaults());
  }

  /** Connects with options; in a task. */
  public static Link open(ConnectOptions options) throws IOException {
    try (ServerSocketChannel server = Sockets.listen()) {
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      Connection near = Streams.openConnection("127.0.0.1", port, options);
      return new Link(near, server.accept());
    }
  }

  /** Connects with a limit of the reader; in a task. */
  public static Link withLimit(int limit) throws IOException {
    return open(ConnectOptions.defaults().withLimit(limit));
  }

  public StreamReader reader() {
    return near.reader();
  }

  public StreamWriter writer() {
    return near.writer();
  }

  /** Sends a text from the far end. */
  public void send(String text) throws IOException {
    far.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Sends a text from the far end and ends its sending side. */
  public void sendAll(String text) throws IOException {
    send(text);
    far.shutdownOutput();
  }

  /** Resets the connection from the far end. */
  public void reset() throws IOException {
    far.setOption(StandardSocketOptions.SO_LINGER, 0);
    far.close();
  }

  /** Reads at the far end, on a thread of its own, until it has so many bytes or the end. */
  public Thread drainFar(long most, long[] count) {
    return Sockets.thread(() -> count[0] += drain(far, most));
  }

  private static long drain(SocketChannel channel, long most) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    long total = 0;
    while (total < most && channel.read(buffer.clear()) >= 0) {
      total += buffer.position();
    }
    return total;
  }

  /** Runs code and returns what it throws, or null. */
  public static Throwable thrownBy(Action code) {
    try {
      code.run();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** Returns a text of bytes. */
  public static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
