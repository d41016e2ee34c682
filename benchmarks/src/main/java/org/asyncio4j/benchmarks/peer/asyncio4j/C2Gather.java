package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;

/** Futures, gathered while pending, done by a callback each. */
public final class C2Gather implements Workload {
  @Override
  public long run(Load load) {
    return Driver.batches(load, () -> gatherAll(load.tasks()));
  }

  private static long gatherAll(int count) {
    EventLoop loop = getRunningLoop();
    List<Future<Integer>> futures = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Future<Integer> future = loop.createFuture();
      futures.add(future);
      loop.callSoon(() -> future.setResult(1));
    }
    long sum = 0;
    for (int each : await(gather(futures))) {
      sum += each;
    }
    return sum;
  }
}
