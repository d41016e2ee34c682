package org.asyncio4j.io.channel;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/**
 * A server's connections on one loop. The loop's thread only, except {@link #take}.
 *
 * <p>Each connection that was taken is given back once: when its protocol has heard of its end, or
 * when it could not be begun.
 */
final class Connections implements Served {
  private final SelectorPoller poller;
  private final Engine engine;
  private final ServerOptions options;
  private final ProtocolFactory factory;
  private final @Nullable Context factoryContext;
  private final Context context;
  private final Runnable gone;
  private final Set<SocketTransport> transports = new LinkedHashSet<>();

  /** How often all were closed or aborted, which reaches those too that have not begun yet. */
  private int sweeps;

  /**
   * Makes it, empty. Any thread.
   *
   * @param poller the loop's selector
   * @param factory makes a protocol for each connection
   * @param options how they are served
   * @param context in a copy of which protocols run
   * @param gone what to do when a connection has ended
   */
  Connections(
      SelectorPoller poller,
      ProtocolFactory factory,
      ServerOptions options,
      Context context,
      Runnable gone) {
    this.poller = poller;
    this.engine = poller.engine();
    this.factory = factory;
    this.options = options;
    this.context = context;
    this.factoryContext = factory.inline() ? null : context;
    this.gone = gone;
  }

  Engine engine() {
    return engine;
  }

  /**
   * Begins a connection in the next turn. Any thread.
   *
   * @param accepted the channel, from now on this loop's; closed if the loop is
   */
  @Override
  public void take(SocketChannel accepted) {
    if (engine.onLoopThread()) {
      int before = sweeps;
      engine.soon(call(accepted, () -> begin(accepted, before)));
    } else {
      engine.soonThreadsafe(call(accepted, () -> begin(accepted, sweeps))); // in order with sweeps
    }
  }

  private LoopCall call(SocketChannel accepted, LoopCall.Code begin) {
    return new LoopCall(begin, factoryContext) {
      @Override
      protected void drop(Engine closing) {
        closeQuietly(accepted);
      }
    };
  }

  private static void closeQuietly(SocketChannel accepted) {
    try {
      accepted.close();
    } catch (IOException e) {
      Log.say(Level.DEBUG, "Closing a connection failed that nobody has served", e);
    }
  }

  private void begin(SocketChannel accepted, int before) throws IOException {
    boolean attached = false;
    try {
      accepted.configureBlocking(false);
      if (options.keepAlive()) {
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      }
      ConnectionProtocol made = before == sweeps ? protocol() : null;
      if (made != null && before == sweeps) { // the program's factory may have let time pass
        SocketTransport.start(poller, accepted, made, this, context, null);
        attached = true;
      }
    } catch (IOException e) {
      if (engine.debug()) {
        Log.say(Level.DEBUG, "A connection was gone before it was taken", e);
      }
    } catch (Exception e) {
      engine.report(new ExceptionContext("Error on transport creation for incoming connection", e));
    } finally {
      if (!attached) {
        closeQuietly(accepted);
        gone.run();
      }
    }
  }

  private ConnectionProtocol protocol() throws IOException {
    ConnectionProtocol made = factory.make(engine);
    TlsOptions tls = options.tls();
    return tls == null
        ? made
        : new TlsProtocol(engine, context, Tls.server(poller, tls), made, tls, null);
  }

  void attach(SocketTransport transport) {
    transports.add(transport);
  }

  void detach(SocketTransport transport) {
    if (transports.remove(transport)) {
      gone.run();
    }
  }

  @Override
  public void closeAll() {
    sweeps++;
    for (SocketTransport each : List.copyOf(transports)) {
      if (each.protocol() instanceof TlsProtocol tls && tls.begun()) {
        tls.close();
      } else {
        each.close();
      }
    }
  }

  @Override
  public void abortAll() {
    sweeps++;
    List.copyOf(transports).forEach(Transport::abort);
  }
}
