package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Futures of functions that do nothing, all of them awaited. */
public final class W2Spawn implements Workload {
  private final Loop loop = new Loop();

  @Override
  public long run(Load load) {
    return loop.sum(load.tasks(), _ -> CompletableFuture.supplyAsync(() -> 1L, loop.executor()));
  }

  @Override
  public void close() {
    loop.close();
  }
}
