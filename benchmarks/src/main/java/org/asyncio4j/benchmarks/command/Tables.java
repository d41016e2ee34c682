package org.asyncio4j.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Effort;
import org.asyncio4j.benchmarks.harness.Machine;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Places;
import org.asyncio4j.benchmarks.harness.Results;
import org.asyncio4j.benchmarks.harness.Rounds;
import org.asyncio4j.benchmarks.harness.Series;
import org.asyncio4j.benchmarks.report.BarChart;
import org.asyncio4j.benchmarks.report.Bound;
import org.asyncio4j.benchmarks.report.ReadmeWriter;

/** Measures the rows with all their peers, keeps the results, and writes README.md from them. */
final class Tables {
  private static final List<String> IN_CHART =
      List.of("switch", "task", "depth20", "queue128", "section", "out64", "push");

  private final Places places;
  private final Effort effort;
  private final Results results;
  private final Path machine;

  Tables(Places places, Effort effort) {
    this.places = places;
    this.effort = effort;
    this.results = new Results(places.file("results"));
    this.machine = places.file("results/machine.txt");
  }

  /** Measures these rows, or all if there are none; of each these cases, or all. */
  int measure(List<Row> wanted, Set<String> cases) throws IOException, InterruptedException {
    List<Row> rows =
        wanted.isEmpty() ? Stream.of(Row.values()).filter(Row::inTables).toList() : wanted;
    Rounds rounds = new Rounds(places, effort, System.err);
    for (Row row : rows) {
      List<Series> all = new ArrayList<>();
      for (Case each : row.cases()) {
        if (cases.isEmpty() || cases.contains(each.name())) {
          all.addAll(rounds.run(row, each, List.of(Peer.values())));
        }
      }
      all.forEach(series -> System.out.println(series.line()));
      results.write(row.name(), cases.isEmpty() ? all : withTheOthers(row, all));
    }
    Files.write(machine, Machine.describe(places, effort));
    write();
    return rounds.failed() ? 1 : 0;
  }

  private List<Series> withTheOthers(Row row, List<Series> measured) throws IOException {
    Set<Metric> anew = measured.stream().map(Series::metric).collect(Collectors.toSet());
    List<Series> all = new ArrayList<>(results.read(row));
    all.removeIf(each -> anew.contains(each.metric()));
    all.addAll(measured);
    return all;
  }

  /** Writes README.md and the chart from what was measured last. */
  int write() throws IOException {
    List<String> about = Files.exists(machine) ? Files.readAllLines(machine) : List.of();
    List<Bound> targets = Bound.read(places.file("targets.txt"));
    new ReadmeWriter(about, results, targets).write(places.file("README.md"));
    BarChart chart = new BarChart();
    for (Row row : Row.values()) {
      for (Case each : row.cases()) {
        if (IN_CHART.contains(each.name())) {
          chart.add(row + " " + row.description() + " (" + each.name() + ")", bars(row, each));
        }
      }
    }
    chart.write(places.file("results/bars.svg"));
    return 0;
  }

  private List<Series> bars(Row row, Case what) throws IOException {
    return results.read(row).stream()
        .filter(each -> each.metric().name().equals(what.name()))
        .toList();
  }
}
