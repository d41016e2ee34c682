package org.asyncio4j.benchmarks.command;

import java.io.IOException;
import java.time.Duration;
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
 * Compares ours with peers in the same minute, within the margins of guard.txt. Machines that build
 * have noise, which only ever adds to a time: so of times the best round counts, and a bound that
 * is broken is measured once more, for longer, before that counts.
 */
final class Guard {
  private static final int OPERATIONS = 200_000;

  /** On a busy machine the JIT is late, and we have more code for it than the bare limit. */
  private static final Effort LONGER = new Effort(3, 8, 2, Duration.ofMillis(500));

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
        broken = broken(each.getKey(), broken, LONGER);
      }
      kept &= broken.isEmpty();
    }
    System.out.println(kept ? "check: all bounds kept" : "check: FAILED, see above");
    return kept ? 0 : 1;
  }

  /** Returns the bounds that were broken, or could not be judged, because then nothing guards. */
  private List<Bound> broken(Row row, List<Bound> todo, Effort effort) throws InterruptedException {
    Rounds rounds = new Rounds(places, effort, System.err);
    List<Series> measured = new ArrayList<>();
    for (Case each : row.cases()) {
      Set<Peer> peers = peers(each, todo);
      if (!peers.isEmpty()) {
        measured.addAll(rounds.run(row, each, List.copyOf(peers), Guard::shorter));
      }
    }
    measured.forEach(series -> System.out.println(series.line()));
    List<Series> best = measured.stream().map(Guard::best).toList();
    return todo.stream().filter(each -> !keeps(each, best)).toList();
  }

  /** Returns who has to run a case so that these bounds can be judged. */
  private static Set<Peer> peers(Case what, List<Bound> todo) {
    Set<Peer> peers = new LinkedHashSet<>();
    for (Bound each : todo) {
      if (each.metric().equals(what.name())) {
        peers.add(each.ours());
      }
      if (each.peersMetric().equals(what.name())) {
        each.peer().ifPresent(peers::add);
      }
    }
    return peers;
  }

  private static Series best(Series series) {
    return series.row().kind() == Row.Kind.TIME
        ? new Series(series.row(), series.peer(), series.metric(), List.of(series.min()))
        : series;
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
