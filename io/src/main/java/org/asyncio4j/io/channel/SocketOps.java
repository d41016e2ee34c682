package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.asyncio4j.io.selector.Operation;
import org.asyncio4j.io.selector.Registration;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.Datagram;
import org.jspecify.annotations.Nullable;

/** Operations on bare channels for the current task: {@code loop.sock_*}, 3.14. */
public final class SocketOps {
  private static final byte[] NOTHING = {};

  private SocketOps() {}

  /**
   * Connects a channel.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param address where to
   * @throws IOException if it cannot be connected; the text names the address
   */
  public static void connect(SelectorPoller poller, SocketChannel channel, SocketAddress address)
      throws IOException {
    refuseOwned(poller, channel, "sockConnect");
    refuseBlocking(channel);
    try {
      if (!channel.connect(address)) {
        Operation.await(
            poller, channel, true, "connect", () -> channel.finishConnect() ? channel : null);
      }
    } catch (SocketException e) {
      throw named(address, e);
    }
  }

  /** The system does not say which address has failed. */
  private static SocketException named(SocketAddress address, SocketException cause) {
    String text = "connect to " + address + ": " + cause.getMessage();
    SocketException named =
        switch (cause) {
          case ConnectException _ -> new ConnectException(text);
          case NoRouteToHostException _ -> new NoRouteToHostException(text);
          default -> new SocketException(text);
        };
    named.initCause(cause);
    return named;
  }

  /**
   * Accepts a connection.
   *
   * @param poller the loop's selector
   * @param server the listening channel
   * @return the connection, non-blocking
   * @throws IOException if it fails
   */
  public static SocketChannel accept(SelectorPoller poller, ServerSocketChannel server)
      throws IOException {
    refuseOwned(poller, server, "sockAccept");
    refuseBlocking(server);
    SocketChannel accepted = Operation.await(poller, server, false, "accept", server::accept);
    accepted.configureBlocking(false);
    return accepted;
  }

  /**
   * Receives what is there.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param most how many bytes at most, more than zero
   * @return the bytes; none at the end of the stream
   * @throws IOException if it fails
   */
  public static byte[] receive(SelectorPoller poller, SocketChannel channel, int most)
      throws IOException {
    Objects.requireNonNull(channel, "channel");
    if (most <= 0) {
      throw new IllegalArgumentException("most: " + most + " (expected: > 0)");
    }
    refuseOwned(poller, channel, "sockRecv");
    refuseBlocking(channel);
    return Operation.await(poller, channel, false, "recv", () -> receiveNow(poller, channel, most));
  }

  private static byte @Nullable [] receiveNow(
      SelectorPoller poller, SocketChannel channel, int most) throws IOException {
    ByteBuffer buffer = poller.readBuffer();
    buffer.limit(Math.min(most, buffer.capacity()));
    int count = channel.read(buffer);
    if (count == 0) {
      return null;
    }
    return count < 0 ? NOTHING : copyOf(buffer.flip());
  }

  private static byte[] copyOf(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    return copy;
  }

  /**
   * Receives what is there into a buffer.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param target where to put it
   * @return how many bytes; -1 at the end of the stream
   * @throws IOException if it fails
   */
  public static int receiveInto(SelectorPoller poller, SocketChannel channel, ByteBuffer target)
      throws IOException {
    refuseOwned(poller, channel, "sockRecvInto");
    refuseBlocking(channel);
    if (!target.hasRemaining()) {
      return 0;
    }
    return Operation.await(
        poller,
        channel,
        false,
        "recv",
        () -> {
          int count = channel.read(target);
          return count == 0 ? null : count;
        });
  }

  /**
   * Sends all of a buffer.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param data what to send
   * @throws IOException if it fails; part of it may have been sent
   */
  public static void sendAll(SelectorPoller poller, SocketChannel channel, ByteBuffer data)
      throws IOException {
    refuseOwned(poller, channel, "sockSendall");
    refuseBlocking(channel);
    Operation.await(
        poller,
        channel,
        true,
        "sendall",
        () -> {
          while (data.hasRemaining()) {
            if (writeChunk(poller, channel, data) == 0) {
              return null;
            }
          }
          return data;
        });
  }

