package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.SplittableRandom;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Timers, each for another time; Vert.x has none below one millisecond. */
public final class W3Timers implements Workload {
  private final EventLoop loop = new EventLoop();

  @Override
  public long run(Load load) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    return loop.sum(load.tasks(), _ -> sleep(Math.max(1, random.nextInt(load.level() + 1))));
  }

  private Future<Long> sleep(int millis) {
    Promise<Long> end = Promise.promise();
    loop.vertx().setTimer(millis, _ -> end.complete(1L));
    return end.future();
  }

  @Override
  public void close() {
    loop.close();
  }
}
