package org.asyncio4j.cli.repl;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How long code takes, as IPython says it. */
final class Timing {
  private static final int RUNS = 7;
  private static final double ENOUGH_SECONDS = 0.2;

  private Timing() {}

  /**
   * Runs code so often that it takes a while, seven times.
   *
   * @param code the code
   * @return mean and deviation of one loop
   * @throws Exception what the code throws
   */
  static String of(Callable<@Nullable Object> code) throws Exception {
    int loops = 1;
    while (seconds(code, loops) < ENOUGH_SECONDS && loops < 1_000_000_000) {
      loops *= 10;
    }
    double[] each = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      each[run] = seconds(code, loops) / loops;
    }
    double mean = Arrays.stream(each).average().orElse(0);
    double deviation =
        Math.sqrt(Arrays.stream(each).map(t -> (t - mean) * (t - mean)).sum() / RUNS);
    return String.format(
        Locale.ROOT,
        "%s ± %s per loop (mean ± std. dev. of %d runs, %,d loop%s each)",
        text(mean),
        text(deviation),
        RUNS,
        loops,
        loops == 1 ? "" : "s");
  }

  private static double seconds(Callable<@Nullable Object> code, int loops) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < loops; i++) {
      code.call();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Returns a time with three digits.
   *
   * @param seconds the time
   * @return such as {@code 1.5 ms}
   */
  static String text(double seconds) {
    String[] units = {"s", "ms", "µs", "ns"};
    double value = seconds;
    int unit = 0;
    while (value < 1 && unit < units.length - 1) {
      value *= 1000;
      unit++;
    }
    String format = value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s";
    return String.format(Locale.ROOT, format, value, units[unit]);
  }
}
