package org.asyncio4j.task;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/** Whether a thread waits for a lock of the JDK, a monitor or one of java.util.concurrent. */
final class JdkLock {
  private JdkLock() {}

  static boolean wanted(Thread thread) {
    return thread.getState() == Thread.State.BLOCKED
        || LockSupport.getBlocker(thread) instanceof AbstractOwnableSynchronizer;
  }
}
