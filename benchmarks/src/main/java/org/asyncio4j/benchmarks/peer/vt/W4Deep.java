package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Threads that call down some levels, yield there, and return. */
public final class W4Deep implements Workload {
  @Override
  public long run(Load load) {
    AtomicLong returns = new AtomicLong();
    new VirtualThreads()
        .runAll(load.tasks(), () -> returns.addAndGet(descend(load.times(), load.level())));
    return returns.get() / load.level();
  }

  private static long descend(int times, int depth) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += call(depth);
    }
    return sum;
  }

  private static int call(int depth) {
    if (depth == 0) {
      Thread.yield();
      return 0;
    }
    return call(depth - 1) + 1;
  }
}
