package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.HeldTasks;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Tasks that each await a future of their own. */
public final class W9Memory implements HeldTasks {
  private long ended;

  @Override
  public long hold(int tasks, Runnable whileSuspended) {
    ended = 0;
    return Driver.run(() -> {
      holdAll(tasks, whileSuspended);
      return ended;
    });
  }

  private void holdAll(int count, Runnable whileSuspended) {
    List<Future<@Nullable Void>> gates = new ArrayList<>(count);
    List<Task<@Nullable Void>> tasks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Future<@Nullable Void> gate = getRunningLoop().createFuture();
      gates.add(gate);
      tasks.add(
          createTask(() -> {
            await(gate);
            ended++;
          }));
    }
    sleep(Duration.ZERO);
    whileSuspended.run();
    for (Future<@Nullable Void> gate : gates) {
      gate.setResult(null);
    }
    await(gather(tasks));
  }
}
