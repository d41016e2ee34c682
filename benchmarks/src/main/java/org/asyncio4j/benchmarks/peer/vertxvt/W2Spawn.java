package org.asyncio4j.benchmarks.peer.vertxvt;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Tasks that do nothing, all of them awaited. */
public final class W2Spawn implements Workload {
  private final VirtualThreadContext loop = new VirtualThreadContext();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), () -> 1L);
  }

  @Override
  public void close() {
    loop.close();
  }
}
