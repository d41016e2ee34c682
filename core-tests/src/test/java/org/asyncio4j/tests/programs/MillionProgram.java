package org.asyncio4j.tests.programs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.task.Task;

/** A million tasks gathered, then a million tasks that sleep at once; prints the times. */
public final class MillionProgram {
  private static final int MILLION = 1_000_000;

  private MillionProgram() {}

  /** Entry. */
  public static void main(String[] args) {
    System.out.println("driver " + Asyncio.run(() -> Asyncio.getRunningLoop().driver()));
    Asyncio.run(MillionProgram::gathered);
    Asyncio.run(MillionProgram::sleeping);
  }

  private static void gathered() {
    long start = System.nanoTime();
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < MILLION; i++) {
      tasks.add(Asyncio.createTask(() -> 1));
    }
    int sum = Asyncio.gather(tasks).await().stream().mapToInt(each -> each).sum();
    report("gathered", sum, start);
  }

  private static void sleeping() {
    long start = System.nanoTime();
    int[] awake = new int[1];
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < MILLION; i++) {
      tasks.add(
          Asyncio.createTask(() -> {
            Asyncio.sleep(Duration.ofSeconds(2));
            awake[0]++;
          }));
    }
    Asyncio.gather(tasks).await();
    report("slept", awake[0], start);
  }

  private static void report(String what, int count, long start) {
    Runtime memory = Runtime.getRuntime();
    System.out.printf(
        "%s %d in %.1f s, %d MB%n",
        what,
        count,
        (System.nanoTime() - start) / 1e9,
        (memory.totalMemory() - memory.freeMemory()) / (1 << 20));
  }
}
