package org.asyncio4j.engine;

/** Decides whether a caller goes on although its loop still runs. */
@FunctionalInterface
public interface GiveUp {
  /**
   * Tells how long to wait at most before asking again.
   *
   * @return nanoseconds; zero to return at once; Long.MAX_VALUE for as long as it takes
   */
  long waitNanos();
}
