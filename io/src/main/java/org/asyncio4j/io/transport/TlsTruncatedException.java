package org.asyncio4j.io.transport;

import javax.net.ssl.SSLException;

/**
 * A TLS connection has ended without its close_notify: what was received may be cut off, by an
 * attacker too.
 *
 * <p>{@code ssl.SSLEOFError}, 3.14.
 */
public final class TlsTruncatedException extends SSLException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what has happened
   */
  public TlsTruncatedException(String message) {
    super(message);
  }
}
