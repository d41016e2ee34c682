package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Methods that return futures of one another, down some levels. */
public final class W4Deep implements Workload {
  private final EventLoop loop = new EventLoop();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), _ -> descend(load)) / load.level();
  }

  private Future<Long> descend(Load load) {
    Promise<Long> end = Promise.promise();
    step(load.times(), load.level(), 0, end);
    return end.future();
  }

  private void step(int left, int depth, long sum, Promise<Long> end) {
    if (left == 0) {
      end.complete(sum);
    } else {
      call(depth).onSuccess(levels -> step(left - 1, depth, sum + levels, end));
    }
  }

  private Future<Integer> call(int depth) {
    return depth == 0 ? zero() : call(depth - 1).map(levels -> levels + 1);
  }

  private Future<Integer> zero() {
    Promise<Integer> end = Promise.promise();
    loop.context().runOnContext(_ -> end.complete(0));
    return end.future();
  }

  @Override
  public void close() {
    loop.close();
  }
}
