package org.asyncio4j.benchmarks.peer.asyncio4j;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Runs the workloads, and makes sure that the driver is the one whose name is on the result. */
final class Driver {
  private static final @Nullable String EXPECTED = System.getProperty("asyncio4j.expectedDriver");

  private Driver() {}

  static long run(Awaitable<Long> main) {
    return Asyncio.run(() -> {
      String driver = Asyncio.getRunningLoop().driver();
      if (!driver.equals(EXPECTED)) {
        throw new IllegalStateException(
            "driver: " + driver + " (expected: " + EXPECTED + "); see the JVM's flags");
      }
      return Asyncio.await(main);
    });
  }

  /** Runs something {@link Load#times()} times, and adds up what it returns. */
  static long batches(Load load, Awaitable<Long> batch) {
    return run(() -> {
      long done = 0;
      for (int i = 0; i < load.times(); i++) {
        done += Asyncio.await(batch);
      }
      return done;
    });
  }

  /** Starts tasks that do the same, and awaits them all. */
  static void gather(int tasks, Action body) {
    List<Task<@Nullable Void>> all = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      all.add(Asyncio.createTask(body));
    }
    Asyncio.await(Asyncio.gather(all));
  }
}
