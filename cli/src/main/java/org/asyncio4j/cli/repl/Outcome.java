package org.asyncio4j.cli.repl;

import org.jspecify.annotations.Nullable;

/** How a cell has ended. */
sealed interface Outcome {
  /**
   * It has run to its end.
   *
   * @param text its last value as Python prints it, or null if there is none to show
   */
  record Done(@Nullable String text) implements Outcome {}

  /**
   * It has thrown.
   *
   * @param error what it has thrown
   */
  record Failed(Throwable error) implements Outcome {}

  /** Ctrl-C has cancelled it. */
  record Interrupted() implements Outcome {}

  /**
   * Two Ctrl-C and a second later it still runs; the console goes on without it.
   *
   * @param holdsLoop whether nothing else can run
   */
  record LeftAlone(boolean holdsLoop) implements Outcome {}

  /**
   * It ends the REPL.
   *
   * @param code the exit code
   */
  record Exit(int code) implements Outcome {}
}
