package org.asyncio4j.io.transport;

import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A connection has broken: the other side has reset it, or it was aborted while somebody used it.
 *
 * <p>{@code ConnectionResetError}, {@code BrokenPipeError} and {@code ConnectionAbortedError},
 * 3.14.
 */
public final class ConnectionResetException extends SocketException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what has happened
   * @param cause what the system has said, or null
   */
  public ConnectionResetException(String message, @Nullable Throwable cause) {
    super(message);
    if (cause != null) {
      initCause(cause);
    }
  }
}
