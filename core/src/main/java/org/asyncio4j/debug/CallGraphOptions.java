package org.asyncio4j.debug;

import org.jspecify.annotations.Nullable;

/**
 * Which lines of the call stacks are wanted.
 *
 * @param depth from which line on the current task's own stack is shown, counted in lines of the
 *     program: 1 for that of the call itself, 2 for its caller's; at least 1. Other tasks' stacks
 *     are not touched by it
 * @param limit how many lines of each stack are kept: a positive number keeps so many at the end
 *     where the task began, a negative one so many at the end where it stands now, zero none; null
 *     keeps all
 */
public record CallGraphOptions(int depth, @Nullable Integer limit) {
  private static final CallGraphOptions DEFAULTS = new CallGraphOptions(1, null);

  /** Checks the parts. */
  public CallGraphOptions {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "depth: " + depth + " (expected: 1 or more; 1 begins at the caller's own line)");
    }
  }

  /**
   * Returns all lines.
   *
   * @return the defaults
   */
  public static CallGraphOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another depth.
   *
   * @param newDepth at least 1
   * @return new options
   */
  public CallGraphOptions withDepth(int newDepth) {
    return new CallGraphOptions(newDepth, limit);
  }

  /**
   * Returns these options with another limit.
   *
   * @param newLimit how many lines, or null for all
   * @return new options
   */
  public CallGraphOptions withLimit(@Nullable Integer newLimit) {
    return new CallGraphOptions(depth, newLimit);
  }
}
