package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** A fair lock of java.util.concurrent, held over a yield; an unfair one is far slower here. */
public final class W6Lock implements Workload {
  private final Lock lock = new ReentrantLock(true);
  private long sections; // guarded by lock

  @Override
  public long run(Load load) {
    sections = 0;
    new VirtualThreads().runAll(load.tasks(), () -> enterAgain(load.times()));
    return sections;
  }

  private void enterAgain(int times) {
    for (int i = 0; i < times; i++) {
      lock.lock();
      try {
        Thread.yield();
        sections++;
      } finally {
        lock.unlock();
      }
    }
  }
}
