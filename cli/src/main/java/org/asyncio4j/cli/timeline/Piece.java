package org.asyncio4j.cli.timeline;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which a task did one thing.
 *
 * @param kind what
 * @param fromNanos the loop's time at its start
 * @param toNanos the loop's time at its end
 * @param text what it awaited, if so
 * @param line where it awaited that, such as {@code Demo.java:12}
 * @param count of how many such stretches it is made, where they are too short to be drawn alone
 */
public record Piece(
    Kind kind,
    long fromNanos,
    long toNanos,
    @Nullable String text,
    @Nullable String line,
    int count) {
  /** What a task does. */
  public enum Kind {
    /** It is made and has not started. */
    READY,
    /** It holds the loop. */
    RUN,
    /** It awaits. */
    WAIT,
    /** It sits in a blocking call, and the loop is free. */
    BLOCKED
  }

  long nanos() {
    return toNanos - fromNanos;
  }
}
