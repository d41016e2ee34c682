package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Timer;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.Registration;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.ShutdownReport;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 * A connection counts from when it is accepted until its protocol has heard of its end. While there are
 * as many as allowed, or the system has no descriptor left, the listeners are out of the selector and
 * connections wait in the backlog.
 */
/** A server on listening channels. */
public final class SocketServer implements Server, SelectorPoller.Unclosed {
  private static final long SECOND = 1_000_000_000;

  /** How long to wait after a failed accept. */
  private static final long RETRY_NANOS = SECOND;

  /** Longer than any loop lives, and short enough to count in nanoseconds. */
  private static final long FOREVER_SECONDS = 4_000_000_000L;

  private final SelectorPoller poller;
  private final Engine engine;
  private final ServerOptions options;
  private final Served served;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<SocketAddress> addresses = new ArrayList<>();
  private final List<Future<@Nullable Void>> closedWaiters = new ArrayList<>();
  private final Runnable whenClosed;

  // The loop's thread only, from here on.
  private boolean serving;
  private boolean closed;
  private boolean full;
  private int active;
  private @Nullable Future<@Nullable Void> forever;

  /** What has ended a loop that serves, and so this. */
  private @Nullable Throwable failure;

  /**
   * Makes a server, which does not accept yet.
   *
   * @param poller the loop's selector
   * @param channels the listening channels, non-blocking
   * @param factory makes a protocol for each connection
   * @param others the loops that serve its connections; none for its own
   * @param options how it accepts
   * @param whenClosed what to do when the channels were closed
   */
  SocketServer(
      SelectorPoller poller,
      List<ServerSocketChannel> channels,
      ProtocolFactory factory,
      List<SelectorPoller> others,
      ServerOptions options,
      Runnable whenClosed)
      throws IOException {
    this.poller = poller;
    this.engine = poller.engine();
    this.options = options;
    this.whenClosed = whenClosed;
    Context context = Context.current().copy();
    this.served =
        others.isEmpty()
            ? new Connections(poller, factory, options, context, this::gone)
            : new Spread(others, factory, options, context, this::gone, engine);
    for (ServerSocketChannel each : channels) {
      listeners.add(new Listener(each));
      addresses.add(each.getLocalAddress());
    }
    poller.opened(this);
  }

  // ---------------------------------------------------------------- accepting

  private final class Listener {
    private final ServerSocketChannel channel;
    private final Registration registration;
    private final LoopCall ready = new LoopCall(this::acceptSome, null, true);
    private boolean failing;

    Listener(ServerSocketChannel channel) throws IOException {
      this.channel = channel;
      this.registration = poller.register(channel);
      registration.own(SocketServer.this);
    }

    void listen() {
      registration.reader(serving && !full ? ready : null);
    }

    private void acceptSome() {
      for (int i = 0; i < options.backlog() && serving && !full; i++) {
        try {
          SocketChannel accepted = channel.accept();
          if (accepted == null) {
            return;
          }
          failing = false;
          take(accepted);
        } catch (IOException e) {
          if (channel.isOpen()) {
            pause(e);
          } else {
            close();
          }
          return;
        }
      }
    }

    /** Out of descriptors, most likely: tries again in a while, as asyncio does. */
    private void pause(IOException error) {
      registration.reader(null);
      if (!failing) {
        failing = true;
        engine.report(new ExceptionContext("socket.accept() out of system resource", error));
      }
      engine.schedule(
          new Timer(engine.nanoTime() + RETRY_NANOS) {
            @Override
            protected @Nullable Fiber fire(Engine unused) {
              if (serving) {
                listen();
              }
              return null;
            }
          });
    }
  }

  private void take(SocketChannel accepted) {
    active++;
    limit();
    served.take(accepted);
  }

  /**
   * A loop that serves connections has ended; with an error if it should not have. Without one the
   * server goes on as long as there is another loop.
   */
  void loopEnded(Engine other, @Nullable Throwable error) {
    boolean others = served instanceof Spread spread && spread.ended(other);
    if (error == null) {
      if (!others) {
        close();
      }
    } else if (!closed) {
      failure = error;
      release();
      Future<@Nullable Void> end = forever;
      if (end != null && !end.done()) {
        end.setException(error);
      }
      wakeIfDone();
    }
  }

  private void gone() {
    active--;
    limit();
    wakeIfDone();
  }

  private void limit() {
    boolean now = options.maxConnections() > 0 && active >= options.maxConnections();
    if (now != full) {
      full = now;
      listeners.forEach(Listener::listen);
    }
  }

