package org.asyncio4j.context;

import org.asyncio4j.error.ThrowableGroup;

/** Keeps an exception that another one takes the place of. */
final class Chained {
  private Chained() {}

  /**
   * Notes what was under way when an exception was thrown, as Python's {@code __context__} does.
   *
   * @param thrown the exception that goes on
   * @param underWay the one it takes the place of; added to the suppressed ones unless it is known
   *     there as a cause, or is a group of which the other is what is left
   */
  static void under(Throwable thrown, Throwable underWay) {
    if (thrown instanceof ThrowableGroup rest
        && underWay instanceof ThrowableGroup whole
        && whole.leaves().containsAll(rest.leaves())) {
      return;
    }
    int steps = 0;
    for (Throwable cause = thrown; cause != null && steps < 100; cause = cause.getCause()) {
      if (cause == underWay) {
        return;
      }
      steps++;
    }
    thrown.addSuppressed(underWay);
  }
}
