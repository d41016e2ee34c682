package org.asyncio4j.fiber;

import org.jspecify.annotations.Nullable;

/**
 * The platform thread that turns a loop. It runs the loop's own machinery and never a user's code:
 * a lock that a suspended task holds would stop it for good.
 */
public final class Carrier extends Thread {
  /** The fiber mounted here. This thread only. */
  @Nullable Fiber mounted;

  /** Whether the baton was given back. Portable driver; any thread. */
  volatile boolean baton;

  /**
   * Makes a daemon thread; whoever runs the loop waits for it.
   *
   * @param body what to run
   * @param name its name
   */
  public Carrier(Runnable body, String name) {
    super(null, body, name, 0);
    setDaemon(true);
  }
}
