package org.asyncio4j.loop;

/** The loop's time. A seam: a virtual clock moves by itself. */
@FunctionalInterface
public interface Clock {
  /**
   * Returns the time; never goes back.
   *
   * @return nanoseconds since a start of the clock's own choice, at least zero
   */
  long nanoTime();

  /**
   * Returns the clock of the machine, which does not follow changes of the wall clock.
   *
   * @return nanoseconds since this class was loaded
   */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
