package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.gather;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.queue.Queue;

/** A producer and a consumer at a queue. */
public final class W5Queue implements Workload {
  private long sum;

  @Override
  public long run(Load load) {
    sum = 0;
    return Driver.run(() -> {
      Queue<Integer> queue = new Queue<>(load.level());
      await(
          gather(
              action(() -> produce(queue, load.times())),
              action(() -> consume(queue, load.times()))));
      return sum;
    });
  }

  private static void produce(Queue<Integer> queue, int times) {
    for (int i = 0; i < times; i++) {
      queue.put(1);
    }
  }

  private void consume(Queue<Integer> queue, int times) {
    for (int i = 0; i < times; i++) {
      sum += queue.get();
    }
  }
}