  /**
   * Writes as much of a buffer as the channel takes in one call, without a temporary buffer of the
   * JDK, which would be as large as the data.
   */
  static int writeChunk(SelectorPoller poller, WritableByteChannel channel, ByteBuffer data)
      throws IOException {
    ByteBuffer chunk;
    if (data.isDirect()) {
      chunk = data.duplicate();
    } else {
      chunk = poller.writeBuffer();
      int size = Math.min(chunk.capacity(), data.remaining());
      chunk.put(0, data, data.position(), size).limit(size);
    }
    int written = channel.write(chunk);
    data.position(data.position() + written);
    return written;
  }

  /**
   * Sends a part of a file.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param file the file
   * @param position its first byte to send
   * @param count how many bytes at most
   * @return how many bytes were sent: fewer if the file ends before
   * @throws IOException if it fails
   */
  public static long sendFile(
      SelectorPoller poller, SocketChannel channel, FileChannel file, long position, long count)
      throws IOException {
    refuseOwned(poller, channel, "sockSendfile");
    return sendFileUnchecked(poller, channel, file, position, count);
  }

  static long sendFileUnchecked(
      SelectorPoller poller, SocketChannel channel, FileChannel file, long position, long count)
      throws IOException {
    if (position < 0 || count < 0) {
      throw new IllegalArgumentException(
          "position: " + position + ", count: " + count + " (expected: >= 0)");
    }
    refuseBlocking(channel);
    long[] sent = new long[1];
    return Operation.await(
        poller,
        channel,
        true,
        "sendfile",
        () -> {
          while (sent[0] < count && position + sent[0] < file.size()) {
            long now = file.transferTo(position + sent[0], count - sent[0], channel);
            if (now == 0) {
              return null;
            }
            sent[0] += now;
          }
          return sent[0];
        });
  }

  /**
   * Receives a datagram.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param most how many bytes at most; the rest of a longer one is lost
   * @return the datagram
   * @throws IOException if it fails
   */
  public static Datagram receiveFrom(SelectorPoller poller, DatagramChannel channel, int most)
      throws IOException {
    if (most <= 0) {
      throw new IllegalArgumentException("most: " + most + " (expected: > 0)");
    }
    refuseOwned(poller, channel, "sockRecvfrom");
    refuseBlocking(channel);
    return Operation.await(
        poller,
        channel,
        false,
        "recvfrom",
        () -> {
          ByteBuffer buffer = poller.readBuffer();
          buffer.limit(Math.min(most, buffer.capacity()));
          SocketAddress sender = channel.receive(buffer);
          return sender == null ? null : new Datagram(copyOf(buffer.flip()), sender);
        });
  }

  /**
   * Sends a datagram.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param data its content
   * @param to who gets it
   * @throws IOException if it fails
   */
  public static void sendTo(
      SelectorPoller poller, DatagramChannel channel, ByteBuffer data, SocketAddress to)
      throws IOException {
    refuseOwned(poller, channel, "sockSendto");
    refuseBlocking(channel);
    boolean empty = !data.hasRemaining();
    Operation.await(
        poller, channel, true, "sendto", () -> channel.send(data, to) > 0 || empty ? data : null);
  }

  private static void refuseBlocking(SelectableChannel channel) {
    if (channel.isOpen() && channel.isBlocking()) {
      throw new IllegalArgumentException(
          "the socket must be non-blocking; call configureBlocking(false) on " + channel);
    }
  }

  /**
   * Refuses to touch a channel that a transport or a server works with.
   *
   * @param poller the loop's selector
   * @param channel the channel
   * @param what the operation, for the message
   * @throws IllegalStateException if one does
   */
  public static void refuseOwned(SelectorPoller poller, SelectableChannel channel, String what) {
    Registration registration = poller.find(channel);
    if (registration != null && registration.owner() != null) {
      throw new IllegalStateException(
          what + ": " + channel + " is used by transport " + registration.owner() + "; use that");
    }
  }

  /** Tells whether an address is a host name that was not looked up. */
  static boolean isUnresolved(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.isUnresolved();
  }
}
