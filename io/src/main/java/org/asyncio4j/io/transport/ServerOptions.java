package org.asyncio4j.io.transport;

import org.jspecify.annotations.Nullable;

/**
 * How a server listens.
 *
 * @param backlog how many connections the system keeps until they are accepted; also how many are
 *     accepted in one turn of the loop at most
 * @param reusePort whether several servers may listen on one port
 * @param keepAlive whether accepted connections ask for signs of life
 * @param startServing whether it accepts from the start
 * @param maxConnections how many connections it has at most; further ones wait in the backlog; zero
 *     for any number
 * @param limit bytes that a stream reader buffers for a line; it stops receiving at twice that
 * @param cleanupSocket whether the path of a Unix socket is removed when the server closes, if it
 *     is still the server's own
 * @param tls how connections are secured; null for not at all
 */
public record ServerOptions(
    int backlog,
    boolean reusePort,
    boolean keepAlive,
    boolean startServing,
    int maxConnections,
    int limit,
    boolean cleanupSocket,
    @Nullable TlsOptions tls) {
  private static final ServerOptions DEFAULTS =
      new ServerOptions(100, false, false, true, 0, 64 * 1024, true, null);

  /** Checks the parts. */
  public ServerOptions {
    if (backlog <= 0) {
      throw new IllegalArgumentException("backlog: " + backlog + " (expected: > 0)");
    }
    if (maxConnections < 0) {
      throw new IllegalArgumentException(
          "maxConnections: " + maxConnections + " (expected: >= 0; 0 for any number)");
    }
    if (limit <= 0) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
    }
  }

  /**
   * Returns a backlog of 100, own port, no keep-alive, serving from the start, any number of
   * connections, 64 KiB, clean up, no TLS.
   *
   * @return the defaults
   */
  public static ServerOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another backlog.
   *
   * @param count more than zero
   * @return new options
   */
  public ServerOptions withBacklog(int count) {
    return new ServerOptions(
        count, reusePort, keepAlive, startServing, maxConnections, limit, cleanupSocket, tls);
  }

  /**
   * Returns these options with sharing of the port on or off.
   *
   * @param on whether several servers may listen on it
   * @return new options
   */
  public ServerOptions withReusePort(boolean on) {
    return new ServerOptions(
        backlog, on, keepAlive, startServing, maxConnections, limit, cleanupSocket, tls);
  }

  /**
   * Returns these options with keep-alive on or off.
   *
   * @param on whether connections ask for signs of life
   * @return new options
   */
  public ServerOptions withKeepAlive(boolean on) {
    return new ServerOptions(
        backlog, reusePort, on, startServing, maxConnections, limit, cleanupSocket, tls);
  }

  /**
   * Returns these options with serving from the start or not.
   *
   * @param on whether it accepts from the start
   * @return new options
   */
  public ServerOptions withStartServing(boolean on) {
    return new ServerOptions(
        backlog, reusePort, keepAlive, on, maxConnections, limit, cleanupSocket, tls);
  }

  /**
   * Returns these options with a limit of connections.
   *
   * @param count at least zero; zero for any number
   * @return new options
   */
  public ServerOptions withMaxConnections(int count) {
    return new ServerOptions(
        backlog, reusePort, keepAlive, startServing, count, limit, cleanupSocket, tls);
  }

  /**
   * Returns these options with another limit of a stream reader.
   *
   * @param bytes the limit, more than zero
   * @return new options
   */
  public ServerOptions withLimit(int bytes) {
    return new ServerOptions(
        backlog, reusePort, keepAlive, startServing, maxConnections, bytes, cleanupSocket, tls);
  }

  /**
   * Returns these options with the removal of a Unix socket's path on or off.
   *
   * @param on whether the path is removed
   * @return new options
   */
  public ServerOptions withCleanupSocket(boolean on) {
    return new ServerOptions(
        backlog, reusePort, keepAlive, startServing, maxConnections, limit, on, tls);
  }

  /**
   * Returns these options with TLS.
   *
   * @param options how, or null for no TLS
   * @return new options
   */
  public ServerOptions withTls(@Nullable TlsOptions options) {
    return new ServerOptions(
        backlog, reusePort, keepAlive, startServing, maxConnections, limit, cleanupSocket, options);
  }
}
