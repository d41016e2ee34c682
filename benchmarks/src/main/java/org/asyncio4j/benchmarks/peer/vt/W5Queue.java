package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** A producer and a consumer at a queue of java.util.concurrent. */
public final class W5Queue implements Workload {
  @Override
  public long run(Load load) {
    VirtualThreads threads = new VirtualThreads();
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(load.level());
    long[] sum = new long[1]; // handed over by the latch
    CountDownLatch end = new CountDownLatch(2);
    threads.start(
        () -> {
          for (int i = 0; i < load.times(); i++) {
            queue.put(1);
          }
        },
        end);
    threads.start(
        () -> {
          for (int i = 0; i < load.times(); i++) {
            sum[0] += queue.take();
          }
        },
        end);
    threads.awaitAll(end);
    return sum[0];
  }
}
