package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Tasks that call down some levels, sleep(0) there, and return. */
public final class W4Deep implements Workload {
  private long returns;

  @Override
  public long run(Load load) {
    returns = 0;
    return Driver.run(() -> {
      Driver.gather(load.tasks(), () -> descend(load.times(), load.level()));
      return returns / load.level();
    });
  }

  private void descend(int times, int depth) {
    for (int i = 0; i < times; i++) {
      int levels = call(depth); // first: += would read the sum before the others go on
      returns += levels;
    }
  }

  private static int call(int depth) {
    if (depth == 0) {
      sleep(Duration.ZERO);
      return 0;
    }
    return call(depth - 1) + 1;
  }
}
