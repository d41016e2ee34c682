package org.asyncio4j.io.soak;

import static org.asyncio4j.Asyncio.sleep;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Log;
import org.asyncio4j.task.Task;

/** Looks whether all is as it was before, while nothing goes on. In a task. */
final class Rest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Tally tally;
  private final Log log;
  private final int descriptors = Descriptors.open().size();
  private final Set<Task<?>> tasks = Asyncio.allTasks();
  private final List<Long> heaps = new ArrayList<>();
  private int warnings;

  Rest(Tally tally, Log log) {
    this.tally = tally;
    this.log = log;
  }

  /** Looks. Suspends until all has gone, or for some seconds. */
  void look() {
    expectNone("tasks", () -> others().stream().map(Object::toString).toList());
    expectNone("children", Children::all);
    expectNone("threads for children", Children::threads);
    expectNone(
        "descriptors",
        () -> {
          List<String> now = Descriptors.open();
          return now.size() > descriptors ? now : List.of();
        });
    heaps.add(heap());
    List<String> said = log.warnings(); // after the collections, which find what was dropped
    said.subList(warnings, said.size()).forEach(text -> tally.fail("a warning: " + text));
    warnings = said.size();
    tally.count("rests");
  }

  private List<Task<?>> others() {
    return Asyncio.allTasks().stream().filter(each -> !tasks.contains(each)).toList();
  }

  private void expectNone(String what, Supplier<List<String>> left) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!left.get().isEmpty() && System.nanoTime() < end) {
      sleep(Duration.ofMillis(5));
    }
    List<String> still = left.get();
    if (!still.isEmpty()) {
      tally.fail(what + " are left (" + still.size() + "): " + still);
    }
  }

  /** Bytes in use when nothing is left to collect. */
  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      sleep(Duration.ofMillis(50)); // cleaners have their turn
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  List<Long> heaps() {
    return heaps;
  }

  /**
   * Fails if the last third of the rests has more than half as much again as the first, and 8 MB.
   */
  void compareHeaps() {
    int third = heaps.size() / 3;
    if (third > 0) {
      double first = mean(heaps.subList(0, third));
      double last = mean(heaps.subList(heaps.size() - third, heaps.size()));
      if (last > 1.5 * first + (8 << 20)) {
        tally.fail(
            "the heap grows: %.1f MB at first, %.1f MB at last".formatted(mb(first), mb(last)));
      }
    }
  }

  private static double mean(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).average().orElse(0);
  }

  static double mb(double bytes) {
    return bytes / (1 << 20);
  }
}
