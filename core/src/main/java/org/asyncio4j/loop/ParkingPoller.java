package org.asyncio4j.loop;

import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits by parking the loop's thread. */
final class ParkingPoller implements Poller {
  private final Clock clock;

  /** The thread that polls. Written by it; read by those who wake it. */
  private volatile @Nullable Thread sleeper;

  /** Whether a wakeup has not been taken yet. Any thread. */
  private volatile boolean woken;

  ParkingPoller(Clock clock) {
    this.clock = clock;
  }

  @Override
  public boolean poll(long deadlineNanos, boolean workOutside) {
    sleeper = Thread.currentThread();
    while (!woken) {
      if (deadlineNanos == NO_DEADLINE) {
        LockSupport.park(this);
      } else {
        long left = deadlineNanos - clock.nanoTime();
        if (left <= 0) {
          break;
        }
        LockSupport.parkNanos(this, left);
      }
      if (Thread.interrupted()) {
        Poller.reportIgnoredInterrupt();
      }
    }
    sleeper = null;
    woken = false;
    return true;
  }

  @Override
  public boolean givesWayToSelector() {
    return true;
  }

  /**
   * A log's handler may need a lock that a suspended task holds: never log on the loop's thread.
   */
  static void warn(String name) {
    Thread.ofPlatform()
        .daemon()
        .start(() ->
            System.getLogger("org.asyncio4j")
                .log(
                    Level.WARNING,
                    "Ignored an interrupt of {0}: a loop''s thread is stopped by loop.stop()",
                    name));
  }

  @Override
  public void wakeup() {
    woken = true;
    LockSupport.unpark(sleeper);
  }
}
