package org.asyncio4j.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * How a loop is made.
 *
 * @param clock the loop's time
 * @param poller makes the place where the loop waits, for that clock; called once per loop
 * @param debug whether debug mode is on from the start
 * @param stallReport how long one callback or one step of a task may hold the loop, outside debug
 *     mode, before a warning names the line; also how long a loop may wait that nothing it knows
 *     can wake, before a warning says who waits for what; zero for never
 * @param deadlockReport what to do when nothing can go on
 */
public record LoopOptions(
    Clock clock,
    Function<Clock, Poller> poller,
    boolean debug,
    Duration stallReport,
    DeadlockReport deadlockReport) {

  private static final LoopOptions DEFAULTS =
      new LoopOptions(
          Clock.system(),
          ParkingPoller::new,
          Boolean.getBoolean("asyncio4j.debug"),
          Duration.ofSeconds(5),
          DeadlockReport.WARN);

  private static final ThreadLocal<LoopOptions> CURRENT = ThreadLocal.withInitial(() -> DEFAULTS);

  /** Ends what {@link #install} began. */
  public static final class Installed implements AutoCloseable {
    private final LoopOptions before;

    private Installed(LoopOptions before) {
      this.before = before;
    }

    @Override
    public void close() {
      CURRENT.set(before);
    }
  }

  /** Checks the parts. */
  public LoopOptions {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(poller, "poller");
    Objects.requireNonNull(stallReport, "stallReport");
    Objects.requireNonNull(deadlockReport, "deadlockReport");
    if (stallReport.isNegative()) {
      throw new IllegalArgumentException(
          "stallReport: " + stallReport + " (expected: zero or more; zero for no report)");
    }
  }

  /**
   * Returns the machine's clock, a parked thread, debug as {@code -Dasyncio4j.debug=true} says, and
   * a stall report after 5 s, a warning where nothing can go on.
   *
   * @return the defaults
   */
  public static LoopOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns what loops are made with that this thread makes without options of their own.
   *
   * @return the options of the innermost {@link #install}, else the defaults
   */
  public static LoopOptions current() {
    return CURRENT.get();
  }

  /**
   * Lets loops that this thread makes without options of their own, as {@code run} does, have
   * these: so tests put a virtual clock under code that calls {@code run} itself.
   *
   * @param options the options
   * @return to be closed by the same thread
   */
  public static Installed install(LoopOptions options) {
    LoopOptions before = CURRENT.get();
    CURRENT.set(Objects.requireNonNull(options, "options"));
    return new Installed(before);
  }

  /**
   * Returns these options with a clock and the place to wait that goes with it.
   *
   * @param newClock the loop's time
   * @param newPoller makes the place where a loop waits; called once per loop
   * @return new options
   */
  public LoopOptions withTime(Clock newClock, Function<Clock, Poller> newPoller) {
    return new LoopOptions(newClock, newPoller, debug, stallReport, deadlockReport);
  }

  /**
   * Returns these options with debug mode on or off.
   *
   * @param on whether debug mode is on
   * @return new options
   */
  public LoopOptions withDebug(boolean on) {
    return new LoopOptions(clock, poller, on, stallReport, deadlockReport);
  }

  /**
   * Returns these options with another time until a loop that stands is reported.
   *
   * @param limit zero or more; zero for never
   * @return new options
   */
  public LoopOptions withStallReport(Duration limit) {
    return new LoopOptions(clock, poller, debug, limit, deadlockReport);
  }

  /**
   * Returns these options with another conduct where nothing can go on.
   *
   * @param report what to do then
   * @return new options
   */
  public LoopOptions withDeadlockReport(DeadlockReport report) {
    return new LoopOptions(clock, poller, debug, stallReport, report);
  }
}
