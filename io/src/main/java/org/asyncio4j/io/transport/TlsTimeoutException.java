package org.asyncio4j.io.transport;

import javax.net.ssl.SSLException;

/**
 * The other side has taken too long for a TLS handshake, or to answer close_notify.
 *
 * <p>{@code ConnectionAbortedError} and {@code TimeoutError} of asyncio's TLS, 3.14.
 */
public final class TlsTimeoutException extends SSLException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what has happened
   */
  public TlsTimeoutException(String message) {
    super(message);
  }
}
