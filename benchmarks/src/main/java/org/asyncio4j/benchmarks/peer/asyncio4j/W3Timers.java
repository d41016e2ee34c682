package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Tasks that sleep, each for another time. */
public final class W3Timers implements Workload {
  private long awake;

  @Override
  public long run(Load load) {
    awake = 0;
    return Driver.run(() -> {
      sleepAll(load);
      return awake;
    });
  }

  private void sleepAll(Load load) {
    SplittableRandom random = new SplittableRandom(1);
    List<Task<@Nullable Void>> tasks = new ArrayList<>(load.tasks());
    for (int i = 0; i < load.tasks(); i++) {
      Duration delay = Duration.ofMillis(random.nextInt(load.level() + 1));
      tasks.add(
          createTask(() -> {
            sleep(delay);
            awake++;
          }));
    }
    await(gather(tasks));
  }
}
