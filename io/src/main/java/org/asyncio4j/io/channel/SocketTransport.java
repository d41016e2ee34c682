package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.Operation;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.BaseProtocol;
import org.asyncio4j.io.transport.BufferedProtocol;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.Protocol;
import org.jspecify.annotations.Nullable;

/** A transport on a TCP or Unix socket. */
public final class SocketTransport extends ChannelTransport implements Securable {
  private final SocketChannel channel;
  private final @Nullable Connections connections;
  private final Step readReady = new Step(this::readReady);
  private final Step writeReady = new Step(this::writeReady);
  private final WriteQueue queue = new WriteQueue();

  // The loop's thread only, from here on.
  private ConnectionProtocol protocol;
  private boolean started;
  private boolean paused;
  private boolean endSeen;
  private boolean endSent;
  private boolean belowTls;

  /** The turn in which something was received without an event. */
  private long readInTurn = -1;

  /** Who waits until all is sent; nobody may write meanwhile. */
  private @Nullable Future<@Nullable Void> whenEmpty;

  private SocketTransport(
      SelectorPoller poller,
      SocketChannel channel,
      ConnectionProtocol protocol,
      @Nullable Connections connections,
      Context context)
      throws IOException {
    super(poller, channel, channel.getRemoteAddress(), context);
    this.channel = channel;
    this.protocol = protocol;
    this.connections = connections;
  }

