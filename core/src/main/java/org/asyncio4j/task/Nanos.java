package org.asyncio4j.task;

import java.time.Duration;

/** Durations as the loop counts them. Longer than 292 years counts as for ever. */
final class Nanos {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE - 1);

  private Nanos() {}

  static long of(Duration duration) {
    if (duration.compareTo(LONGEST) > 0) {
      return LONGEST.toNanos();
    }
    return duration.isNegative() ? 0 : duration.toNanos();
  }

  /** The time after a delay; a negative delay counts as zero. */
  static long after(long nowNanos, Duration delay) {
    long nanos = of(delay);
    return nanos > LONGEST.toNanos() - nowNanos ? LONGEST.toNanos() : nowNanos + nanos;
  }
}
