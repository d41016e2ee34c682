package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Methods that return futures of one another, down some levels. */
public final class W4Deep implements Workload {
  private final Loop loop = new Loop();

  @Override
  public long run(Load load) {
    return loop.sum(
            load.tasks(),
            _ -> {
              CompletableFuture<Long> end = new CompletableFuture<>();
              descend(load.times(), load.level(), 0, end);
              return end;
            })
        / load.level();
  }

  private void descend(int left, int depth, long sum, CompletableFuture<Long> end) {
    if (left == 0) {
      end.complete(sum);
    } else {
      call(depth).thenAccept(levels -> descend(left - 1, depth, sum + levels, end));
    }
  }

  private CompletableFuture<Integer> call(int depth) {
    return depth == 0
        ? loop.yielding().thenApply(_ -> 0)
        : call(depth - 1).thenApply(levels -> levels + 1);
  }

  @Override
  public void close() {
    loop.close();
  }
}
