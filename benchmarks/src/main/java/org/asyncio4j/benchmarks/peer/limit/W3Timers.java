package org.asyncio4j.benchmarks.peer.limit;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Continuations that sleep, each for another time. */
public final class W3Timers implements Workload {
  private long awake;

  @Override
  public long run(Load load) {
    awake = 0;
    ContinuationLoop loop = new ContinuationLoop();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < load.tasks(); i++) {
      long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(load.level() + 1));
      loop.spawn(() -> {
        loop.sleep(nanos);
        awake++;
      });
    }
    loop.run();
    return awake;
  }
}
