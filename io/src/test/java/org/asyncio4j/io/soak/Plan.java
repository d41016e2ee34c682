package org.asyncio4j.io.soak;

import java.time.Duration;

/**
 * What a soak is to do. It ends when its rounds are done or its time is up.
 *
 * @param seed what its random choices come from
 * @param duration its time
 * @param rounds how many rounds at most, each ended by a rest
 * @param round the time of a round
 * @param deeds how many deeds a round has at most
 * @param clients how many tasks do them
 */
record Plan(long seed, Duration duration, int rounds, Duration round, long deeds, int clients) {
  /** By time, in rounds of half a minute or less. */
  static Plan lasting(Duration duration, long seed) {
    Duration third = duration.dividedBy(3);
    Duration round = third.compareTo(Duration.ofSeconds(30)) < 0 ? third : Duration.ofSeconds(30);
    return new Plan(seed, duration, Integer.MAX_VALUE, round, Long.MAX_VALUE, 24);
  }

  /** By count, whatever the time it takes. */
  static Plan counting(int rounds, long deeds, long seed) {
    Duration day = Duration.ofDays(1);
    return new Plan(seed, day, rounds, day, deeds, 12);
  }
}
