package org.asyncio4j.io.stream;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.channel.InlineProtocol;
import org.asyncio4j.io.channel.SocketTransport;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/*
 * The loop reaches transport and protocol, the protocol only weakly its reader, the reader its writer. So
 * a connection whose reader and writer the program has dropped is found by the collector, and closed: see
 * StreamWriter.
 */
/** Between a transport and a reader: feeds the one from the other, and lets writers wait. */
final class StreamProtocol implements InlineProtocol, StreamLink {
  private final Engine engine;
  private final WeakReference<StreamReader> reader;
  private final @Nullable ClientConnected handler;
  private final Context context;

  /** Held until the handler has it. */
  private @Nullable StreamReader unclaimed;

  // The loop's thread only, from here on.
  private @Nullable Transport transport;
  private boolean writingPaused;
  private boolean lost;
  private @Nullable Throwable lostBy;
  private final List<Future<@Nullable Void>> drainers = new ArrayList<>(0);
  private final List<Future<@Nullable Void>> closers = new ArrayList<>(0);

  /**
   * Makes one.
   *
   * @param limit the reader's
   * @param handler what serves the connection, or null at the client's side
   * @param context in a copy of which it does so
   */
  StreamProtocol(Engine engine, int limit, @Nullable ClientConnected handler, Context context) {
    this.engine = engine;
    this.handler = handler;
    this.context = context;
    StreamReader made = new StreamReader(this, limit);
    this.unclaimed = made;
    this.reader = new WeakReference<>(made);
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Gives the reader away, once, and keeps it alive no longer. */
  StreamReader claim() {
    StreamReader mine = unclaimed;
    if (mine == null) {
      throw new IllegalStateException("a stream's reader was claimed twice");
    }
    unclaimed = null;
    return mine;
  }

  // ---------------------------------------------------------------- from the transport

  @Override
  public void connectionMade(Transport made) {
    transport = made;
    ClientConnected code = handler;
    if (code == null) {
      return;
    }
    StreamReader in = claim();
    StreamWriter out = new StreamWriter(made, this, in);
    if (engine.loop().taskFactory() == null) {
      serve(code, in, out);
    } else {
      engine.soon(new LoopCall(() -> serve(code, in, out), context)); // it is a user's code
    }
  }

  private void serve(ClientConnected code, StreamReader in, StreamWriter out) {
    TaskOptions options = TaskOptions.defaults().withContext(context.copy());
    engine
        .loop()
        .createTask(() -> code.handle(in, out), options)
        .addDoneCallback(this::handlerEnded, context);
  }

  private void handlerEnded(Future<@Nullable Void> task) {
    Transport mine = transport;
    if (task.cancelled()) {
      close(mine);
      return;
    }
    Throwable error = task.exception();
    if (error != null) {
      engine.report(
          new ExceptionContext("Unhandled exception in client_connected_cb", error)
              .withFuture(task));
      close(mine);
    }
  }

  private static void close(@Nullable Transport mine) {
    if (mine != null) {
      mine.close();
    }
  }

  @Override
  public boolean willRead() {
    StreamReader to = reader.get();
    return to != null && to.willRead();
  }

  @Override
  public @Nullable ByteBuffer target() {
    StreamReader to = reader.get();
    return to == null ? null : to.target();
  }

  @Override
  public void receivedInTarget(int count) {
    StreamReader to = reader.get();
    if (to != null) {
      to.movedToTarget(count);
    }
  }

  @Override
  public void received(ByteBuffer data) {
    StreamReader to = reader.get();
    if (to != null) {
      to.feedData(data);
    }
  }

  @Override
  public boolean eofReceived() {
    StreamReader to = reader.get();
    if (to != null) {
      to.feedEof();
    }
    return true;
  }

  @Override
  public void connectionLost(@Nullable Throwable error) {
    lost = true;
    lostBy = error;
    StreamReader to = reader.get();
    if (to != null) {
      if (error == null) {
        to.feedEof();
      } else {
        to.setException(error);
      }
    }
    for (Future<@Nullable Void> each : drainers) {
      if (!each.done()) {
        if (error == null) {
          each.setResult(null);
        } else {
          each.setException(error);
        }
      }
    }
    for (Future<@Nullable Void> each : closers) {
      if (!each.done()) {
        if (error == null) {
          each.setResult(null);
        } else {
          each.setException(error);
        }
      }
    }
    drainers.clear();
    closers.clear();
  }

  @Override
  public void pauseWriting() {
    writingPaused = true;
  }

  @Override
  public void resumeWriting() {
    writingPaused = false;
    for (Future<@Nullable Void> each : drainers) {
      if (!each.done()) {
        each.setResult(null);
      }
    }
    drainers.clear();
  }

  // ---------------------------------------------------------------- from reader and writer

  /** Whether this is the side that was connected to. */
  boolean serverSide() {
    return handler != null;
  }

  /** The connection was secured. */
  void replaceTransport(Transport secured) {
    transport = secured;
  }

  @Override
  public void pauseReading() {
    Transport mine = transport;
    if (mine != null) {
      mine.pauseReading();
    }
  }

  @Override
  public void resumeReading() {
    Transport mine = transport;
    if (mine != null) {
      mine.resumeReading();
    }
  }

  @Override
  public void close() {
    close(transport);
  }

  @Override
  public boolean readNow() {
    return transport instanceof SocketTransport socket && socket.readNow();
  }

  @Override
  public void drain() throws ConnectionResetException {
    if (lost) {
      throw new ConnectionResetException("Connection lost", lostBy);
    }
    if (!writingPaused) {
      return;
    }
    Future<@Nullable Void> waiter = Waiter.create(engine, () -> "<drain of " + this + ">");
    drainers.add(waiter);
    try {
      waiter.await();
    } finally {
      drainers.remove(waiter);
    }
  }

  @Override
  public void waitClosed() throws java.io.IOException {
    if (lost) {
      if (lostBy instanceof java.io.IOException io) {
        throw io;
      }
      return;
    }
    Future<@Nullable Void> waiter = Waiter.create(engine, () -> "<end of " + this + ">");
    closers.add(waiter);
    try {
      waiter.await();
    } finally {
      closers.remove(waiter);
    }
  }

  @Override
  public String toString() {
    return transport == null ? "<stream without transport>" : transport.toString();
  }
}
