package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** Tasks that sleep(0) again and again. */
public final class W1Switch implements Workload {
  private long switches;

  @Override
  public long run(Load load) {
    switches = 0;
    return Driver.run(() -> {
      Driver.gather(load.tasks(), () -> sleepZero(load.times()));
      return switches;
    });
  }

  private void sleepZero(int times) {
    for (int i = 0; i < times; i++) {
      sleep(Duration.ZERO);
      switches++;
    }
  }
}
