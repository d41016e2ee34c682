package org.asyncio4j.io.channel;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.engine.Timer;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.transport.BufferedProtocol;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.TlsTimeoutException;
import org.asyncio4j.io.transport.TlsTruncatedException;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 * Network -> raw transport -> dataReceived -> TlsEngine -> deliver -> the program's protocol; and the
 * program -> TlsTransport -> write -> TlsEngine -> raw transport. Key and trust managers are a user's
 * code, so all of it runs on a runner, where such code may block: hence enter(), which keeps a second
 * step out while a first one is inside the engine.
 *
 *   HANDSHAKING --done--> OPEN --close, close_notify received--> CLOSING --both have said so--> LOST
 *        \---------------- an error, abort, the connection breaks ------------------------------^
 *
 * In CLOSING what still arrives is dropped, until the other side's close_notify or the timeout.
 */
/** TLS between a transport and a program's protocol. The loop's thread only. */
final class TlsProtocol implements Protocol {
  private enum State {
    HANDSHAKING,
    OPEN,
    CLOSING,
    LOST
  }

  private final Engine engine;
  private final Context context;
  private final TlsOptions options;
  private final TlsEngine tls;
  private final @Nullable Future<@Nullable Void> made;
  private final TlsTransport transport = new TlsTransport(this);
  private final ArrayDeque<byte[]> arrived = new ArrayDeque<>(0);

  /** Plain bytes that wait until the engine can take them. */
  private final ArrayDeque<ByteBuffer> toSend = new ArrayDeque<>(0);

  private ConnectionProtocol app;
  private boolean appConnected;
  private @Nullable Transport raw;
  private State state = State.HANDSHAKING;

  /** Whether the engine is being used. */
  private boolean inside;

  /** Whether what has arrived is being worked through. */
  private boolean pumping;

  private boolean paused;
  private boolean closeNotifySent;
  private boolean closeNotifyReceived;
  private boolean endSeen;
  private @Nullable Throwable error;
  private @Nullable Timer timer;
  private final LateWrites lateWrites = new LateWrites();

  /**
   * Makes one, for a transport that does not know it yet.
   *
   * @param engine the loop's machine
   * @param context in which context the program's protocol runs
   * @param tls set up for one side
   * @param app the program's protocol
   * @param options times
   * @param made completed when the handshake is done; null for nobody waits
   */
  TlsProtocol(
      Engine engine,
      Context context,
      TlsEngine tls,
      ConnectionProtocol app,
      TlsOptions options,
      @Nullable Future<@Nullable Void> made) {
    this.engine = engine;
    this.context = context;
    this.tls = tls;
    this.app = app;
    this.options = options;
    this.made = made;
  }

  /** The program's protocol has a connection already, which is secured now. */
  void upgrade(byte[] early) {
    appConnected = true;
    if (early.length > 0) {
      tls.feed(early);
    }
  }

  TlsTransport transport() {
    return transport;
  }

  TlsEngine tls() {
    return tls;
  }

  Engine engine() {
    return engine;
  }

  Transport raw() {
    return Objects.requireNonNull(raw, "raw");
  }

  /** Whether it knows the connection below. */
  boolean begun() {
    return raw != null;
  }

  ConnectionProtocol app() {
    return app;
  }

  void setApp(ConnectionProtocol other) {
    app = other;
  }

  /** Also true once an error or abort has ended the connection below: nothing is sent any more. */
  boolean closing() {
    return state == State.CLOSING || state == State.LOST || (raw != null && raw.closing());
  }

  long waitingBytes() {
    long sum = raw == null ? 0 : raw.writeBufferSize();
    for (ByteBuffer each : toSend) {
      sum += each.remaining();
    }
    return sum;
  }

  String stateText() {
    return state.name().toLowerCase(java.util.Locale.ROOT);
  }

  // ---------------------------------------------------------------- from below

  @Override
  public void connectionMade(Transport connection) {
    raw = connection;
    try {
      tls.begin();
    } catch (SSLException e) {
      fail(e);
      return;
    }
    Duration limit = options.handshakeTimeout();
    timer =
        after(
            limit,
            () ->
                fail(
                    new TlsTimeoutException(
                        "TLS handshake is taking longer than "
                            + seconds(limit)
                            + ": aborting the connection "
                            + raw
                            + "; does the other side speak TLS? TlsOptions.withHandshakeTimeout"
                            + " gives it more time")));
    pump();
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1e3 + " seconds";
  }

  @Override
  public void dataReceived(byte[] data) {
    if (inside) {
      arrived.add(data);
    } else {
      tls.feed(data);
    }
    pump();
  }

