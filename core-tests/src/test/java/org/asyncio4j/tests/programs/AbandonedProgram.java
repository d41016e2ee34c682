package org.asyncio4j.tests.programs;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.AsyncGenerator;

/** Many generators that stand at their yield and that nobody holds; how many is the argument. */
public final class AbandonedProgram {
  private static int closed;

  /** A third of what the heap holds. */
  private static final int MOST_OPEN = 25_000;

  private AbandonedProgram() {}

  /** Entry. */
  public static void main(String[] args) {
    long start = System.nanoTime();
    System.out.println("driver " + Asyncio.run(() -> Asyncio.getRunningLoop().driver()));
    int count = Integer.parseInt(args[0]);
    Asyncio.run(() -> abandon(count));
    System.out.printf(
        "abandoned %d, closed %d in %.1f s%n", count, closed, (System.nanoTime() - start) / 1e9);
  }

  private static void abandon(int count) {
    for (int i = 0; i < count; i++) {
      beginOne();
      if (i % 100 == 0) {
        Asyncio.sleep(Duration.ZERO);
      }
      while (i - closed > MOST_OPEN) {
        System.gc(); // on a busy machine the collector's thread may be far behind
        Asyncio.sleep(Duration.ofMillis(1));
      }
    }
  }

  private static void beginOne() {
    AsyncGenerator.<Integer>of(
            y -> {
              try {
                y.yield(1);
              } finally {
                closed++;
              }
            })
        .anext();
  }
}
