package org.asyncio4j.benchmarks.harness;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/**
 * What one peer took for one metric: a value for each round.
 *
 * @param row the workload
 * @param peer who
 * @param metric what
 * @param values one for each round, in order
 */
public record Series(Row row, Peer peer, Metric metric, List<Double> values) {
  /** Copies the values. */
  public Series {
    values = List.copyOf(values);
  }

  /** Returns the value in the middle. */
  public double median() {
    return Numbers.median(values);
  }

  /** Returns the least value. */
  public double min() {
    return Collections.min(values);
  }

  /** Returns the largest value. */
  public double max() {
    return Collections.max(values);
  }

  /**
   * Returns how many times the figure of another peer it is: for servers the median of what that
   * was in each round, since sockets are slow for whole rounds; otherwise of the two medians.
   */
  public double ratio(Series base) {
    if (row.kind() != Row.Kind.ECHO) {
      return median() / base.median();
    }
    int rounds = Math.min(values.size(), base.values.size());
    return Numbers.median(
        IntStream.range(0, rounds)
            .mapToObj(round -> values.get(round) / base.values.get(round))
            .toList());
  }

  /** Returns {@code W2 PEER METRIC VALUE UNIT min=… max=… n=…}. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s %s %s %s %s min=%s max=%s n=%d",
        row,
        peer.label(),
        metric.name(),
        Numbers.text(median()),
        metric.unit(),
        Numbers.text(min()),
        Numbers.text(max()),
        values.size());
  }
}
