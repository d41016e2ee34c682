package org.asyncio4j.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Maps values to positions by their logarithm, over whole decades. */
final class LogScale {
  private final int firstDecade;
  private final int lastDecade;
  private final double from;
  private final double to;

  /**
   * A scale for some values.
   *
   * @param values all of them above zero
   * @param from position of the lowest decade
   * @param to position of the highest
   */
  LogScale(Collection<Double> values, double from, double to) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    firstDecade = (int) Math.floor(Math.log10(least));
    lastDecade = Math.max((int) Math.ceil(Math.log10(most)), firstDecade + 1);
    this.from = from;
    this.to = to;
  }

  double at(double value) {
    return from + (Math.log10(value) - firstDecade) / (lastDecade - firstDecade) * (to - from);
  }

  /** Returns the powers of ten that it spans. */
  List<Double> decades() {
    List<Double> decades = new ArrayList<>();
    for (int decade = firstDecade; decade <= lastDecade; decade++) {
      decades.add(Math.pow(10, decade));
    }
    return decades;
  }

  /** Prints a power of ten: 0.01, 1, 1000, 100k, 1M. */
  static String text(double decade) {
    if (decade >= 1e6) {
      return String.format(Locale.ROOT, "%.0fM", decade / 1e6);
    }
    if (decade >= 1e4) {
      return String.format(Locale.ROOT, "%.0fk", decade / 1e3);
    }
    return decade >= 1 ? String.format(Locale.ROOT, "%.0f", decade) : Double.toString(decade);
  }
}
