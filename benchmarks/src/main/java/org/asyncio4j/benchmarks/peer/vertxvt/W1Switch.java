package org.asyncio4j.benchmarks.peer.vertxvt;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Tasks that await a callback behind all that is ready, again and again. */
public final class W1Switch implements Workload {
  private final VirtualThreadContext loop = new VirtualThreadContext();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), () -> yieldAgain(load.times()));
  }

  private long yieldAgain(int times) {
    long switches = 0;
    for (int i = 0; i < times; i++) {
      loop.yieldNow();
      switches++;
    }
    return switches;
  }

  @Override
  public void close() {
    loop.close();
  }
}
