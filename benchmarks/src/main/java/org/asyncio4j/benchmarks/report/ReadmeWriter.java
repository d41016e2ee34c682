package org.asyncio4j.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Metric;
import org.asyncio4j.benchmarks.harness.Numbers;
import org.asyncio4j.benchmarks.harness.Results;
import org.asyncio4j.benchmarks.harness.Series;

/** Writes the tables into README.md, between two marks; the rest of it is written by hand. */
public final class ReadmeWriter {
  private static final String BEGIN = "<!-- results: written by benchmarks/run all -->";
  private static final String END = "<!-- end of results -->";

  private final List<String> machine;
  private final Results results;
  private final List<Bound> targets;

  /**
   * Prepares for writing.
   *
   * @param machine lines about where the figures come from
   * @param results the figures
   * @param targets what they are to be
   */
  public ReadmeWriter(List<String> machine, Results results, List<Bound> targets) {
    this.machine = machine;
    this.results = results;
    this.targets = targets;
  }

  /** Replaces what stands between the marks. */
  public void write(Path readme) throws IOException {
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(readme + " lacks the lines " + BEGIN + " and " + END);
    }
    String head = text.substring(0, begin + BEGIN.length());
    Files.writeString(readme, head + "\n\n" + body() + "\n" + text.substring(end));
  }

  private String body() throws IOException {
    List<String> lines = new ArrayList<>();
    machine.forEach(line -> lines.add("- " + line));
    for (Row row : Row.values()) {
      List<Series> measured = row.inTables() ? results.read(row) : List.of();
      if (!measured.isEmpty()) {
        table(row, measured, lines);
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private void table(Row row, List<Series> measured, List<String> lines) {
    lines.add("");
    lines.add("### " + row + " " + row.description());
    if (row.kind() == Row.Kind.ECHO) {
      new EchoTables(row, measured).write(lines);
    } else {
      tableForEachMetric(measured, lines);
    }
    verdicts(row, measured, lines);
  }

  private static void tableForEachMetric(List<Series> measured, List<String> lines) {
    Set<Metric> metrics = new LinkedHashSet<>();
    measured.forEach(each -> metrics.add(each.metric()));
    for (Metric metric : metrics) {
      lines.add("");
      lines.add(
          "| %s, %s | median | min | max | n | x best peer | x limit |"
              .formatted(metric.name(), metric.unit()));
      lines.add("|---|--:|--:|--:|--:|--:|--:|");
      List<Series> rows = measured.stream().filter(each -> each.metric().equals(metric)).toList();
      rows.forEach(each -> lines.add(line(each, rows)));
    }
  }

  private static String line(Series one, List<Series> all) {
    Optional<Series> best =
        all.stream()
            .filter(each -> !each.peer().ours() && each.peer() != Peer.LIMIT)
            .min(Comparator.comparingDouble(Series::median));
    Optional<Series> limit = all.stream().filter(each -> each.peer() == Peer.LIMIT).findFirst();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %d | %s | %s |",
        name(one.peer()),
        Numbers.text(one.median()),
        Numbers.text(one.min()),
        Numbers.text(one.max()),
        one.values().size(),
        ratio(one, best),
        ratio(one, limit));
  }

  /** Returns its name, bold if it is ours. */
  static String name(Peer peer) {
    return peer.ours() ? "**" + peer.label() + "**" : peer.label();
  }

  private static String ratio(Series one, Optional<Series> base) {
    return base.map(each -> Numbers.text(one.median() / each.median())).orElse("-");
  }

  private void verdicts(Row row, List<Series> measured, List<String> lines) {
    List<Bound> bounds = targets.stream().filter(each -> each.row() == row).toList();
    if (bounds.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("| target | | is | |");
    lines.add("|---|---|--:|---|");
    for (Bound bound : bounds) {
      Optional<Bound.Verdict> verdict = bound.judge(measured);
      lines.add(
          "| %s %s | %s | %s | %s |"
              .formatted(
                  bound.ours().label(),
                  bound.metric(),
                  bound.text(),
                  verdict.map(Bound.Verdict::text).orElse("-"),
                  verdict.map(each -> each.kept() ? "met" : "**missed**").orElse("not measured")));
    }
  }
}