  @Override
  public boolean eofReceived() {
    endSeen = true;
    pump();
    return paused && state == State.OPEN; // what the program has not taken yet comes first
  }

  @Override
  public void pauseWriting() throws Exception {
    if (appConnected) {
      app.pauseWriting();
    }
  }

  @Override
  public void resumeWriting() throws Exception {
    if (appConnected) {
      app.resumeWriting();
    }
  }

  @Override
  public void connectionLost(@Nullable Throwable why) {
    State before = state;
    Throwable reason = error != null ? error : why;
    state = State.LOST;
    stopTimer();
    toSend.clear();
    if (before == State.HANDSHAKING) {
      Throwable failure =
          reason != null
              ? reason
              : new ConnectionResetException("Connection lost during the TLS handshake", null);
      if (made != null && !made.done()) {
        made.setException(failure);
      } else if (made == null) {
        Log.say(Level.DEBUG, "TLS handshake failed on " + raw, failure);
      }
      reason = failure;
    }
    if (appConnected) {
      Throwable last = reason;
      soon(() -> app.connectionLost(last));
    }
  }

  // ---------------------------------------------------------------- working through what came

  /** Lets a step use the engine, unless another one is inside. */
  private boolean enter() {
    if (inside) {
      return false;
    }
    inside = true;
    return true;
  }

  private void leave() {
    inside = false;
    if (!arrived.isEmpty()) {
      arrived.forEach(tls::feed);
      arrived.clear();
      soon(this::pump);
    }
  }

  private void pump() {
    if (pumping || inside) {
      return;
    }
    pumping = true;
    try {
      while (mayGoOn() && step()) {}
    } finally {
      pumping = false;
    }
  }

  private boolean mayGoOn() {
    return state != State.LOST && error == null && !(paused && state == State.OPEN);
  }

  private boolean step() {
    ByteBuffer plain = tls.plainBuffer();
    try {
      return step(plain);
    } finally {
      tls.giveBack(plain);
    }
  }

  /** Returns whether there may be more to do. */
  private boolean step(ByteBuffer plain) {
    TlsEngine.Found found;
    if (!enter()) {
      return false;
    }
    try {
      found = tls.next(plain, this::send);
    } catch (SSLException | RuntimeException e) {
      tls.sayWhy(this::send);
      fail(TlsErrors.explained(e, state == State.HANDSHAKING));
      return false;
    } finally {
      leave();
    }
    sendWaiting();
    switch (found) {
      case HANDSHAKEN -> handshaken();
      case PLAIN -> {
        if (state == State.OPEN) {
          deliver(plain.flip());
        }
      }
      case CLOSED -> closeNotifyReceived();
      case HUNGRY -> {
        if (endSeen) {
          ended();
        }
        return false;
      }
    }
    return found != TlsEngine.Found.CLOSED;
  }

  private void handshaken() {
    if (state != State.HANDSHAKING) {
      return;
    }
    stopTimer();
    state = State.OPEN;
    if (!appConnected) {
      appConnected = true;
      try {
        app.connectionMade(transport);
      } catch (Throwable e) {
        report("Exception in protocol.connection_made()", e);
      }
    }
    if (made != null && !made.done()) {
      made.setResult(null);
    }
  }

  private void deliver(ByteBuffer plain) {
    try {
      switch (app) {
        case InlineProtocol inline -> inline.received(plain);
        case BufferedProtocol buffered -> deliverTo(buffered, plain);
        default -> {
          byte[] data = new byte[plain.remaining()];
          plain.get(data);
          ((Protocol) app).dataReceived(data);
        }
      }
    } catch (Throwable e) {
      report("Fatal error: protocol.data_received() call failed.", e);
      fail(e);
    }
  }

  private static void deliverTo(BufferedProtocol to, ByteBuffer plain) throws Exception {
    while (plain.hasRemaining()) {
      ByteBuffer target = to.getBuffer(plain.remaining());
      int count = Math.min(target.remaining(), plain.remaining());
      if (count == 0) {
        throw new IllegalStateException(
            "get_buffer() returned an empty buffer; it must have room for a byte");
      }
      target.put(plain.slice(plain.position(), count));
      plain.position(plain.position() + count);
      to.bufferUpdated(count);
    }
  }

  private void closeNotifyReceived() {
    closeNotifyReceived = true;
    if (state == State.HANDSHAKING) {
      fail(TlsErrors.endedEarly());
    } else if (state == State.OPEN) {
      tellEnd();
      close();
    } else {
      raw().close();
    }
  }

