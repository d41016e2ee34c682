package org.asyncio4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Numbers;
import org.asyncio4j.benchmarks.harness.Series;

/**
 * What a figure of ours may be at most, or at least where more is better: a number, or a multiple
 * of what a peer took in the same run.
 *
 * <p>In a file a line each: {@code W1 switch asyncio4j-scheduled 1.6 limit}, {@code W2 task
 * asyncio4j-scheduled 1/8 kotlin}, {@code W1 switch asyncio4j-scheduled 220 ns}. A metric of the
 * peer that has another name follows it after a slash: {@code cpython/pull}.
 *
 * @param row the workload
 * @param metric the metric
 * @param ours who is bound
 * @param factor number, or multiple, as it stands in the file
 * @param of a peer and its metric, or a unit
 */
public record Bound(Row row, String metric, Peer ours, String factor, String of) {
  private static final int WORDS = 5;

  /** Whether a bound is kept. */
  public record Verdict(boolean kept, String text) {}

  /** Reads a file of bounds; what follows a # is a comment. */
  public static List<Bound> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(Bound::parse)
        .toList();
  }

  private static Bound parse(String line) {
    String[] words = line.split("\\s+", -1);
    if (words.length != WORDS) {
      throw new IllegalArgumentException(
          "bound: '" + line + "' (expected: ROW METRIC PEER FACTOR PEER-OR-UNIT)");
    }
    return new Bound(Row.named(words[0]), words[1], Peer.named(words[2]), words[3], words[4]);
  }

  /** Returns the peer that it refers to, or nothing if the bound is a number. */
  public Optional<Peer> peer() {
    String label = of.split("/", -1)[0];
    for (Peer each : Peer.values()) {
      if (each.label().equals(label)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Returns the metric of the peer that it refers to. */
  public String peersMetric() {
    int slash = of.indexOf('/');
    return slash < 0 ? metric : of.substring(slash + 1);
  }

  private double number() {
    String[] parts = factor.split("/", -1);
    double first = Double.parseDouble(parts[0]);
    return parts.length == 1 ? first : first / Double.parseDouble(parts[1]);
  }

  /** Returns it as people read it: {@code <= 1.6 x limit}, {@code >= 0.70 x c}. */
  public String text() {
    String sign = row.moreIsBetter(metric) ? ">= " : "<= ";
    return sign + factor + (peer().isEmpty() ? " " : " x ") + of;
  }

  /**
   * Compares with what was measured.
   *
   * @param measured all series of the row, of one run
   * @return nothing if a figure is missing
   */
  public Optional<Verdict> judge(List<Series> measured) {
    Optional<Series> own = find(measured, ours, metric);
    if (peer().isEmpty()) {
      return own.map(Series::median).map(this::verdict);
    }
    Optional<Series> base = peer().flatMap(other -> find(measured, other, peersMetric()));
    return own.flatMap(mine -> base.map(mine::ratio)).map(this::verdict);
  }

  private Verdict verdict(double is) {
    boolean kept = row.moreIsBetter(metric) ? is >= number() : is <= number();
    return new Verdict(kept, Numbers.text(is));
  }

  private static Optional<Series> find(List<Series> measured, Peer peer, String metric) {
    return measured.stream()
        .filter(each -> each.peer() == peer && each.metric().name().equals(metric))
        .findFirst();
  }
}
