package org.asyncio4j.task;

import java.time.Duration;

/** Durations as the loop counts them. Longer than 292 years counts as for ever. */
final class Nanos {
  private static final long LONGEST = Long.MAX_VALUE - 1;

  private Nanos() {}

  static long of(Duration duration) {
    long seconds = duration.toSeconds();
    if (Math.abs(seconds) >= LONGEST / 1_000_000_000 - 1) {
      return seconds < 0 ? -LONGEST : LONGEST;
    }
    return duration.toNanos();
  }

  /** The time after a delay. A negative one lies in the past, before others that are due. */
  static long after(long nowNanos, Duration delay) {
    long nanos = of(delay);
    return nanos > LONGEST - nowNanos ? LONGEST : nowNanos + nanos;
  }
}
