package org.asyncio4j.io.channel;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ClientAuth;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Sets up TLS for one side of a connection. */
public final class Tls {
  private Tls() {}

  /** Returns an engine for the side that connects. */
  static TlsEngine client(SelectorPoller poller, TlsOptions options, @Nullable String host)
      throws IOException {
    String name = options.serverHostname() != null ? options.serverHostname() : host;
    if (name == null && options.checkHostname()) {
      throw new IllegalArgumentException(
          "serverHostname: none (expected: the name in the server's certificate, since there is no"
              + " host to take it from); set TlsOptions.withServerHostname");
    }
    SSLEngine engine =
        name == null
            ? context(options).createSSLEngine()
            : context(options).createSSLEngine(name, -1);
    engine.setUseClientMode(true);
    SSLParameters parameters = parameters(engine, options);
    if (name != null && isHostName(name)) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    if (options.checkHostname()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return new TlsEngine(engine, poller.scratch());
  }

  /** Returns an engine for the side that was connected to. */
  static TlsEngine server(SelectorPoller poller, TlsOptions options) throws IOException {
    SSLEngine engine = context(options).createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = parameters(engine, options);
    if (options.clientAuth() == ClientAuth.NEED) {
      parameters.setNeedClientAuth(true);
    } else if (options.clientAuth() == ClientAuth.WANT) {
      parameters.setWantClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return new TlsEngine(engine, poller.scratch());
  }

  private static SSLParameters parameters(SSLEngine engine, TlsOptions options) {
    SSLParameters parameters = engine.getSSLParameters();
    List<String> supported = List.of(engine.getSupportedProtocols());
    for (String each : options.protocols()) {
      if (!supported.contains(each)) {
        throw new IllegalArgumentException(
            "protocols: " + each + " (expected: some of " + String.join(", ", supported) + ")");
      }
    }
    parameters.setProtocols(options.protocols().toArray(String[]::new));
    parameters.setApplicationProtocols(options.applicationProtocols().toArray(String[]::new));
    return parameters;
  }

  private static SSLContext context(TlsOptions options) throws IOException {
    try {
      return options.context() != null ? options.context() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(
          "the JDK's default SSLContext cannot be made; give one of your own: TlsOptions.of", e);
    }
  }

  /** SNI has no addresses. */
  private static boolean isHostName(String name) {
    return name.indexOf(':') < 0 && !name.matches("[0-9.]+");
  }

  /**
   * Says that a connection belongs to the TLS above it.
   *
   * @param what what was tried
   * @param transport the connection
   * @return what to throw
   */
  static IllegalStateException below(String what, Transport transport) {
    return new IllegalStateException(
        "unable to "
            + what
            + "; startTls has begun on "
            + transport
            + ": await it, then use the secured transport, which alone may send");
  }

  /**
   * Secures a connection that is there. Suspends the current task until the handshake is done.
   *
   * @param poller the loop's selector
   * @param raw the connection; nobody may use it any more
   * @param protocol the program's protocol, which has the connection already
   * @param options how
   * @param server whether this is the server's side
   * @param early takes bytes that have arrived already and belong to the handshake
   * @return the secured connection
   * @throws IOException if the handshake fails; the connection is closed then
   * @throws IllegalStateException if it cannot send, or is being secured already
   */
  public static Transport start(
      SelectorPoller poller,
      Transport raw,
      ConnectionProtocol protocol,
      TlsOptions options,
      boolean server,
      Supplier<byte[]> early)
      throws IOException {
    TlsEngine engine = server ? server(poller, options) : client(poller, options, null);
    if (raw.closing()) {
      throw new ConnectionResetException("startTls: the connection is closing: " + raw, null);
    }
    if (raw instanceof Securable socket) {
      socket.giveToTls();
    }
    raw.pauseReading();
    Future<@Nullable Void> made =
        Waiter.create(poller.engine(), () -> "<TLS handshake on " + raw + ">");
    Context context = Context.current().copy();
    TlsProtocol tls = new TlsProtocol(poller.engine(), context, engine, protocol, options, made);
    tls.upgrade(early.get());
    raw.setProtocol(tls);
    poller.engine().soon(new LoopCall(() -> tls.connectionMade(raw), context));
    poller.engine().soon(new LoopCall(raw::resumeReading, null));
    try {
      made.await();
    } catch (Throwable e) {
      raw.abort();
      throw e;
    }
    return tls.transport();
  }
}
