package org.asyncio4j.io.selector;

import org.asyncio4j.engine.Ready;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.fiber.StackRoom;

/** What runs when a channel is ready. It stays registered until it is taken back. */
public abstract class IoReady extends Ready {
  /** For subclasses. */
  protected IoReady() {}

  /**
   * Tells whether this is to run once more when its channel was closed by somebody who has not
   * taken it back: whoever waits for the channel then hears of it instead of waiting for ever.
   *
   * @return false unless overridden
   */
  protected boolean runsWhenClosed() {
    return false;
  }

  /**
   * Tells whether the library's code can run here. In the portable driver that may be the stack of
   * a task that is about to leave, which may be nearly full.
   *
   * @return true if there is room
   */
  protected static boolean hasRoom() {
    if (!(Thread.currentThread() instanceof Carrier)) {
      try {
        StackRoom.ensure();
      } catch (StackOverflowError _) {
        return false;
      }
    }
    return true;
  }

  /** Something else is registered in its place. */
  protected void replaced() {}
}
