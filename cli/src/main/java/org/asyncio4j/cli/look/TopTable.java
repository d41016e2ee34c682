package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What {@code asyncio top} shows of two listings, one taken after the other: for each loop how fast
 * it goes, and its tasks, those that stand on one line for the same kind of thing in one row.
 */
final class TopTable {
  private static final List<String> HEAD =
      List.of("TASKS", "STATE", "AT", "AWAITS", "OLDEST", "TASK");
  private static final List<String> ORDER =
      List.of("RUNNING", "READY", "BLOCKED", "CREATED", "SUSPENDED", "WAITING");

  private TopTable() {}

  /** Tasks that are alike. */
  private record Kind(String state, String place, String awaits) {
    static Kind of(TaskView task) {
      return new Kind(task.state(), task.place(), kindOf(task.awaits()));
    }

    int rank() {
      int rank = ORDER.indexOf(state);
      return rank < 0 ? ORDER.size() : rank;
    }
  }

  /** What a text of what is awaited begins with, which tells locks from queues. */
  private static String kindOf(@Nullable String awaits) {
    return awaits == null ? "" : awaits.split("[ >]", 2)[0];
  }

  /**
   * Writes the screen.
   *
   * @param old the loops some time ago, without tasks
   * @param counters the loops now, without tasks
   * @param now the loops and tasks now
   * @param seconds the time between {@code old} and {@code counters}
   * @param cpu of one processor, how much the process has used between; NaN if not known
   * @return its lines
   */
  static List<String> lines(
      Listing old, Listing counters, Listing now, double seconds, double cpu) {
    List<String> lines = new ArrayList<>();
    int tasks = now.views().stream().mapToInt(each -> each.tasks().size()).sum();
    StringJoiner head = new StringJoiner(", ");
    head.add("process " + now.pid() + ": " + Report.count(now.loops().size(), "loop"));
    head.add(Report.count(tasks, "task"));
    if (!Double.isNaN(cpu)) {
      head.add(Math.round(cpu * 100) + "% CPU");
    }
    lines.add(head.toString());
    for (LoopView loop : now.views()) {
      lines.add("");
      lines.addAll(head(find(old, loop), find(counters, loop), loop, seconds));
      lines.addAll(Columns.text(HEAD, rows(loop)).lines().toList());
    }
    return lines;
  }

  private static LoopView find(Listing listing, LoopView loop) {
    return listing.views().stream()
        .filter(each -> each.name().equals(loop.name()))
        .findFirst()
        .orElse(loop);
  }

  private static List<String> head(LoopView old, LoopView counters, LoopView loop, double seconds) {
    List<String> lines = new ArrayList<>();
    StringJoiner line = new StringJoiner(", ");
    String tasks = Report.count(loop.tasks().size(), "task") + Report.states(loop);
    if (loop.driver() == null) {
      line.add(loop.name() + ": " + tasks);
    } else {
      line.add(loop.name() + ": " + Report.activity(loop)).add(tasks);
      line.add(Report.number(loop.ready()) + " ready");
      line.add(Report.count(loop.timers(), "timer"));
      line.add(rate(counters.steps() - old.steps(), seconds) + " steps/s");
      line.add(rate(counters.turns() - old.turns(), seconds) + " turns/s");
    }
    lines.add(line.toString());
    String runs = Report.runs(loop.current(), loop.currentStack());
    if (!runs.isEmpty()) {
      boolean held =
          counters.steps() == old.steps()
              && runs.equals(Report.runs(old.current(), old.currentStack()));
      lines.add((held ? "it is held by " : "it runs ") + runs);
    }
    lines.addAll(Report.cycles(loop));
    return lines;
  }

  private static String rate(long count, double seconds) {
    return seconds <= 0 ? "0" : Report.number(Math.round(count / seconds));
  }

  private static List<List<String>> rows(LoopView loop) {
    Map<Kind, List<TaskView>> kinds = new LinkedHashMap<>();
    for (TaskView task : loop.tasks()) {
      kinds.computeIfAbsent(Kind.of(task), none -> new ArrayList<>()).add(task);
    }
    Comparator<Map.Entry<Kind, List<TaskView>>> order =
        Comparator.comparingInt(each -> each.getKey().rank());
    return kinds.entrySet().stream()
        .sorted(order.thenComparingInt(each -> -each.getValue().size()))
        .map(each -> row(each.getValue()))
        .toList();
  }

  private static List<String> row(List<TaskView> tasks) {
    TaskView first = tasks.getFirst();
    List<String> awaits =
        tasks.stream()
            .map(each -> Objects.requireNonNullElse(each.awaits(), ""))
            .distinct()
            .limit(2)
            .toList();
    double oldest =
        tasks.stream()
            .mapToDouble(each -> Objects.requireNonNullElse(each.age(), 0.0))
            .max()
            .orElse(0);
    return List.of(
        Report.number(tasks.size()),
        first.stateText(),
        first.place(),
        awaits.size() == 1
            ? TaskTable.shortened(awaits.getFirst())
            : kindOf(first.awaits()) + " ...",
        first.age() == null ? "" : Ages.text(oldest),
        TaskTable.names(tasks.stream().map(TaskView::ref).toList()));
  }
}
