package org.asyncio4j.benchmarks.peer.vt;

import java.lang.reflect.Constructor;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Runs virtual threads on the thread that made it. */
final class OwnScheduler implements Executor {
  private final Thread carrier = Thread.currentThread();
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>(); // carrier only
  private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final Thread.Builder.OfVirtual builder = builder(this);
  private volatile boolean asleep; // carrier writes, other threads read

  /** {@code ThreadBuilders.VirtualThreadBuilder} has a constructor for this, which is hidden. */
  private static Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
              .getDeclaredConstructor(Executor.class);
      constructor.setAccessible(true);
      return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK does not let virtual threads have a scheduler", e);
    }
  }

  Thread newThread(Runnable body) {
    return builder.unstarted(body);
  }

  @Override
  public void execute(Runnable continuation) {
    Thread caller = Thread.currentThread();
    if (caller == carrier || caller.isVirtual()) { // the only virtual threads are ours
      ready.add(continuation);
    } else {
      inbox.add(continuation);
      if (asleep) {
        LockSupport.unpark(carrier);
      }
    }
  }

  void runUntil(CountDownLatch end) {
    while (end.getCount() > 0) {
      for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
        ready.add(next);
      }
      if (ready.isEmpty()) {
        idle();
      }
      for (int turn = ready.size(); turn > 0; turn--) {
        ready.remove().run();
      }
    }
  }

  private void idle() {
    asleep = true;
    if (inbox.isEmpty()) {
      LockSupport.park(this);
    }
    asleep = false;
  }
}
