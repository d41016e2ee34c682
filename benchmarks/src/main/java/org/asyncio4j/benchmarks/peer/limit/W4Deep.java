package org.asyncio4j.benchmarks.peer.limit;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Continuations that call down some levels, yield there, and return. */
public final class W4Deep implements Workload {
  private long returns;

  @Override
  public long run(Load load) {
    returns = 0;
    ContinuationLoop loop = new ContinuationLoop();
    for (int i = 0; i < load.tasks(); i++) {
      loop.spawn(() -> descend(loop, load.times(), load.level()));
    }
    loop.run();
    return returns / load.level();
  }

  private void descend(ContinuationLoop loop, int times, int depth) {
    for (int i = 0; i < times; i++) {
      int levels = call(loop, depth); // first: += would read the sum before the others go on
      returns += levels;
    }
  }

  private static int call(ContinuationLoop loop, int depth) {
    if (depth == 0) {
      loop.yieldNow();
      return 0;
    }
    return call(loop, depth - 1) + 1;
  }
}
