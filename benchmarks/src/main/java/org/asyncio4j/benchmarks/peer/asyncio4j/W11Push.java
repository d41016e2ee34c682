package org.asyncio4j.benchmarks.peer.asyncio4j;

import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.context.AsyncGenerator;

/** A generator that pushes into its consumer, and stages that map it. */
public final class W11Push implements Workload {
  @Override
  public long run(Load load) {
    return Driver.run(() -> {
      AsyncGenerator<Integer> items = count(load.times());
      for (int i = 0; i < load.level(); i++) {
        items = mapped(items);
      }
      long[] sum = new long[1];
      items.forEach(item -> sum[0] += item);
      return sum[0];
    });
  }

  private static AsyncGenerator<Integer> count(int times) {
    return AsyncGenerator.of(y -> {
      for (int i = 0; i < times; i++) {
        y.yield(1);
      }
    });
  }

  private static AsyncGenerator<Integer> mapped(AsyncGenerator<Integer> source) {
    return AsyncGenerator.of(y -> source.forEach(item -> y.yield(item)));
  }
}
