package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gatherOutcomes;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Tasks that sleep for an hour and are cancelled. */
public final class C1Cancel implements Workload {
  @Override
  public long run(Load load) {
    return Driver.batches(load, () -> cancelAll(load.tasks()));
  }

  private static long cancelAll(int count) {
    List<Task<@Nullable Void>> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tasks.add(createTask(() -> sleep(Duration.ofHours(1))));
    }
    sleep(Duration.ZERO);
    for (Task<@Nullable Void> each : tasks) {
      each.cancel();
    }
    return await(gatherOutcomes(tasks)).stream()
        .filter(Outcome.Cancelled.class::isInstance)
        .count();
  }
}