  /**
   * Makes a transport, which tells its protocol so in the next turn and then begins to receive.
   *
   * @param poller the loop's selector
   * @param channel the connection
   * @param protocol who hears of it
   * @param connections of a server, that it belongs to, or null
   * @param context in which context the protocol's methods run
   * @param made what to do when it has begun, or null
   * @return the transport
   * @throws IOException if the connection is gone already; the channel is closed then
   */
  static SocketTransport start(
      SelectorPoller poller,
      SocketChannel channel,
      ConnectionProtocol protocol,
      @Nullable Connections connections,
      Context context,
      @Nullable Runnable made)
      throws IOException {
    SocketTransport transport;
    try {
      if (channel.getLocalAddress() instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      transport = new SocketTransport(poller, channel, protocol, connections, context);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
    if (connections != null) {
      connections.attach(transport);
    }
    transport.soon(() -> transport.protocol.connectionMade(transport));
    transport.engine.soon(new LoopCall(transport::begin, null));
    if (made != null) {
      transport.engine.soon(new LoopCall(made::run, null));
    }
    return transport;
  }

  private void begin() {
    started = true;
    listen();
  }

  @Override
  BaseProtocol currentProtocol() {
    return protocol;
  }

  @Override
  boolean inline() {
    return protocol instanceof InlineProtocol;
  }

  @Override
  public ConnectionProtocol protocol() {
    return protocol;
  }

  @Override
  public void setProtocol(ConnectionProtocol newProtocol) {
    engine.checkThread("setProtocol");
    protocol = Objects.requireNonNull(newProtocol, "protocol");
  }

  // ---------------------------------------------------------------- receiving

  private void listen() {
    registration.reader(reading() && !endSeen && started ? readReady : null);
  }

  @Override
  public boolean reading() {
    return !closing() && !paused;
  }

  @Override
  public void pauseReading() {
    engine.checkThread("pauseReading");
    paused = true;
    listen();
  }

  @Override
  public void resumeReading() {
    engine.checkThread("resumeReading");
    paused = false;
    if (!closing()) {
      listen();
    }
  }

  /**
   * Receives what is there, without waiting, for an inline protocol.
   *
   * @return whether anything has come: bytes, the end, an error
   */
  public boolean readNow() {
    if (!started || !reading() || endSeen || !(protocol instanceof InlineProtocol inline)) {
      return false;
    }
    readInTurn = poller.turn();
    return readInline(inline);
  }

  private void readReady() {
    if (!reading() || endSeen) {
      return;
    }
    if (protocol instanceof InlineProtocol inline) {
      if (!mayWait(inline)) {
        readInline(inline);
      }
    } else if (protocol instanceof BufferedProtocol buffered) {
      readBuffered(buffered);
    } else {
      readData((Protocol) protocol);
    }
  }

  /**
   * An event from before the last read says nothing, and what is there is reported once more in the
   * next turn; not so if somebody has closed the channel.
   */
  private boolean mayWait(InlineProtocol inline) {
    return channel.isOpen() && (readInTurn == poller.turn() || inline.willRead());
  }

  private boolean readInline(InlineProtocol inline) {
    ByteBuffer target = inline.target();
    ByteBuffer buffer = target == null ? poller.readBuffer() : target;
    int count = read(buffer);
    if (count > 0) {
      if (target == null) {
        inline.received(buffer.flip());
      } else {
        inline.receivedInTarget(count);
      }
    }
    return count != 0;
  }

  private void readData(Protocol to) {
    ByteBuffer buffer = poller.readBuffer();
    int count = read(buffer);
    if (count <= 0) {
      return;
    }
    byte[] data = new byte[count];
    buffer.get(0, data);
    try {
      to.dataReceived(data);
    } catch (Throwable e) {
      fatalProtocol(e, "data_received");
    }
  }

  private void readBuffered(BufferedProtocol to) {
    ByteBuffer target;
    try {
      target = to.getBuffer(-1);
      if (!target.hasRemaining()) {
        throw new IllegalStateException(
            "get_buffer() returned an empty buffer; it must have room for a byte");
      }
    } catch (Throwable e) {
      fatalProtocol(e, "get_buffer");
      return;
    }
    int count = read(target);
    if (count <= 0) {
      return;
    }
    try {
      to.bufferUpdated(count);
    } catch (Throwable e) {
      fatalProtocol(e, "buffer_updated");
    }
  }

  /** Returns how many bytes have come; 0 for none; -1 if the end or an error was treated. */
  private int read(ByteBuffer target) {
    int count;
    try {
      count = target.isDirect() ? channel.read(target) : readToHeap(target);
    } catch (IOException e) {
      fatal(reset(e), "Fatal read error on socket transport");
      return -1;
    }
    if (count < 0) {
      readEnd();
    }
    return count;
  }

  /** The JDK would make a direct buffer as large as the target. */
  private int readToHeap(ByteBuffer target) throws IOException {
    ByteBuffer buffer = poller.readBuffer();
    buffer.limit(Math.min(buffer.capacity(), target.remaining()));
    int count = channel.read(buffer);
    target.put(buffer.flip());
    return count;
  }

  private void readEnd() {
    endSeen = true;
    boolean keepOpen;
    try {
      keepOpen = protocol.eofReceived();
    } catch (Throwable e) {
      fatalProtocol(e, "eof_received");
      return;
    }
    if (keepOpen) {
      listen();
    } else {
      close();
    }
  }

  private static IOException reset(IOException e) {
    return e instanceof java.net.SocketException || e.getClass() == IOException.class
        ? new ConnectionResetException(String.valueOf(e.getMessage()), e)
        : e;
  }

  // ---------------------------------------------------------------- sending

  private boolean beginWrite(int count) {
    engine.checkThread("write");
    refuseBelowTls("write");
    return maySend(count);
  }

  private void refuseBelowTls(String what) {
    if (belowTls) {
      throw Tls.below(what, this);
    }
  }

  private boolean maySend(int count) {
    if (endSent) {
      throw new IllegalStateException(
          "Cannot call write() after write_eof(); write first: " + this);
    }
    if (whenEmpty != null) {
      throw new IllegalStateException(
          "unable to write; sendfile is in progress on " + this + ", await it first");
    }
    return count > 0 && mayWrite();
  }

  @Override
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (!beginWrite(length)) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(data, offset, length);
    if (sendNow(rest)) {
      queue.copy(rest);
      queued();
    }
  }

  @Override
  public void write(ByteBuffer data) {
    if (beginWrite(data.remaining()) && sendNow(data)) {
      queue.copy(data);
      queued();
    }
    data.position(data.limit());
  }

  @Override
  public void writeOwned(ByteBuffer data) {
    ByteBuffer own = data.duplicate();
    if (beginWrite(own.remaining()) && sendNow(own)) {
      queue.own(own);
      queued();
    }
  }

  @Override
  public void giveToTls() {
    beginWrite(0);
    belowTls = true;
  }

  @Override
  public void writeRecords(ByteBuffer records) {
    // one write of the program is many records, and the connection may be lost between two of them
    if (!lost() && maySend(records.remaining()) && sendNow(records)) {
      queue.copy(records);
      queued();
    }
  }

  private void queued() {
    registration.writer(writeReady);
    maybePauseWriting();
  }

  /** Sends what the system takes at once; returns whether something is left to wait. */
  private boolean sendNow(ByteBuffer data) {
    if (!queue.isEmpty()) {
      return true;
    }
    try {
      while (data.hasRemaining()) {
        int wanted = Math.min(data.remaining(), poller.writeBuffer().capacity());
        if (SocketOps.writeChunk(poller, channel, data) < wanted) {
          break;
        }
      }
    } catch (IOException e) {
      fatal(reset(e), "Fatal write error on socket transport");
      return false;
    }
    return data.hasRemaining();
  }

  private void writeReady() throws Exception {
    if (lost() || queue.isEmpty()) {
      registration.writer(null);
      return;
    }
    try {
      queue.writeTo(channel, poller);
    } catch (IOException e) {
      fatal(reset(e), "Fatal write error on socket transport");
      return;
    }
    maybeResumeWriting(); // may write more
    if (!queue.isEmpty() || lost()) {
      return;
    }
    registration.writer(null);
    Future<@Nullable Void> waiter = whenEmpty;
    if (waiter != null && !waiter.done()) {
      waiter.setResult(null);
    }
    if (flushing()) {
      connectionLost(null);
    } else if (endSent) {
      shutdownOutput();
    }
  }

  @Override
  public boolean canWriteEof() {
    return true;
  }

  @Override
  public void writeEof() {
    engine.checkThread("writeEof");
    refuseBelowTls("write_eof");
    if (closing() || endSent) {
      return;
    }
    endSent = true;
    if (queue.isEmpty()) {
      shutdownOutput();
    }
  }

  private void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      fatal(reset(e), "Fatal error while ending the sending side of a socket transport");
    }
  }

  @Override
  public long writeBufferSize() {
    return queue.size();
  }

  /**
   * Sends a part of a file behind what waits. Suspends the current task; nobody may write
   * meanwhile.
   *
   * @param file the file
   * @param position its first byte to send
   * @param count how many bytes at most
   * @return how many bytes were sent
   * @throws IOException if it fails
   */
  public long sendFile(FileChannel file, long position, long count) throws IOException {
    if (closing()) {
      throw new IllegalStateException("Transport is closing; sendfile needs an open one: " + this);
    }
    beginWrite(0);
    Future<@Nullable Void> waiter = Waiter.create(engine, () -> "<sendfile on " + this + ">");
    whenEmpty = waiter;
    try {
      if (!queue.isEmpty()) {
        waiter.await();
      }
      return SocketOps.sendFileUnchecked(poller, channel, file, position, count);
    } finally {
      whenEmpty = null;
    }
  }

  // ---------------------------------------------------------------- the end

  @Override
  void dropQueue() {
    queue.clear();
    if (whenEmpty == null) {
      return;
    }
    if (registration.writer() instanceof Operation<?> sending) {
      sending.fail(connectionLost());
    } else if (!whenEmpty.done()) {
      whenEmpty.setException(connectionLost());
    }
  }

  private static IOException connectionLost() {
    return new ConnectionResetException("Connection lost", null);
  }

  @Override
  void ended() {
    if (connections != null) {
      connections.detach(this);
    }
  }
}
