package org.asyncio4j.io.stream;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.io.channel.Tls;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.io.transport.WriteTransport;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of a stream.
 *
 * {@snippet :
 * writer.write(answer);
 * writer.drain();
 * }
 *
 * <p><b>Threads.</b> The loop's; several tasks may write and drain. {@code toString} any.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #drain} or {@link #waitClosed} stops waiting; what was
 * written is sent all the same.
 *
 * <p>{@code asyncio.StreamWriter}, 3.14.
 */
public final class StreamWriter implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final StreamLink link;

  /** What tells why the connection broke; null for a pipe. */
  private final @Nullable StreamReader reader;

  /** What closes a connection that nobody holds; null for a pipe. */
  private final @Nullable Dropped dropped;

  /** Another one once TLS has begun. Written by the loop's thread, any reads. */
  private volatile WriteTransport transport;

  StreamWriter(Transport transport, StreamProtocol protocol, StreamReader reader) {
    this.transport = transport;
    this.link = protocol;
    this.reader = reader;
    reader.belongsTo(this);
    dropped = new Dropped(protocol.engine(), transport);
    Engine.undisturbed(() -> CLEANER.register(this, dropped));
  }

  /** For the input of a process, which looks after itself. */
  StreamWriter(WriteTransport transport, StreamLink link) {
    this.transport = transport;
    this.link = link;
    this.reader = null;
    this.dropped = null;
  }

  /** Nobody holds the streams of a connection any more. Must not hold them either. */
  private static final class Dropped implements Runnable {
    private final Engine engine;

    /** Any thread. */
    private volatile Transport transport;

    Dropped(Engine engine, Transport transport) {
      this.engine = engine;
      this.transport = transport;
    }

    @Override
    public void run() {
      if (!engine.isClosed() && !transport.closing()) { // may be out of date: close() looks again
        engine.soonThreadsafe(new LoopCall(this::close, null));
      }
    }

    private void close() {
      if (!transport.closing()) {
        Log.say(
            Level.WARNING,
            "unclosed StreamWriter of " + transport + "; close it, or use try-with-resources",
            null);
        transport.close();
      }
    }
  }

  // ---------------------------------------------------------------- writing

  /**
   * Sends bytes: at once as far as the system takes them, the rest as soon as it does. Never waits:
   * {@link #drain} does, so that memory stays bounded.
   *
   * @param data the bytes; may be changed after the call
   * @throws IllegalStateException after {@link #writeEof}, and while {@link #startTls} shakes hands
   */
  public void write(byte[] data) {
    transport.write(data);
  }

  /**
   * Sends a part of an array, see {@link #write(byte[])}.
   *
   * @param data the array; may be changed after the call
   * @param offset its first byte to send
   * @param length how many bytes
   */
  public void write(byte[] data, int offset, int length) {
    transport.write(data, offset, length);
  }

  /**
   * Sends a buffer from its position to its limit, see {@link #write(byte[])}.
   *
   * @param data the buffer, empty after the call; may be changed then
   */
  public void write(ByteBuffer data) {
    transport.write(data);
  }

  /**
   * Sends a text as UTF-8.
   *
   * @param text the text
   */
  public void write(String text) {
    transport.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sends a buffer without ever copying what waits: for large ones.
   *
   * @param data the buffer; must not be changed before it is sent
   */
  public void writeOwned(ByteBuffer data) {
    transport.writeOwned(data);
  }

  /**
   * Sends several arrays, one after the other.
   *
   * @param data the arrays; may be changed after the call
   */
  public void writelines(List<byte[]> data) {
    transport.writelines(data);
  }

  /**
   * Waits until writing makes sense: suspends the current task while more waits to be sent than the
   * high-water mark allows, until no more waits than the low one does.
   *
   * @throws IOException what has broken the connection
   */
  public void drain() throws IOException {
    link.engine().checkThread("drain");
    Throwable broken = reader == null ? null : reader.exception();
    if (broken instanceof IOException io) {
      throw io;
    }
    if (broken != null) {
      throw Rethrow.undeclared(broken);
    }
    try {
      if (transport.closing()) {
        Asyncio.sleep(Duration.ZERO); // lets the end of the connection be heard
      }
      link.drain();
    } finally {
      Reference.reachabilityFence(this); // who waits here has not dropped it
    }
  }

  /** Ends the sending side once all is sent; receiving goes on. A second call does nothing. */
  public void writeEof() {
    transport.writeEof();
  }

  /**
   * Tells whether {@link #writeEof} can be used.
   *
   * @return true for TCP, Unix sockets and pipes
   */
  public boolean canWriteEof() {
    return transport.canWriteEof();
  }

  // ---------------------------------------------------------------- TLS

  /**
   * Secures the connection: sends what waits, then shakes hands. Suspends the current task; no
   * other one may read meanwhile, and writes are refused. At a server's side it is the server of
   * the handshake.
   *
   * @param options how; at a client's side with {@code serverHostname}
   * @throws IOException if the handshake fails; the connection is closed then
   * @throws IllegalArgumentException if a client is given no name to check
   * @throws IllegalStateException if another task does this, or after {@link #writeEof}
   * @throws UnsupportedOperationException on the pipe of a process
   */
  public void startTls(TlsOptions options) throws IOException {
    if (!(link instanceof StreamProtocol protocol)
        || !(transport instanceof Transport plain)
        || reader == null
        || dropped == null) {
      throw new UnsupportedOperationException("startTls: there is no TLS on a pipe: " + this);
    }
    reader.refuseWhileLending("startTls");
    drain();
    Transport secured =
        Tls.start(
            SelectorPoller.of(link.engine().loop(), "startTls"),
            plain,
            protocol,
            options,
            protocol.serverSide(),
            reader::takeUnread);
    transport = secured;
    dropped.transport = secured;
    protocol.replaceTransport(secured);
  }

  // ---------------------------------------------------------------- the end

  /** Closes the connection once all is sent. Does not wait for that. A second call does nothing. */
  @Override
  public void close() {
    transport.close();
  }

  /**
   * Tells whether the connection is closing or closed.
   *
   * @return true if so
   */
  public boolean closing() {
    return transport.closing();
  }

  /**
   * Suspends the current task until the connection has ended: after {@link #close}, until all is
   * sent.
   *
   * @throws IOException what has broken the connection
   */
  public void waitClosed() throws IOException {
    link.engine().checkThread("waitClosed");
    try {
      link.waitClosed();
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  // ---------------------------------------------------------------- questions

  /**
   * Tells something about the socket below.
   *
   * @param <T> the type of the answer
   * @param key what to tell
   * @return the answer, also after the end; null if there is none
   */
  public <T> @Nullable T getExtraInfo(ExtraInfo<T> key) {
    return transport.getExtraInfo(key);
  }

  /**
   * Returns the transport below: for write limits, abort and the like.
   *
   * @return the transport
   */
  public WriteTransport transport() {
    return transport;
  }

  @Override
  public String toString() {
    return "<StreamWriter of " + transport + ">";
  }
}
