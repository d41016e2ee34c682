package org.asyncio4j.io.stream;

import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/**
 * The stream has ended before a read was complete.
 *
 * <p>{@code asyncio.IncompleteReadError}, 3.14.
 */
public final class IncompleteReadException extends EOFException {
  private static final long serialVersionUID = 1L;

  private final byte[] partial;
  private final @Nullable Integer expected;

  /**
   * Makes one.
   *
   * @param partial what was read before the end
   * @param expected how many bytes were wanted, or null if nobody can tell
   */
  public IncompleteReadException(byte[] partial, @Nullable Integer expected) {
    super(
        partial.length
            + " bytes read on a total of "
            + (expected == null ? "undefined" : expected)
            + " expected bytes");
    this.partial = partial.clone();
    this.expected = expected;
  }

  /**
   * Returns what was read before the end.
   *
   * @return the bytes
   */
  public byte[] partial() {
    return partial.clone();
  }

  /**
   * Returns how many bytes were wanted.
   *
   * @return the number, or null if nobody can tell
   */
  public @Nullable Integer expected() {
    return expected;
  }
}
