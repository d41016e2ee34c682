package org.asyncio4j.benchmarks.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Effort;
import org.asyncio4j.benchmarks.harness.Places;
import org.asyncio4j.benchmarks.harness.Rounds;
import org.asyncio4j.benchmarks.harness.Series;
import org.asyncio4j.benchmarks.report.Bound;

/**
 * Compares ours with peers in the same minute, within the margins of guard.txt. A bound that is
 * broken is measured once more before it counts: machines that build have noise.
 */
final class Guard {
  private static final int OPERATIONS = 200_000;

  private final Places places;
  private final List<Bound> bounds;

  Guard(Places places) throws IOException {
    this.places = places;
    this.bounds = Bound.read(places.file("guard.txt"));
  }

  int run() throws InterruptedException {
    Map<Row, List<Bound>> byRow = new EnumMap<>(Row.class);
    bounds.forEach(each -> byRow.computeIfAbsent(each.row(), _ -> new ArrayList<>()).add(each));
    boolean kept = true;
    for (Map.Entry<Row, List<Bound>> each : byRow.entrySet()) {
      List<Bound> broken = broken(each.getKey(), each.getValue(), Effort.SHORT);
      if (!broken.isEmpty()) {
        System.out.println("once more, for longer:");
        broken = broken(each.getKey(), broken, Effort.SHORT.withRounds(5));
      }
      kept &= broken.isEmpty();
    }
    System.out.println(kept ? "check: all bounds kept" : "check: FAILED, see above");
    return kept ? 0 : 1;
  }

  /** Returns the bounds that were broken, or could not be judged, because then nothing guards. */
  private List<Bound> broken(Row row, List<Bound> todo, Effort effort) throws InterruptedException {
    Set<Peer> peers = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    for (Bound each : todo) {
      peers.add(each.ours());
      each.peer().ifPresent(peers::add);
      metrics.add(each.metric());
      metrics.add(each.peersMetric());
    }
    Rounds rounds = new Rounds(places, effort, System.err);
    List<Series> measured = new ArrayList<>();
    for (Case each : row.cases()) {
      if (metrics.contains(each.name())) {
        measured.addAll(rounds.run(row, each, List.copyOf(peers), Guard::shorter));
      }
    }
    measured.forEach(series -> System.out.println(series.line()));
    return todo.stream().filter(each -> !keeps(each, measured)).toList();
  }

  private static Load shorter(Load load) {
    return load.atMost(OPERATIONS);
  }

  private static boolean keeps(Bound bound, List<Series> measured) {
    Optional<Bound.Verdict> verdict = bound.judge(measured);
    System.out.printf(
        Locale.ROOT,
        "%s %s %s is %s, %s%n",
        bound.row(),
        bound.ours().label(),
        bound.metric(),
        verdict.map(Bound.Verdict::text).orElse("unknown"),
        bound.text());
    return verdict.map(Bound.Verdict::kept).orElse(false);
  }
}
