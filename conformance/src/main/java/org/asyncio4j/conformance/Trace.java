package org.asyncio4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The lines that a run has logged. Written by the loop's thread, read by others too. */
final class Trace {
  /** Log lines of one program, without the last. */
  private static final int MAX_LINES = 1000;

  private final List<String> lines = new ArrayList<>(); // guarded by this
  private boolean over; // guarded by this
  private boolean ended; // guarded by this

  private final LongSupplier clock;
  private Runnable onEnd = () -> {}; // guarded by this

  /**
   * Makes one.
   *
   * @param clock the time in milliseconds
   */
  Trace(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Sets what stops the program when the trace has ended early.
   *
   * @param stop called once, by who ends the trace
   */
  synchronized void onEnd(Runnable stop) {
    onEnd = stop;
  }

  /**
   * Adds a line of a body, unless the trace has ended.
   *
   * @param label the body that logs
   * @param text what it logs
   */
  synchronized void log(String label, String text) {
    if (!ended && !over) {
      addWithinLimit(label, text);
    }
  }

  /**
   * Ignores the bodies from here on: the program is over, its loop closes and frees what is left.
   * Python's destructors run bodies then too, and the trace does not show it.
   */
  synchronized void over() {
    over = true;
  }

  /**
   * Adds the last line, unless the trace has ended early.
   *
   * @param outcome what came of the program
   */
  synchronized void finish(String outcome) {
    if (!ended) {
      addWithinLimit("run", outcome);
      ended = true;
    }
  }

  /**
   * Ends the trace early.
   *
   * @param why {@code deadlock} or {@code run limit}
   */
  synchronized void end(String why) {
    if (!ended) {
      add("run", why);
      ended = true;
      onEnd.run();
    }
  }

  private synchronized void addWithinLimit(String label, String text) {
    if (lines.size() < MAX_LINES) {
      add(label, text);
    } else {
      end("run limit");
    }
  }

  private synchronized void add(String label, String text) {
    lines.add("t=" + clock.getAsLong() + " " + label + ": " + text);
  }

  synchronized boolean ended() {
    return ended;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
