package org.asyncio4j.io.transport;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is secured.
 *
 * {@snippet :
 * // a client that trusts what the JDK trusts
 * openConnection("example.org", 443, ConnectOptions.defaults().withTls(TlsOptions.defaults()));
 *
 * // a server with the certificate and the key of an SSLContext
 * startServer(handler, List.of(), 8443, ServerOptions.defaults().withTls(TlsOptions.of(context)));
 * }
 *
 * <p>{@code ssl=}, {@code server_hostname=}, {@code ssl_handshake_timeout=} and {@code
 * ssl_shutdown_timeout=} of asyncio, and what {@code ssl.SSLContext} says there, 3.14.
 *
 * @param context trusted certificates, own certificates and keys; null for the JDK's default, which
 *     has no certificate of its own
 * @param serverHostname the name that a client asks for (SNI) and that the server's certificate
 *     must have; null for the host that it connects to. Without meaning at a server
 * @param checkHostname whether a client checks that name; off only for tests, since anybody who has
 *     any trusted certificate may be at the other end then
 * @param applicationProtocols what both sides may agree on (ALPN), such as {@code h2}, best first;
 *     none for no agreement
 * @param clientAuth what a server asks of its clients
 * @param protocols TLS versions, such as {@code TLSv1.3}
 * @param handshakeTimeout how long a handshake may take, more than zero
 * @param shutdownTimeout how long to wait for the other side's close_notify, more than zero
 * @param truncationAllowed whether an end without close_notify is an ordinary one; only for
 *     protocols that know by themselves where a message ends
 */
public record TlsOptions(
    @Nullable SSLContext context,
    @Nullable String serverHostname,
    boolean checkHostname,
    List<String> applicationProtocols,
    ClientAuth clientAuth,
    List<String> protocols,
    Duration handshakeTimeout,
    Duration shutdownTimeout,
    boolean truncationAllowed) {
  private static final TlsOptions DEFAULTS =
      new TlsOptions(
          null,
          null,
          true,
          List.of(),
          ClientAuth.NONE,
          List.of("TLSv1.3", "TLSv1.2"),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          false);

  /** Checks the parts. */
  public TlsOptions {
    Objects.requireNonNull(clientAuth, "clientAuth");
    applicationProtocols = List.copyOf(applicationProtocols);
    protocols = List.copyOf(protocols);
    if (protocols.isEmpty()) {
      throw new IllegalArgumentException(
          "protocols: none (expected: at least one, such as TLSv1.3)");
    }
    checkTimeout("handshakeTimeout", handshakeTimeout);
    checkTimeout("shutdownTimeout", shutdownTimeout);
  }

  private static void checkTimeout(String name, Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(name + ": " + timeout + " (expected: more than zero)");
    }
  }

  /**
   * Returns the JDK's context, names checked, no ALPN, no certificate of clients, TLS 1.3 and 1.2,
   * 60 s for a handshake, 30 s for a shutdown, no truncation.
   *
   * @return the defaults
   */
  public static TlsOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the defaults with a context.
   *
   * @param context trusted certificates, own certificates and keys
   * @return new options
   */
  public static TlsOptions of(SSLContext context) {
    return DEFAULTS.withContext(Objects.requireNonNull(context, "context"));
  }

  /**
   * Returns these options with another context.
   *
   * @param newContext the context, or null for the JDK's
   * @return new options
   */
  public TlsOptions withContext(@Nullable SSLContext newContext) {
    return new TlsOptions(
        newContext,
        serverHostname,
        checkHostname,
        applicationProtocols,
        clientAuth,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with a name for SNI and the check of the certificate.
   *
   * @param name the name, or null for the host that the client connects to
   * @return new options
   */
  public TlsOptions withServerHostname(@Nullable String name) {
    return new TlsOptions(
        context,
        name,
        checkHostname,
        applicationProtocols,
        clientAuth,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with the check of the server's name on or off.
   *
   * @param on whether a client checks it
   * @return new options
   */
  public TlsOptions withCheckHostname(boolean on) {
    return new TlsOptions(
        context,
        serverHostname,
        on,
        applicationProtocols,
        clientAuth,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with protocols to agree on (ALPN).
   *
   * @param names their names, best first
   * @return new options
   */
  public TlsOptions withApplicationProtocols(String... names) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        List.of(names),
        clientAuth,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with another demand on clients.
   *
   * @param demand what a server asks of them
   * @return new options
   */
  public TlsOptions withClientAuth(ClientAuth demand) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        applicationProtocols,
        demand,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with other TLS versions.
   *
   * @param names such as {@code TLSv1.3}
   * @return new options
   */
  public TlsOptions withProtocols(String... names) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        applicationProtocols,
        clientAuth,
        List.of(names),
        handshakeTimeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with another limit of a handshake's time.
   *
   * @param timeout more than zero
   * @return new options
   */
  public TlsOptions withHandshakeTimeout(Duration timeout) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        applicationProtocols,
        clientAuth,
        protocols,
        timeout,
        shutdownTimeout,
        truncationAllowed);
  }

  /**
   * Returns these options with another limit of a shutdown's time.
   *
   * @param timeout more than zero
   * @return new options
   */
  public TlsOptions withShutdownTimeout(Duration timeout) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        applicationProtocols,
        clientAuth,
        protocols,
        handshakeTimeout,
        timeout,
        truncationAllowed);
  }

  /**
   * Returns these options with an end without close_notify allowed or not.
   *
   * @param allowed whether it is an ordinary end
   * @return new options
   */
  public TlsOptions withTruncationAllowed(boolean allowed) {
    return new TlsOptions(
        context,
        serverHostname,
        checkHostname,
        applicationProtocols,
        clientAuth,
        protocols,
        handshakeTimeout,
        shutdownTimeout,
        allowed);
  }
}
