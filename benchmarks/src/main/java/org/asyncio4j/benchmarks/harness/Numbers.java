package org.asyncio4j.benchmarks.harness;

import java.util.Collection;
import java.util.Locale;

/** Arithmetic and text of measured values. */
public final class Numbers {
  private Numbers() {}

  /**
   * Returns the value in the middle, or the mean of the two there.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static double median(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("values: none (expected: at least one)");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Prints three significant digits, or all before the point. */
  public static String text(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "-";
    }
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
