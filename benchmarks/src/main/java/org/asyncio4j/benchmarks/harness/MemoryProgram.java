package org.asyncio4j.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.asyncio4j.benchmarks.HeldTasks;

/** Suspends tasks and prints what each of them costs: {@code heap BYTES} and {@code rss BYTES}. */
public final class MemoryProgram {
  private static final int REHEARSAL = 1000;
  private static final int GARBAGE_BYTES = 1 << 20;
  private static final int GARBAGE_PIECES = 200; // more than the young generation holds

  private MemoryProgram() {}

  /**
   * Entry.
   *
   * @param args name of the class that suspends the tasks, and their number
   */
  public static void main(String[] args) throws Exception {
    HeldTasks held =
        Class.forName(args[0]).asSubclass(HeldTasks.class).getConstructor().newInstance();
    int tasks = Integer.parseInt(args[1]);
    held.hold(REHEARSAL, () -> {}); // loads the classes
    fillYoungGeneration();
    double[] before = sizes();
    double[] during = new double[2];
    long ended =
        held.hold(
            tasks,
            () -> {
              double[] now = sizes();
              System.arraycopy(now, 0, during, 0, now.length);
            });
    if (ended != tasks) {
      throw new IllegalStateException(ended + " tasks have ended (expected: " + tasks + ")");
    }
    System.out.println("heap " + (during[0] - before[0]) / tasks);
    System.out.println("rss " + (during[1] - before[1]) / tasks);
    System.exit(0);
  }

  private static void fillYoungGeneration() {
    long sum = 0;
    for (int i = 0; i < GARBAGE_PIECES; i++) {
      byte[] piece = new byte[GARBAGE_BYTES];
      piece[i] = 1;
      sum += piece[i];
    }
    if (sum != GARBAGE_PIECES) {
      throw new IllegalStateException("unused memory is not zero");
    }
  }

  /** Heap in use and resident set, in bytes, after a full collection. */
  private static double[] sizes() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return new double[] {memory.getHeapMemoryUsage().getUsed(), ResidentSet.bytes()};
  }
}
