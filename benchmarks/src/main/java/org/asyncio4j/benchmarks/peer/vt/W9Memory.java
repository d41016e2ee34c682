package org.asyncio4j.benchmarks.peer.vt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.benchmarks.HeldTasks;

/** Parked threads. */
public final class W9Memory implements HeldTasks {
  private volatile boolean open;

  @Override
  public long hold(int tasks, Runnable whileSuspended) {
    open = false;
    VirtualThreads threads = new VirtualThreads();
    List<Thread> parked = new ArrayList<>(tasks);
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch suspended = new CountDownLatch(tasks);
    CountDownLatch end = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      parked.add(threads.start(() -> park(suspended, ended), end));
    }
    threads.awaitAll(suspended);
    whileSuspended.run();
    open = true;
    parked.forEach(LockSupport::unpark);
    threads.awaitAll(end);
    return ended.get();
  }

  private void park(CountDownLatch suspended, AtomicInteger ended) {
    suspended.countDown();
    while (!open) {
      LockSupport.park(this);
    }
    ended.incrementAndGet();
  }
}
