package org.asyncio4j.debug;

import java.util.Objects;

/**
 * A line of a call stack.
 *
 * <p>{@code asyncio.FrameCallGraphEntry}, 3.14.
 *
 * @param frame the line, of the program
 */
public record FrameCallGraphEntry(StackTraceElement frame) {
  /** Checks the part. */
  public FrameCallGraphEntry {
    Objects.requireNonNull(frame, "frame");
  }
}