  /** The network has ended without close_notify. */
  private void ended() {
    if (state == State.HANDSHAKING) {
      fail(TlsErrors.endedEarly());
    } else if (state == State.CLOSING) {
      raw().close();
    } else if (options.truncationAllowed()) {
      tellEnd();
      close();
    } else {
      fail(
          new TlsTruncatedException(
              "the other side ended the connection without close_notify: what was received may be"
                  + " cut off; TlsOptions.withTruncationAllowed takes it for an ordinary end"));
    }
  }

  private void tellEnd() {
    try {
      if (app.eofReceived() && !(app instanceof InlineProtocol)) {
        Log.say(
            Level.WARNING,
            "returning true from eof_received() has no effect when using TLS; return false",
            null);
      }
    } catch (Throwable e) {
      report("Fatal error: protocol.eof_received() call failed.", e);
      fail(e);
    }
  }

  // ---------------------------------------------------------------- from above

  private void send(ByteBuffer records) {
    if (raw instanceof Securable socket) {
      socket.writeRecords(records);
    } else {
      raw().write(records);
    }
  }

  /** Encrypts and sends; may be called while the program's protocol is called. */
  void write(ByteBuffer data) {
    if (!data.hasRemaining()) {
      return;
    }
    if (closing()) {
      lateWrites.note(transport);
      return;
    }
    if (inside || !toSend.isEmpty() || !wrap(data)) {
      toSend.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
    }
  }

  /** Returns whether all was taken. */
  private boolean wrap(ByteBuffer data) {
    if (!enter()) {
      return false;
    }
    try {
      tls.wrap(data, this::send);
    } catch (SSLException | RuntimeException e) {
      fail(TlsErrors.explained(e, false));
      data.position(data.limit());
    } finally {
      leave();
    }
    return !data.hasRemaining();
  }

  private void sendWaiting() {
    while (!toSend.isEmpty() && state != State.LOST && wrap(toSend.peek())) {
      toSend.poll();
    }
    if (toSend.isEmpty() && state == State.CLOSING) {
      sendCloseNotify();
    }
  }

  void pauseReading() {
    paused = true;
    if (!closing()) {
      raw().pauseReading();
    }
  }

  void resumeReading() {
    paused = false;
    if (!closing()) {
      raw().resumeReading();
      soon(this::pump); // for what was not taken before the pause
    }
  }

  boolean reading() {
    return !closing() && !paused;
  }

  /** Ends in order: what waits is sent, then close_notify, then the other side's is awaited. */
  void close() {
    if (state == State.HANDSHAKING) {
      abort();
    } else if (state == State.OPEN) {
      state = State.CLOSING;
      sendWaiting();
    }
  }

  private void sendCloseNotify() {
    if (closeNotifySent || error != null) {
      return;
    }
    if (!enter()) {
      return; // who is inside looks again
    }
    closeNotifySent = true;
    try {
      tls.close(this::send);
    } catch (SSLException | RuntimeException e) {
      fail(TlsErrors.explained(e, false));
      return;
    } finally {
      leave();
    }
    if (closeNotifyReceived || endSeen) {
      raw().close();
      return;
    }
    raw().resumeReading();
    Duration limit = options.shutdownTimeout();
    timer =
        after(
            limit,
            () ->
                fail(
                    new TlsTimeoutException(
                        "TLS shutdown timed out: the other side has not answered close_notify for "
                            + seconds(limit)
                            + " on "
                            + raw
                            + "; TlsOptions.withShutdownTimeout gives it more time")));
    soon(this::pump);
  }

  void abort() {
    if (raw != null) {
      raw.abort();
    }
  }

  // ---------------------------------------------------------------- the end

  /** Gives up. An alert that waits is still sent, if the network takes it at once. */
  private void fail(Throwable why) {
    if (error == null) {
      error = why;
    }
    stopTimer();
    Transport connection = raw();
    if (connection.writeBufferSize() > 0) {
      connection.abort();
    } else {
      connection.close();
    }
    if (why instanceof KeyboardInterrupt || why instanceof SystemExit) {
      engine.escape(why);
    }
  }

  private void report(String message, Throwable e) {
    if (!(e instanceof KeyboardInterrupt || e instanceof SystemExit)) {
      engine.report(new ExceptionContext(message, e));
    }
  }

  private void soon(LoopCall.Code code) {
    engine.soon(new LoopCall(code, context, true));
  }

  private Timer after(Duration time, LoopCall.Code code) {
    Timer alarm =
        new Timer(engine.nanoTime() + time.toNanos()) {
          @Override
          protected @Nullable Fiber fire(Engine unused) {
            soon(code);
            return null;
          }
        };
    engine.schedule(alarm);
    return alarm;
  }

  private void stopTimer() {
    Timer running = timer;
    if (running != null) {
      timer = null;
      running.cancel(engine);
    }
  }
}
