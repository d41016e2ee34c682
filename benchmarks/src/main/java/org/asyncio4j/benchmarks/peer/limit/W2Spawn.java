package org.asyncio4j.benchmarks.peer.limit;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Continuations that do nothing but leave a result. */
public final class W2Spawn implements Workload {
  @Override
  public long run(Load load) {
    long done = 0;
    for (int i = 0; i < load.times(); i++) {
      done += spawn(load.tasks());
    }
    return done;
  }

  private static long spawn(int count) {
    ContinuationLoop loop = new ContinuationLoop();
    Integer[] results = new Integer[count];
    for (int i = 0; i < results.length; i++) {
      int place = i;
      loop.spawn(() -> results[place] = 1);
    }
    loop.run();
    long sum = 0;
    for (int each : results) {
      sum += each;
    }
    return sum;
  }
}
