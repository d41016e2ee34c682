package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.benchmarks.peer.Pool;

/** Chains that go to a pool's thread and back to the loop's. */
public final class W7Handover implements Workload {
  private final Loop loop = new Loop();
  private final ExecutorService pool = Pool.start();

  @Override
  public long run(Load load) {
    return loop.sum(
        load.tasks(),
        _ -> {
          CompletableFuture<Long> end = new CompletableFuture<>();
          step(load.times(), 0, end);
          return end;
        });
  }

  private void step(int left, long done, CompletableFuture<Long> end) {
    if (left == 0) {
      end.complete(done);
    } else {
      CompletableFuture.supplyAsync(Pool::one, pool)
          .thenAcceptAsync(one -> step(left - 1, done + one, end), loop.executor());
    }
  }

  @Override
  public void close() {
    loop.close();
    pool.shutdown();
  }
}
