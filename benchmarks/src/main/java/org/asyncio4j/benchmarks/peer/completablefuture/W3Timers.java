package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Futures of functions that run late, each at another time. */
public final class W3Timers implements Workload {
  private final Loop loop = new Loop();

  @Override
  public long run(Load load) {
    SplittableRandom random = new SplittableRandom(1);
    return loop.sum(
        load.tasks(),
        _ ->
            CompletableFuture.supplyAsync(
                () -> 1L,
                CompletableFuture.delayedExecutor(
                    random.nextInt(load.level() + 1), TimeUnit.MILLISECONDS, loop.executor())));
  }

  @Override
  public void close() {
    loop.close();
  }
}
