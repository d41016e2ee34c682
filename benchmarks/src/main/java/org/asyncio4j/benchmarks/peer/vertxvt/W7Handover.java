package org.asyncio4j.benchmarks.peer.vertxvt;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.benchmarks.peer.Pool;

/** Tasks that await a function on a thread of Vert.x's worker pool. */
public final class W7Handover implements Workload {
  private final VirtualThreadContext loop = new VirtualThreadContext();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), () -> goAndReturn(load.times()));
  }

  private long goAndReturn(int times) {
    long trips = 0;
    for (int i = 0; i < times; i++) {
      trips += loop.vertx().executeBlocking(Pool::one, false).await();
    }
    return trips;
  }

  @Override
  public void close() {
    loop.close();
  }
}
