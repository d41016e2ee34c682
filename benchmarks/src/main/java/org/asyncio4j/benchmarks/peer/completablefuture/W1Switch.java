package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Chains of callbacks, each of which goes through the executor. */
public final class W1Switch implements Workload {
  private final Loop loop = new Loop();

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

  /* Not thenCompose, whose nested futures would grow with the number of steps. */
  private void step(int left, long done, CompletableFuture<Long> end) {
    if (left == 0) {
      end.complete(done);
    } else {
      loop.yielding().thenRun(() -> step(left - 1, done + 1, end));
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
