package org.asyncio4j.benchmarks;

import java.util.Locale;

/**
 * How much of a workload to do.
 *
 * @param tasks how many tasks run side by side
 * @param times how many operations each of them does
 * @param level what else the workload depends on, see {@link Row}: call depth, capacity, map
 *     stages, milliseconds
 */
public record Load(int tasks, int times, int level) {
  /** Checks the parts. */
  public Load {
    if (tasks < 1 || times < 1 || level < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "load: %d tasks, %d times, level %d (expected: >= 1, >= 1, >= 0)",
              tasks,
              times,
              level));
    }
  }

  /** Returns how many operations that is. */
  public long operations() {
    return (long) tasks * times;
  }

  /** Returns a part of it: fewer times first, then fewer tasks. */
  public Load atMost(int operations) {
    int lessTimes = Math.max(1, Math.min(times, operations / tasks));
    return new Load(Math.min(tasks, operations / lessTimes), lessTimes, level);
  }
}
