package org.asyncio4j;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.asyncio4j.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * How {@code run} and {@link Runner} run a program.
 *
 * @param debug whether debug mode is on; null for what the loop has
 * @param loopFactory makes the loop
 * @param shutdownDeadline how long the end of the run waits at most for tasks that were cancelled
 *     and do not end, and for threads of the default executor; null for as long as it takes, as in
 *     CPython
 * @param handleInterrupt whether Ctrl-C cancels the program, if nobody else treats it
 * @param handleTerminate whether {@code SIGTERM} cancels the program, if nobody else treats it
 */
public record RunOptions(
    @Nullable Boolean debug,
    Supplier<EventLoop> loopFactory,
    @Nullable Duration shutdownDeadline,
    boolean handleInterrupt,
    boolean handleTerminate) {

  private static final RunOptions DEFAULTS =
      new RunOptions(null, Asyncio::newEventLoop, null, true, true);

  /** Checks the parts. */
  public RunOptions {
    Objects.requireNonNull(loopFactory, "loopFactory");
    if (shutdownDeadline != null && shutdownDeadline.isNegative()) {
      throw new IllegalArgumentException(
          "shutdownDeadline: " + shutdownDeadline + " (expected: zero or more, or null for none)");
    }
  }

  /**
   * Returns a new loop, no deadline, Ctrl-C and {@code SIGTERM} treated.
   *
   * @return the defaults
   */
  public static RunOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with debug mode on or off.
   *
   * @param on whether it is on
   * @return new options
   */
  public RunOptions withDebug(boolean on) {
    return new RunOptions(on, loopFactory, shutdownDeadline, handleInterrupt, handleTerminate);
  }

  /**
   * Returns these options with another maker of loops.
   *
   * @param factory makes a loop that does not run yet
   * @return new options
   */
  public RunOptions withLoopFactory(Supplier<EventLoop> factory) {
    return new RunOptions(debug, factory, shutdownDeadline, handleInterrupt, handleTerminate);
  }

  /**
   * Returns these options with a deadline for the end of the run.
   *
   * @param deadline zero or more; null for none
   * @return new options
   */
  public RunOptions withShutdownDeadline(@Nullable Duration deadline) {
    return new RunOptions(debug, loopFactory, deadline, handleInterrupt, handleTerminate);
  }

  /**
   * Returns these options with Ctrl-C treated or left alone.
   *
   * @param on whether Ctrl-C cancels the program
   * @return new options
   */
  public RunOptions withHandleInterrupt(boolean on) {
    return new RunOptions(debug, loopFactory, shutdownDeadline, on, handleTerminate);
  }

  /**
   * Returns these options with {@code SIGTERM} treated or left alone: then the process ends at once
   * and no {@code finally} block runs, as in asyncio.
   *
   * @param on whether {@code SIGTERM} cancels the program
   * @return new options
   */
  public RunOptions withHandleTerminate(boolean on) {
    return new RunOptions(debug, loopFactory, shutdownDeadline, handleInterrupt, on);
  }
}
