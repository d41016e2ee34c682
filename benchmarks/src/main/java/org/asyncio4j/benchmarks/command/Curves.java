package org.asyncio4j.benchmarks.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Effort;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Places;
import org.asyncio4j.benchmarks.harness.Results;
import org.asyncio4j.benchmarks.harness.Rounds;
import org.asyncio4j.benchmarks.harness.Series;
import org.asyncio4j.benchmarks.report.LinePlot;

/** Costs per task from a hundred tasks to a million, which are to be flat. */
final class Curves {
  private static final int[] SIZES = {100, 1_000, 10_000, 100_000, 1_000_000};
  private static final int OPERATIONS = 1_000_000;
  private static final String FILE = "curves";
  private static final String AT = "@";
  private static final List<Row> ROWS = List.of(Row.W1, Row.W2, Row.W9, Row.C1, Row.C2, Row.C3);
  private static final List<Peer> PEERS =
      List.of(
          Peer.SCHEDULED, Peer.PORTABLE, Peer.LIMIT, Peer.VT_DEFAULT, Peer.KOTLIN, Peer.CPYTHON);

  private final Places places;
  private final Rounds rounds;
  private final Results results;

  Curves(Places places, Effort effort) {
    this.places = places;
    this.rounds = new Rounds(places, effort, System.err);
    this.results = new Results(places.file("results"));
  }

  /** Measures and draws. */
  int run() throws IOException, InterruptedException {
    List<Series> all = new ArrayList<>();
    for (Row row : ROWS) {
      for (Case each : row.cases()) {
        all.addAll(curve(row, each));
        results.write(FILE, all);
      }
    }
    draw();
    return rounds.failed() ? 1 : 0;
  }

  /** Draws what was measured last. */
  void draw() throws IOException {
    Map<String, LinePlot> plots = new LinkedHashMap<>();
    for (Series each : results.read(FILE)) {
      String[] metric = each.metric().name().split(AT, 2); // such as switch@1000
      if (!metric[0].equals("rss")) { // too coarse for few tasks
        plots
            .computeIfAbsent(
                metric[0],
                name -> new LinePlot(name + " by the number of tasks", each.metric().unit()))
            .add(each.peer(), Double.parseDouble(metric[1]), each.median());
      }
    }
    for (Map.Entry<String, LinePlot> each : plots.entrySet()) {
      each.getValue().write(places.file("results/curve-" + each.getKey() + ".svg"));
    }
  }

  private List<Series> curve(Row row, Case what) throws IOException, InterruptedException {
    List<Series> points = new ArrayList<>();
    for (int size : SIZES) {
      for (Series each : rounds.run(row, what, PEERS, load -> sized(row, load, size))) {
        Series point = at(size, each);
        System.out.println(point.line());
        points.add(point);
      }
    }
    return points;
  }

  /** The same number of operations whatever the number of tasks. */
  private static Load sized(Row row, Load load, int size) {
    int times = row.kind() == Row.Kind.MEMORY ? 1 : OPERATIONS / size;
    return new Load(size, times, load.level());
  }

  private static Series at(int size, Series each) {
    Metric metric = new Metric(each.metric().name() + AT + size, each.metric().unit());
    return new Series(each.row(), each.peer(), metric, each.values());
  }
}
