package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.CountDownLatch;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Threads that do nothing but leave a result. */
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
    VirtualThreads threads = new VirtualThreads();
    Integer[] results = new Integer[count];
    CountDownLatch end = new CountDownLatch(results.length);
    for (int i = 0; i < results.length; i++) {
      int place = i;
      threads.start(() -> results[place] = 1, end);
    }
    threads.awaitAll(end);
    long sum = 0;
    for (int each : results) {
      sum += each;
    }
    return sum;
  }
}
