package org.asyncio4j.io.selector;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.FiberDriver;
import org.asyncio4j.fiber.StackRoom;
import org.jspecify.annotations.Nullable;

/**
 * What runs when a channel is ready. It stays registered until it is taken back.
 *
 * <p>The library's own part of it may wait for a lock of the JDK, and so never runs on a carrier
 * that must not: see docs/adr/0004.
 */
public abstract class IoReady extends Ready {
  private static final boolean KEEPS_CARRIER_FREE = FiberDriver.chosen().leavesInBlockingCalls();

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
   * a task that is about to leave, which may be nearly full; in the scheduled one it is the bottom
   * of a runner.
   *
   * @return true if there is room
   */
  protected static boolean hasRoom() {
    if (!KEEPS_CARRIER_FREE && !(Thread.currentThread() instanceof Carrier)) {
      try {
        StackRoom.ensure();
      } catch (StackOverflowError _) {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs code of the library's own, see {@link #runHere}.
   *
   * @param engine the loop's machine
   */
  protected void runLibrary(Engine engine) {
    throw new IllegalStateException(this + " has no code of the library's own");
  }

  @Override
  protected void runUserCode(Engine engine, Fiber fiber) {
    fiber.holds = true;
    try {
      runLibrary(engine);
    } finally {
      fiber.holds = false;
    }
  }

  /**
   * Runs {@link #runLibrary} here, on a runner, or, where the stack is nearly full, in the next
   * turn.
   *
   * @param engine the loop's machine
   * @return the runner's fiber, or null
   */
  protected final @Nullable Fiber runHere(Engine engine) {
    if (KEEPS_CARRIER_FREE && Thread.currentThread() instanceof Carrier) {
      return engine.onRunner(this);
    }
    if (hasRoom()) {
      runLibrary(engine);
    } else {
      engine.soon(this);
    }
    return null;
  }

  /** Something else is registered in its place. */
  protected void replaced() {}
}
