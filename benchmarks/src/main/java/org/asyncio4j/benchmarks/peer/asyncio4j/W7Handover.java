package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.getRunningLoop;

import java.util.concurrent.ExecutorService;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.benchmarks.peer.Pool;
import org.asyncio4j.loop.EventLoop;

/** Tasks that call a function on a pool's thread, again and again. */
public final class W7Handover implements Workload {
  private final ExecutorService pool = Pool.start();
  private long trips;

  @Override
  public long run(Load load) {
    trips = 0;
    return Driver.run(() -> {
      Driver.gather(load.tasks(), () -> goAndReturn(load.times()));
      return trips;
    });
  }

  private void goAndReturn(int times) {
    EventLoop loop = getRunningLoop();
    for (int i = 0; i < times; i++) {
      int one =
          await(loop.runInExecutor(pool, Pool::one)); // first: += would read the sum too early
      trips += one;
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
