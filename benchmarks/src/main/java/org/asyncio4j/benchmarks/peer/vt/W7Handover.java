package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.benchmarks.peer.Pool;

/** Threads that wait for a function on a pool's thread. */
public final class W7Handover implements Workload {
  private final ExecutorService pool = Pool.start();

  @Override
  public long run(Load load) {
    AtomicLong trips = new AtomicLong();
    new VirtualThreads()
        .runAll(
            load.tasks(),
            () -> {
              for (int i = 0; i < load.times(); i++) {
                trips.addAndGet(pool.submit(Pool::one).get());
              }
            });
    return trips.get();
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
