package org.asyncio4j.testkit;

import java.util.concurrent.Semaphore;
import org.asyncio4j.loop.Poller;

/** Moves the clock where another poller would wait. */
final class VirtualPoller implements Poller {
  private final VirtualClock clock;
  private final Semaphore wakeups = new Semaphore(0);

  VirtualPoller(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public boolean poll(long deadlineNanos, boolean workOutside) {
    if (workOutside) {
      wakeups.acquireUninterruptibly();
    } else if (wakeups.availablePermits() == 0) {
      if (deadlineNanos == NO_DEADLINE) {
        return false;
      }
      clock.jumpTo(Math.max(clock.nanoTime(), deadlineNanos));
    }
    wakeups.drainPermits();
    return true;
  }

  @Override
  public void wakeup() {
    wakeups.release();
  }
}
