package org.asyncio4j.engine;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.loop.DeadlockReport;
import org.asyncio4j.loop.Poller;
import org.jspecify.annotations.Nullable;

/*
 * Asked when the loop is about to wait, never at an await. The look at a few tasks costs less than the
 * wait itself. With more of them it is left to the watchdog, which wakes the loop for it once a second
 * as long as there is something new to see, so that a loop with many tasks that waits often pays for one
 * look a second.
 *
 *   nothing known can wake the loop   FAIL: the run ends. WARN: the watchdog says so once it has lasted
 *   some tasks wait in a circle       WARN and FAIL: said at once, each circle once
 *
 * A circle does not end a run, even if runs are to fail: another task may still cancel one of them.
 */
/** Says when a loop, or some of its tasks, can never go on. Whoever holds the loop. */
final class Standstill {
  private static final int FEW = 64;
  private static final int MOST_LINES = 1000;

  private final Engine engine;
  private final DeadlockReport mode;
  private Waits waits = Waits.NONE;
  private Set<Object> reported = Set.of();

  // The watchdog reads and writes these.

  /** Whether the loop waits and nothing that it knows can wake it. */
  private volatile boolean forlorn;

  /** Whether the loop waits and nothing can wake it but a task that sits in a blocking call. */
  private volatile boolean blockedOnly;

  /** Whether the loop was about to wait and had too many tasks to look at. */
  private volatile boolean skipped;

  /** Whether to look in spite of their number. */
  private volatile boolean due;

  Standstill(Engine engine, DeadlockReport mode) {
    this.engine = engine;
    this.mode = mode;
  }

  void waits(Waits newWaits) {
    waits = newWaits;
  }

  Waits waits() {
    return waits;
  }

  /**
   * The loop is about to wait.
   *
   * @param deadline the first timer
   * @param known whether something that the loop knows may wake it before
   * @param blocked whether a task sits in a blocking call
   * @return how the run is to end, or null if the loop may wait
   */
  @Nullable DeadlockException beforeWait(long deadline, boolean known, boolean blocked) {
    if (mode == DeadlockReport.OFF) {
      return null;
    }
    boolean alone = !known && deadline == Poller.NO_DEADLINE;
    boolean hopeless = alone && !blocked;
    if (hopeless && mode == DeadlockReport.FAIL) {
      return deadlock();
    }
    boolean circle = false;
    if (due || !waits.moreTasksThan(FEW)) {
      due = false;
      skipped = false;
      circle = reportCircles(waits.circles(Map.of()));
    } else {
      skipped = true;
    }
    if (alone && !circle) {
      forlorn = hopeless;
      blockedOnly = blocked;
    }
    return null;
  }

  void waitEnded() {
    if (forlorn || blockedOnly) {
      forlorn = false;
      blockedOnly = false;
    }
  }

  /** Returns whether there is any. */
  private boolean reportCircles(List<Waits.Circle> circles) {
    if (circles.isEmpty()) {
      if (!reported.isEmpty()) {
        reported = Set.of();
      }
      return false;
    }
    Set<Object> now = new HashSet<>();
    for (Waits.Circle circle : circles) {
      now.addAll(circle.waits());
      if (!reported.containsAll(circle.waits())) {
        Log.later(Level.WARNING, text(engine, circle));
      }
    }
    reported = now;
    return true;
  }

  static String text(Engine engine, Waits.Circle circle) {
    return circle.size()
        + (circle.size() == 1 ? " task of " : " tasks of ")
        + engine.loop()
        + " cannot go on, unless one is cancelled: "
        + circle.names().get()
        + circle.text().get();
  }

  /** Nothing can ever go on. */
  DeadlockException deadlock() {
    return new DeadlockException(
        "deadlock: nothing is ready, no timer is set and no other thread is at work for "
            + engine.loop()
            + circlesAndLines());
  }

  private String circlesAndLines() {
    return waits.circles(Map.of()).stream()
            .map(circle -> "\n  in a circle: " + circle.names().get())
            .collect(Collectors.joining())
        + waits.lines(MOST_LINES);
  }

  // ---------------------------------------------------------------- for the watchdog

  boolean on() {
    return mode != DeadlockReport.OFF;
  }

  /** Whether the loop waits, and for nothing that is sure to come. */
  boolean isForlorn() {
    return forlorn || (blockedOnly && waits.inLocks().size() == engine.turn().blocked());
  }

  /** Many tasks, and the loop waits: lets it look at them now. */
  void lookNow() {
    if (skipped) {
      skipped = false;
      due = true;
      engine.turn().inbox().wake();
    }
  }

  /** It has waited for long, and nothing that it knows can wake it. */
  String forlornText() {
    String reason =
        blockedOnly
            ? "its tasks wait for locks of the JDK. If a task holds one over an await, they wait"
                + " for ever:"
            : "no timer is set, no other thread is at work for it. Unless a thread that it does not"
                + " know calls in, it waits for ever:";
    return engine.loop()
        + " waits, and nothing that it knows can wake it: "
        + reason
        + circlesAndLines();
  }
}
