package org.asyncio4j.benchmarks.peer.vt;

import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Threads that sleep, each for another time. */
public final class W3Timers implements Workload {
  @Override
  public long run(Load load) {
    VirtualThreads threads = new VirtualThreads();
    SplittableRandom random = new SplittableRandom(1);
    AtomicLong awake = new AtomicLong();
    CountDownLatch end = new CountDownLatch(load.tasks());
    for (int i = 0; i < load.tasks(); i++) {
      int millis = random.nextInt(load.level() + 1);
      threads.start(
          () -> {
            Thread.sleep(millis);
            awake.incrementAndGet();
          },
          end);
    }
    threads.awaitAll(end);
    return awake.get();
  }
}