  // ---------------------------------------------------------------- serving

  @Override
  public void startServing() {
    engine.checkThread("startServing");
    if (closed) {
      throw new IllegalStateException("server " + this + " is closed; start another one");
    }
    if (!serving) {
      serving = true;
      listeners.forEach(Listener::listen);
    }
  }

  @Override
  public void serveForever() {
    engine.checkThread("serveForever");
    if (forever != null) {
      throw new IllegalStateException(
          "server " + this + " is already being awaited on serve_forever(); await waitClosed()");
    }
    if (failure != null) {
      throw Rethrow.undeclared(failure);
    }
    if (closed) {
      throw new IllegalStateException("server " + this + " is closed; start another one");
    }
    startServing();
    Future<@Nullable Void> end = Waiter.create(engine, this::toString);
    forever = end;
    try {
      end.await();
    } catch (CancelledError e) {
      close();
      waitClosed();
      throw e;
    } finally {
      forever = null;
    }
  }

  @Override
  public boolean serving() {
    return serving;
  }

  @Override
  public void close() {
    engine.checkThread("close");
    if (closed) {
      return;
    }
    release();
    Future<@Nullable Void> end = forever;
    if (end != null && !end.done()) {
      end.cancel();
    }
    wakeIfDone();
  }

  private void release() {
    closed = true;
    serving = false;
    for (Listener each : listeners) {
      each.registration.close();
    }
    poller.flush();
    poller.closed(this);
    whenClosed.run();
  }

  @Override
  public String loopCloses() {
    String text = toString();
    release();
    return text;
  }

  private void wakeIfDone() {
    if (closed && active == 0) {
      for (Future<@Nullable Void> each : closedWaiters) {
        if (!each.done()) {
          each.setResult(null);
        }
      }
      closedWaiters.clear();
    }
  }

  @Override
  public void closeClients() {
    engine.checkThread("closeClients");
    served.closeAll();
  }

  @Override
  public void abortClients() {
    engine.checkThread("abortClients");
    served.abortAll();
  }

  @Override
  public void waitClosed() {
    engine.checkThread("waitClosed");
    if (closed && active == 0) {
      return;
    }
    Future<@Nullable Void> waiter = Waiter.create(engine, this::toString);
    closedWaiters.add(waiter);
    try {
      waiter.await();
    } finally {
      closedWaiters.remove(waiter);
    }
  }

  @Override
  public ShutdownReport shutdown(Duration deadline) {
    if (deadline.isNegative()) {
      throw new IllegalArgumentException("deadline: " + deadline + " (expected: zero or more)");
    }
    engine.checkThread("shutdown");
    long start = engine.nanoTime();
    int before = active;
    close();
    int aborted = 0;
    try {
      if (active > 0) {
        awaitLast(
            start + Math.min(deadline.getSeconds(), FOREVER_SECONDS) * SECOND + deadline.getNano());
      }
    } finally {
      aborted = active;
      abortClients();
    }
    waitClosed();
    Duration took = Duration.ofNanos(engine.nanoTime() - start);
    return new ShutdownReport(before - aborted, aborted, took);
  }

  /** Waits until the last connection has ended, or time is up. */
  private void awaitLast(long whenNanos) {
    Future<@Nullable Void> waiter = Waiter.create(engine, this::toString);
    closedWaiters.add(waiter);
    Timer alarm =
        new Timer(whenNanos) {
          @Override
          protected @Nullable Fiber fire(Engine unused) {
            if (!waiter.done()) {
              waiter.setResult(null);
            }
            return null;
          }
        };
    engine.schedule(alarm);
    try {
      waiter.await();
    } finally {
      alarm.cancel(engine);
      closedWaiters.remove(waiter);
    }
  }

  // ---------------------------------------------------------------- questions

  @Override
  public int connections() {
    return active;
  }

  @Override
  public List<SocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public EventLoop loop() {
    return engine.loop();
  }

  @Override
  public String toString() {
    String state = closed ? "closed" : serving ? "serving" : "made";
    return String.format(Locale.ROOT, "<Server %s %s connections=%d>", state, listening(), active);
  }

  private String listening() {
    List<String> texts = new ArrayList<>();
    for (SocketAddress each : addresses) {
      texts.add(each instanceof InetSocketAddress ? each.toString() : "unix:" + each);
    }
    return String.join(", ", texts);
  }
}
