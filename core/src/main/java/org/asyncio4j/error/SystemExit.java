package org.asyncio4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a program that wants to end. Ends the loop in which it is thrown: it leaves {@code run}
 * as it is.
 *
 * <p>Python's {@code SystemExit}, 3.14; an {@link Error} as it is a {@code BaseException} there.
 * The {@code asyncio} launcher ends the process with {@link #code()}; a plain JVM shows it like any
 * other error.
 */
public final class SystemExit extends Error {
  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * Makes one with an exit code.
   *
   * @param code the exit code of the process, 0 to 255
   */
  public SystemExit(int code) {
    super(Integer.toString(code));
    this.code = code;
  }

  /**
   * Makes one with a message; its exit code is 1.
   *
   * @param message the message, or null for none
   */
  public SystemExit(@Nullable String message) {
    super(message);
    this.code = 1;
  }

  /**
   * Returns the exit code.
   *
   * @return the exit code of the process
   */
  public int code() {
    return code;
  }
}
