package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.sync.Lock;

/** A lock, held over sleep(0). */
public final class W6Lock implements Workload {
  private long sections;

  @Override
  public long run(Load load) {
    sections = 0;
    return Driver.run(() -> {
      Lock lock = new Lock();
      Driver.gather(load.tasks(), () -> enterAgain(lock, load.times()));
      return sections;
    });
  }

  private void enterAgain(Lock lock, int times) {
    for (int i = 0; i < times; i++) {
      lock.with(() -> {
        sleep(Duration.ZERO);
        sections++;
      });
    }
  }
}
