package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Callbacks that put themselves behind all that is ready, again and again. */
public final class W1Switch implements Workload {
  private final EventLoop loop = new EventLoop();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), _ -> again(load.times()));
  }

  private Future<Long> again(int times) {
    Promise<Long> end = Promise.promise();
    step(times, 0, end);
    return end.future();
  }

  private void step(int left, long done, Promise<Long> end) {
    if (left == 0) {
      end.complete(done);
    } else {
      loop.context().runOnContext(_ -> step(left - 1, done + 1, end));
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
