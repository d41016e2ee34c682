package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.BaseProtocol;
import org.asyncio4j.io.transport.DatagramProtocol;
import org.asyncio4j.io.transport.DatagramTransport;
import org.jspecify.annotations.Nullable;

/** A transport on a UDP socket. */
public final class UdpTransport extends ChannelTransport implements DatagramTransport {
  /** How many datagrams one event takes, so that a flood does not hold the loop. */
  private static final int MOST_AT_ONCE = 32;

  private record Waiting(ByteBuffer data, @Nullable SocketAddress to) {}

  private final DatagramChannel channel;
  private final DatagramProtocol protocol;
  private final @Nullable SocketAddress only;
  private final Step readReady = new Step(this::readReady);
  private final Step writeReady = new Step(this::writeReady);
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private long queued;

  private UdpTransport(
      SelectorPoller poller, DatagramChannel channel, DatagramProtocol protocol, Context context)
      throws IOException {
    super(poller, channel, channel.getRemoteAddress(), context);
    this.channel = channel;
    this.protocol = protocol;
    this.only = channel.getRemoteAddress();
  }

  /**
   * Makes a transport, which tells its protocol so in the next turn and then begins to receive.
   *
   * @param poller the loop's selector
   * @param channel the socket
   * @param protocol who hears of it
   * @param context in which context the protocol's methods run
   * @param made what to do when it has begun
   * @return the transport
   * @throws IOException if it cannot be used; the channel is closed then
   */
  static UdpTransport start(
      SelectorPoller poller,
      DatagramChannel channel,
      DatagramProtocol protocol,
      Context context,
      Runnable made)
      throws IOException {
    UdpTransport transport;
    try {
      transport = new UdpTransport(poller, channel, protocol, context);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
    transport.soon(() -> protocol.connectionMade(transport));
    transport.engine.soon(new LoopCall(transport::begin, null));
    transport.engine.soon(new LoopCall(made::run, null));
    return transport;
  }

  private void begin() {
    if (!closing()) {
      registration.reader(readReady);
    }
  }

  @Override
  BaseProtocol currentProtocol() {
    return protocol;
  }

  @Override
  boolean inline() {
    return false;
  }

  private void readReady() {
    for (int i = 0; i < MOST_AT_ONCE && !closing(); i++) {
      ByteBuffer buffer = poller.readBuffer();
      SocketAddress sender;
      try {
        sender = channel.receive(buffer);
      } catch (IOException e) {
        failed(e, "Fatal read error on datagram transport");
        return;
      }
      if (sender == null) {
        return;
      }
      byte[] data = new byte[buffer.position()];
      buffer.get(0, data);
      try {
        protocol.datagramReceived(data, sender);
      } catch (Throwable e) {
        fatalProtocol(e, "datagram_received");
      }
    }
  }

  /** What the system says of one datagram is for the protocol; a closed channel is the end. */
  private void failed(IOException error, String message) {
    if (!channel.isOpen()) {
      fatal(error, message);
      return;
    }
    try {
      protocol.errorReceived(error);
    } catch (Throwable e) {
      fatalProtocol(e, "error_received");
    }
  }

  @Override
  public void sendto(byte[] data, @Nullable SocketAddress to) {
    engine.checkThread("sendto");
    if (only != null && to != null && !only.equals(to)) {
      throw new IllegalArgumentException(
          "Invalid address: must be None or " + only + ", got " + to);
    }
    if (only == null && to == null) {
      throw new IllegalArgumentException(
          "to: null (expected: an address, since " + this + " has no only peer)");
    }
    if (to != null && SocketOps.isUnresolved(to)) {
      throw new IllegalArgumentException("to: " + to + " (expected: a resolved address)");
    }
    if (only != null && data.length == 0) {
      throw new IllegalArgumentException(
          "data: 0 bytes (expected: at least one to an only peer, since the JDK sends none there)");
    }
    if (!mayWrite()) {
      return;
    }
    ByteBuffer content = ByteBuffer.wrap(data);
    if (queue.isEmpty()) {
      try {
        if (sendNow(content, to)) {
          return;
        }
      } catch (IOException e) {
        failed(e, "Fatal write error on datagram transport");
        return;
      }
      registration.writer(writeReady);
    }
    queue.add(new Waiting(ByteBuffer.wrap(data.clone()), to));
    queued += data.length;
    maybePauseWriting();
  }

  private boolean sendNow(ByteBuffer data, @Nullable SocketAddress to) throws IOException {
    boolean empty = !data.hasRemaining();
    ByteBuffer content = data;
    ByteBuffer direct = poller.writeBuffer(); // from another one the JDK would copy to a new one
    if (data.remaining() <= direct.capacity()) {
      content = direct.put(data.duplicate()).flip();
    }
    int sent = only == null ? channel.send(content, to) : channel.write(content);
    return sent > 0 || empty;
  }

  private void writeReady() throws Exception {
    while (!queue.isEmpty() && !lost()) {
      Waiting next = queue.getFirst();
      int size = next.data.remaining();
      try {
        if (!sendNow(next.data, next.to)) {
          break;
        }
      } catch (IOException e) {
        failed(e, "Fatal write error on datagram transport");
      }
      if (!queue.isEmpty()) {
        queue.removeFirst();
        queued -= size;
      }
    }
    maybeResumeWriting();
    if (queue.isEmpty() && !lost()) {
      registration.writer(null);
      if (flushing()) {
        connectionLost(null);
      }
    }
  }

  @Override
  public long writeBufferSize() {
    return queued;
  }

  @Override
  void dropQueue() {
    queue.clear();
    queued = 0;
  }

  @Override
  void ended() {}
}
