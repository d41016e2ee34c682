package org.asyncio4j.benchmarks.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.EchoFigure;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Numbers;
import org.asyncio4j.benchmarks.harness.Series;

/**
 * Tables of the echo servers: a line for each peer, a column for each case. Messages a second are
 * shares of one peer's: the C server's, and with TLS that of Netty on NIO.
 */
final class EchoTables {
  private final Row row;
  private final List<Series> measured;

  EchoTables(Row row, List<Series> measured) {
    this.row = row;
    this.measured = measured;
  }

  /** Adds the tables, for each kind of server in turn. */
  void write(List<String> lines) {
    Map<String, List<Case>> byCode =
        row.cases().stream()
            .collect(Collectors.groupingBy(Case::code, LinkedHashMap::new, Collectors.toList()));
    for (List<Case> cases : byCode.values()) {
      if (peers(cases).isEmpty()) {
        continue;
      }
      shares(cases, lines);
      figures("p50", EchoFigure.P50, cases, lines);
      figures("p99", EchoFigure.P99, cases, lines);
      figures("processor time of the server for a message", EchoFigure.CPU, cases, lines);
    }
  }

  private void shares(List<Case> cases, List<String> lines) {
    for (Peer base : List.of(Peer.C, Peer.NETTY_NIO)) {
      if (peers(cases).contains(base)) {
        head("messages a second, as shares of " + base.label(), cases, lines);
        String unit = base.label() + ", " + EchoFigure.RATE.unit();
        lines.add(line(unit, cases, each -> find(base, EchoFigure.RATE, each).map(Series::median)));
        for (Peer peer : peers(cases)) {
          lines.add(line(ReadmeWriter.name(peer), cases, each -> share(peer, base, each)));
        }
        return;
      }
    }
    figures("messages a second", EchoFigure.RATE, cases, lines);
  }

  private Optional<Double> share(Peer peer, Peer base, Case what) {
    return find(peer, EchoFigure.RATE, what)
        .flatMap(own -> find(base, EchoFigure.RATE, what).map(own::ratio));
  }

  private void figures(String title, EchoFigure figure, List<Case> cases, List<String> lines) {
    head(title + ", " + figure.unit(), cases, lines);
    for (Peer peer : peers(cases)) {
      lines.add(
          line(
              ReadmeWriter.name(peer),
              cases,
              each -> find(peer, figure, each).map(Series::median)));
    }
  }

  private static void head(String title, List<Case> cases, List<String> lines) {
    lines.add("");
    lines.add("| " + title + " | " + join(cases.stream().map(Case::name)) + " |");
    lines.add("|---|" + "--:|".repeat(cases.size()));
  }

  private static String line(
      String name, List<Case> cases, Function<Case, Optional<Double>> value) {
    Stream<String> cells =
        cases.stream().map(each -> value.apply(each).map(Numbers::text).orElse("-"));
    return "| " + name + " | " + join(cells) + " |";
  }

  private static String join(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | "));
  }

  /** Returns who has a figure in one of the cases, in the order of the peers. */
  private Collection<Peer> peers(List<Case> cases) {
    List<String> names = cases.stream().map(EchoFigure.RATE::metric).toList();
    return measured.stream()
        .filter(each -> names.contains(each.metric().name()))
        .map(Series::peer)
        .sorted()
        .distinct()
        .toList();
  }

  private Optional<Series> find(Peer peer, EchoFigure figure, Case what) {
    return measured.stream()
        .filter(each -> each.peer() == peer && each.metric().name().equals(figure.metric(what)))
        .findFirst();
  }
}
