package org.asyncio4j.benchmarks.peer.vertxvt;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Tasks that call down some levels, await a callback there, and return. */
public final class W4Deep implements Workload {
  private final VirtualThreadContext loop = new VirtualThreadContext();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), () -> descend(load.times(), load.level())) / load.level();
  }

  private long descend(int times, int depth) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += call(depth);
    }
    return sum;
  }

  private int call(int depth) {
    if (depth == 0) {
      loop.yieldNow();
      return 0;
    }
    return call(depth - 1) + 1;
  }

  @Override
  public void close() {
    loop.close();
  }
}
