package org.asyncio4j.benchmarks.peer.limit;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Continuations that yield again and again. */
public final class W1Switch implements Workload {
  private long switches;

  @Override
  public long run(Load load) {
    switches = 0;
    ContinuationLoop loop = new ContinuationLoop();
    for (int i = 0; i < load.tasks(); i++) {
      loop.spawn(() -> yieldAgain(loop, load.times()));
    }
    loop.run();
    return switches;
  }

  private void yieldAgain(ContinuationLoop loop, int times) {
    for (int i = 0; i < times; i++) {
      loop.yieldNow();
      switches++;
    }
  }
}
