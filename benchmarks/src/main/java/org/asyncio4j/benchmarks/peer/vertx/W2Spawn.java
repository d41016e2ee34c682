package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Futures of callbacks that do nothing, all of them awaited. */
public final class W2Spawn implements Workload {
  private final EventLoop loop = new EventLoop();

  @Override
  public long run(Load load) throws Exception {
    return loop.sum(load.tasks(), _ -> one());
  }

  private Future<Long> one() {
    Promise<Long> end = Promise.promise();
    loop.context().runOnContext(_ -> end.complete(1L));
    return end.future();
  }

  @Override
  public void close() {
    loop.close();
  }
}
