package org.asyncio4j.engine;

import org.asyncio4j.fiber.Fiber;
import org.jspecify.annotations.Nullable;

/** What stands in the ready queue. All methods belong to whoever holds the loop. */
public abstract class Ready {
  /** Only for what the loop runs. */
  protected Ready() {}

  /**
   * Runs as far as no code of a user is met, which never runs on the carrier: a lock that a
   * suspended task holds would stop it for good.
   *
   * @param engine the loop's machine
   * @return the fiber to run now: one to resume, or {@link Engine#onRunner} of this if a user's
   *     code is to run; null if all is done
   */
  protected abstract @Nullable Fiber run(Engine engine);

  /**
   * Runs a user's code. Called on a runner's fiber after {@link #run} asked for it.
   *
   * @param engine the loop's machine
   * @param fiber the fiber it runs on
   */
  protected void runUserCode(Engine engine, Fiber fiber) {
    throw new IllegalStateException(this + " has no user code");
  }

  /**
   * Its code has left a fiber, suspended or in a blocking call; it goes on there.
   *
   * @param fiber the fiber
   */
  protected void standsOn(Fiber fiber) {}

  /** Its code sits in a blocking call, and the loop goes on without it. */
  protected void isBlocked() {}

  /**
   * Tells whether its code must not find what earlier code has left behind in a thread, nor leave
   * anything behind itself.
   *
   * @return true for a task; callbacks of one loop may share a thread
   */
  protected boolean wantsFreshThread() {
    return false;
  }

  /**
   * Returns where it was made, for reports. Any thread.
   *
   * @return the place, in debug mode, or null
   */
  protected @Nullable Throwable creation() {
    return null;
  }

  /**
   * Drops what was to run, since the loop closes.
   *
   * @param engine the loop's machine
   */
  protected void drop(Engine engine) {}
}
