package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.task.Task;

/** Tasks that do nothing, gathered. */
public final class W2Spawn implements Workload {
  @Override
  public long run(Load load) {
    return Driver.batches(load, () -> spawn(load.tasks()));
  }

  private static long spawn(int count) {
    List<Task<Integer>> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tasks.add(createTask(() -> 1));
    }
    long sum = 0;
    for (int each : await(gather(tasks))) {
      sum += each;
    }
    return sum;
  }
}
