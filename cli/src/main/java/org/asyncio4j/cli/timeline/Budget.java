package org.asyncio4j.cli.timeline;

/**
 * How much a recording may hold: an event is one unit, a new text some more. All loops of a process
 * share it, so that a recording never takes the memory that the program needs. Any thread.
 */
final class Budget {
  private static final int MOST_EVENTS = 1_000_000;

  /** What one event takes, and its share of the tables. */
  private static final int BYTES = 40;

  private final int limit;
  private int used;
  private boolean exceeded;

  Budget(int limit) {
    this.limit = limit;
  }

  /** A million events, or as many as an eighth of the heap holds. */
  static Budget ofThisJvm() {
    long room = Runtime.getRuntime().maxMemory() / 8 / BYTES;
    return new Budget((int) Math.min(MOST_EVENTS, room));
  }

  synchronized boolean take(int units) {
    if (exceeded || used + units > limit) {
      exceeded = true; // for good: a recording with holes would show what never was
      return false;
    }
    used += units;
    return true;
  }

  synchronized boolean exceeded() {
    return exceeded;
  }

  int limit() {
    return limit;
  }
}
