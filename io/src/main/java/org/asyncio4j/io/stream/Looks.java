package org.asyncio4j.io.stream;

/*
 * A read with an empty buffer first looks whether the socket has something already, unless the last looks
 * were in vain: then it leaves out 1, 2, 4 ... 64 of them, so that a program of questions and answers makes
 * no system call for nothing. A look spares two turns of the loop. It is left out, too, after so many in
 * one turn that a fast peer could keep other tasks from running.
 */
/** When a reader looks at its socket before it suspends. The loop's thread. */
final class Looks {
  private static final int LONGEST_REST = 64;

  /** How many reads in a row may do without the loop. */
  private static final int MOST_WITHOUT_LOOP = 16;

  private int leftOut;
  private int toLeaveOut;
  private int inARow;

  /** Tells whether to look now; a look that is left out is counted. */
  boolean due() {
    if (inARow >= MOST_WITHOUT_LOOP) {
      return false;
    }
    if (leftOut < toLeaveOut) {
      leftOut++;
      return false;
    }
    leftOut = 0;
    return true;
  }

  /** The reader has looked. */
  void looked(boolean had) {
    if (had) {
      toLeaveOut = 0;
      inARow++;
    } else {
      toLeaveOut = Math.min(LONGEST_REST, Math.max(1, 2 * toLeaveOut));
    }
  }

  /** The reader lets others run. */
  void suspends() {
    inARow = 0;
  }
}
