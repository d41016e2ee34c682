package org.asyncio4j.benchmarks.peer.limit;

import java.util.concurrent.ExecutorService;
import jdk.internal.vm.Continuation;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.benchmarks.peer.Pool;

/** Continuations that park until a pool's thread has run a function. */
public final class W7Handover implements Workload {
  private final ExecutorService pool = Pool.start();
  private long trips;

  @Override
  public long run(Load load) {
    trips = 0;
    ContinuationLoop loop = new ContinuationLoop();
    for (int i = 0; i < load.tasks(); i++) {
      loop.spawn(() -> goAndReturn(loop, load.times()));
    }
    loop.run();
    return trips;
  }

  private void goAndReturn(ContinuationLoop loop, int times) {
    Continuation self = loop.current();
    int[] result = new int[1]; // handed over by the loop's inbox
    for (int i = 0; i < times; i++) {
      pool.execute(() -> {
        result[0] = Pool.one();
        loop.unparkThreadsafe(self);
      });
      loop.park();
      trips += result[0];
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
