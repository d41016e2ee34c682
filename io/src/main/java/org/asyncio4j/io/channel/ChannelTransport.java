package org.asyncio4j.io.channel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.io.selector.IoReady;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.Registration;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.BaseProtocol;
import org.asyncio4j.io.transport.BaseTransport;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.WriteBufferLimits;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/**
 * What transports on channels have in common: the protocol and how it is called, flow control, the
 * end.
 *
 * <pre>
 *   OPEN --close, nothing to send--> ENDING --next turn: connectionLost--> LOST
 *    | \--close--> FLUSHING --all is sent: connectionLost--------------------^
 *    \--abort, error--> ENDING (also from FLUSHING)
 * </pre>
 */
abstract class ChannelTransport implements BaseTransport, SelectorPoller.Unclosed {
  private enum State {
    OPEN,
    FLUSHING,
    ENDING,
    LOST
  }

  final SelectorPoller poller;
  final Engine engine;
  final Registration registration;

  /** In which context the protocol's methods run. */
  private final Context context;

  private final SelectableChannel channel;
  private final @Nullable SocketAddress peername;
  private final @Nullable SocketAddress sockname;

  // The loop's thread only, from here on.
  private State state = State.OPEN;
  private WriteBufferLimits limits = new WriteBufferLimits(16 * 1024, 64 * 1024);
  private boolean writingPaused;
  private final LateWrites lateWrites = new LateWrites();

  ChannelTransport(
      SelectorPoller poller,
      SelectableChannel channel,
      @Nullable SocketAddress peername,
      Context context)
      throws IOException {
    this.poller = poller;
    this.engine = poller.engine();
    this.channel = channel;
    this.context = context;
    this.peername = peername;
    this.sockname = channel instanceof NetworkChannel net ? net.getLocalAddress() : null;
    this.registration = poller.register(channel);
    registration.own(this);
    poller.opened(this);
  }

  // ---------------------------------------------------------------- what differs

  /** Returns the protocol. */
  abstract BaseProtocol currentProtocol();

  /** Tells whether the protocol is the library's own and runs no user's code. */
  abstract boolean inline();

  /** Drops what waits to be sent. */
  abstract void dropQueue();

  /** The protocol has heard of the end and the channel is closed. */
  abstract void ended();

  // ---------------------------------------------------------------- steps

  /** A step that calls the protocol. */
  final class Step extends IoReady {
    private final LoopCall.Code code;

    Step(LoopCall.Code code) {
      this.code = code;
    }

    @Override
    protected boolean runsWhenClosed() {
      return true;
    }

    @Override
    protected @Nullable Fiber run(Engine unused) {
      return inline() ? runHere(engine) : engine.onRunner(this);
    }

    @Override
    protected void runUserCode(Engine unused, Fiber fiber) {
      if (inline()) {
        super.runUserCode(unused, fiber);
        return;
      }
      fiber.context = context;
      try {
        runLibrary(engine);
      } finally {
        fiber.context = null;
      }
    }

    @Override
    protected void runLibrary(Engine unused) {
      try {
        code.run();
      } catch (KeyboardInterrupt | SystemExit e) {
        engine.escape(e);
      } catch (Throwable e) {
        engine.report(new ExceptionContext("Exception in callback " + this, e));
      }
    }

    @Override
    public String toString() {
      return "<Handle of " + ChannelTransport.this + ">";
    }
  }

  /** Runs a step in the next turn. */
  final void soon(LoopCall.Code code) {
    engine.soon(new Step(code));
  }

  // ---------------------------------------------------------------- state

  final boolean lost() {
    return state == State.ENDING || state == State.LOST;
  }

  final boolean flushing() {
    return state == State.FLUSHING;
  }

  @Override
  public final boolean closing() {
    return state != State.OPEN;
  }

  @Override
  public final void close() {
    engine.checkThread("close");
    if (state != State.OPEN) {
      return;
    }
    registration.reader(null);
    if (writeBufferSize() > 0) {
      state = State.FLUSHING;
    } else {
      end(null);
    }
  }

