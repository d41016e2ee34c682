package org.asyncio4j.fiber;

import org.jspecify.annotations.Nullable;

/** What a fiber needs from the loop that runs it. */
public interface FiberHost {
  /**
   * Goes on with the loop until a fiber has to run. Called by whoever holds the loop: its carrier,
   * or, in the portable driver, a fiber that is about to leave.
   *
   * @return the fiber to run now, or null if the carrier has to wait, to stop or to look for itself
   */
  @Nullable Fiber advance();

  /**
   * Tells that a fiber that had left in a blocking call of the JDK may go on. Any thread; may also
   * come for a fiber that has long gone on, which the host has to ignore.
   *
   * @param fiber the fiber
   */
  void unblocked(Fiber fiber);

  /**
   * Tells that a fiber has stopped running. By whoever holds the loop, before anything else runs.
   *
   * @param fiber the fiber; its {@link Fiber#state()} says why
   */
  void left(Fiber fiber);
}
