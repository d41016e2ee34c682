package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Threads that yield again and again. */
public final class W1Switch implements Workload {
  @Override
  public long run(Load load) {
    AtomicLong switches = new AtomicLong();
    new VirtualThreads()
        .runAll(
            load.tasks(),
            () -> {
              for (int i = 0; i < load.times(); i++) {
                Thread.yield();
              }
              switches.addAndGet(load.times());
            });
    return switches.get();
  }
}
