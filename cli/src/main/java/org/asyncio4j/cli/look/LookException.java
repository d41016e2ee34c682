package org.asyncio4j.cli.look;

/** A process cannot be looked into, or has no such task; the message is for the user. */
public final class LookException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Exit code: the process cannot be looked into. */
  public static final int NO_ENTRY = 3;

  /** Exit code: it can, and what was asked for failed. */
  public static final int FAILED = 1;

  private final int code;

  LookException(int code, String message) {
    super(message);
    this.code = code;
  }

  static LookException noEntry(String message) {
    return new LookException(NO_ENTRY, message);
  }

  static LookException failed(String message) {
    return new LookException(FAILED, message);
  }

  /**
   * Returns the exit code.
   *
   * @return 1 or 3
   */
  public int code() {
    return code;
  }
}