  @Override
  public final void abort() {
    engine.checkThread("abort");
    forceClose(null);
  }

  /** Drops what waits to be sent and ends. */
  final void forceClose(@Nullable Throwable error) {
    if (!lost()) {
      dropQueue();
      registration.reader(null);
      registration.writer(null);
      end(error);
    }
  }

  private void end(@Nullable Throwable error) {
    state = State.ENDING;
    soon(() -> connectionLost(error));
  }

  /** Tells the protocol, then closes the channel. Where the protocol may be called. */
  final void connectionLost(@Nullable Throwable error) throws Exception {
    if (state == State.LOST) {
      return;
    }
    state = State.LOST;
    try {
      currentProtocol().connectionLost(error);
    } finally {
      release();
    }
  }

  private void release() {
    registration.close();
    poller.closed(this);
    ended();
  }

  /** Tells whether a program that has not closed it has forgotten that. */
  boolean closedByProgram() {
    return true;
  }

  @Override
  public final String loopCloses() {
    boolean forgotten = state == State.OPEN && closedByProgram();
    state = State.LOST;
    dropQueue();
    registration.close();
    return forgotten ? toString() : "";
  }

  /** An error that ends the connection. Those of the socket are no news for the handler. */
  final void fatal(Throwable error, String message) {
    if (error instanceof IOException) {
      if (engine.debug()) {
        Log.say(Level.DEBUG, message + ": " + this, error);
      }
    } else {
      engine.report(new ExceptionContext(message, error));
    }
    forceClose(error);
  }

  /** A method of the protocol that takes data has thrown: the connection ends. */
  final void fatalProtocol(Throwable error, String method) {
    if (error instanceof KeyboardInterrupt || error instanceof SystemExit) {
      engine.escape(error);
    } else {
      engine.report(
          new ExceptionContext("Fatal error: protocol." + method + "() call failed.", error));
    }
    forceClose(error);
  }

  /** Returns whether a write makes sense: not on a lost connection, where it passes in silence. */
  final boolean mayWrite() {
    return mayWrite(!lost());
  }

  final boolean mayWrite(boolean open) {
    if (open) {
      return true;
    }
    lateWrites.note(this);
    return false;
  }

  // ---------------------------------------------------------------- flow control

  @Override
  public final void setWriteBufferLimits(int high, int low) {
    engine.checkThread("setWriteBufferLimits");
    limits = new WriteBufferLimits(low, high);
    maybePauseWriting();
  }

  @Override
  public final WriteBufferLimits writeBufferLimits() {
    return limits;
  }

  final void maybePauseWriting() {
    if (!writingPaused && writeBufferSize() > limits.high()) {
      writingPaused = true;
      callFlow("pause_writing");
    }
  }

  final void maybeResumeWriting() {
    if (writingPaused && writeBufferSize() <= limits.low()) {
      writingPaused = false;
      callFlow("resume_writing");
    }
  }

  private void callFlow(String method) {
    try {
      if (writingPaused) {
        currentProtocol().pauseWriting();
      } else {
        currentProtocol().resumeWriting();
      }
    } catch (KeyboardInterrupt | SystemExit e) {
      engine.escape(e);
    } catch (Throwable e) {
      engine.report(new ExceptionContext("protocol." + method + "() failed", e));
    }
  }

  // ---------------------------------------------------------------- questions

  @Override
  public final <T> @Nullable T getExtraInfo(ExtraInfo<T> key) {
    Object value =
        switch (key.name()) {
          case "peername" -> peername;
          case "sockname" -> sockname;
          case "socket" -> channel;
          default -> null;
        };
    return value == null ? null : key.type().cast(value);
  }

  @Override
  public final String toString() {
    return "<"
        + getClass().getSimpleName()
        + " "
        + state.name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + what()
        + ">";
  }

  /** Names the ends. */
  String what() {
    return sockname + (peername == null ? "" : " to " + peername);
  }
}
