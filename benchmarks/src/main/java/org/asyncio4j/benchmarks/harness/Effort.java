package org.asyncio4j.benchmarks.harness;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how often each peer is started
 * @param warmups iterations before measuring, in each fork
 * @param measurements iterations measured, in each fork
 * @param iteration how long an iteration takes at least
 */
public record Effort(int rounds, int warmups, int measurements, Duration iteration) {
  /** Enough for figures to quote. */
  public static final Effort FULL = new Effort(3, 5, 3, Duration.ofMillis(500));

  /** Enough for a ratio with a wide margin. */
  public static final Effort SHORT = new Effort(2, 2, 2, Duration.ofMillis(500));

  /** Enough for a point of a curve. */
  public static final Effort POINT = new Effort(3, 3, 2, Duration.ofMillis(500));

  /** Enough to see it work. */
  public static final Effort TRIAL = new Effort(1, 1, 1, Duration.ofMillis(1));

  /** Returns the same with another number of rounds. */
  public Effort withRounds(int count) {
    return new Effort(count, warmups, measurements, iteration);
  }
}
