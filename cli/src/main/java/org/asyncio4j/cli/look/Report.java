package org.asyncio4j.cli.look;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the commands say of a process. */
public final class Report {
  private Report() {}

  /**
   * Prints loops and their tasks.
   *
   * @param listing what there is
   * @return the text of {@code asyncio ps}
   */
  public static String list(Listing listing) {
    return text(
        listing,
        loop -> {
          String cycles = String.join("\n", cycles(loop));
          return TaskTable.list(loop) + (cycles.isEmpty() ? "" : "\n" + cycles);
        });
  }

  /**
   * Prints loops and their tasks as trees.
   *
   * @param listing what there is
   * @return the text of {@code asyncio pstree}
   */
  public static String tree(Listing listing) {
    return text(listing, TaskTable::tree);
  }

  private static String text(Listing listing, Function<LoopView, String> table) {
    return listing.loops().isEmpty()
        ? "no loop is open"
        : listing.views().stream()
            .map(loop -> head(loop) + "\n" + table.apply(loop))
            .collect(Collectors.joining("\n\n"));
  }

  /**
   * Prints a listing for machines.
   *
   * @param listing what there is
   * @return a JSON object
   */
  public static String json(Listing listing) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("pid", listing.pid());
    json.put("source", listing.source());
    json.put("version", listing.version());
    json.put("loops", listing.views());
    return DoorClient.json(json);
  }

  /** Says of a loop what fits in a line, and what it runs now. */
  static String head(LoopView loop) {
    StringJoiner head = new StringJoiner(", ");
    if (loop.driver() == null) {
      head.add(loop.name() + ": " + count(loop.tasks().size(), "task") + states(loop));
    } else {
      head.add(loop.name() + ": " + loop.driver() + " driver").add(activity(loop));
      head.add(count(loop.tasks().size(), "task") + states(loop));
      head.add(number(loop.ready()) + " ready").add(count(loop.timers(), "timer"));
      head.add(count(loop.steps(), "step"));
    }
    String runs = runs(loop.current(), loop.currentStack());
    return runs.isEmpty() ? head.toString() : head + "\nit runs " + runs;
  }

  static String activity(LoopView loop) {
    return !loop.running() ? "not running" : loop.waiting() ? "idle" : "busy";
  }

  /** Says what holds a loop, and where; empty if nothing does. */
  static String runs(@Nullable String current, List<FrameView> stack) {
    String place = stack.isEmpty() ? "" : " at " + stack.getFirst().place();
    return current == null ? "" : current + place;
  }

  /** Counts the states. */
  static String states(LoopView loop) {
    Map<String, Long> counts = new TreeMap<>();
    for (TaskView task : loop.tasks()) {
      counts.merge(task.state().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
    return counts.isEmpty()
        ? ""
        : counts.entrySet().stream()
            .map(each -> number(each.getValue()) + " " + each.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
  }

  static String count(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Writes each cycle of a loop in a line. */
  static List<String> cycles(LoopView loop) {
    List<String> lines = new ArrayList<>();
    for (List<TaskRef> cycle : loop.cycles()) {
      StringJoiner names = new StringJoiner(" -> ");
      cycle.forEach(task -> names.add(task.name()));
      names.add(cycle.getFirst().name());
      lines.add("cycle: " + names);
    }
    return lines;
  }

  /**
   * Writes the cycles of all loops.
   *
   * @param listing what there is
   * @return a line for each
   */
  public static List<String> cycles(Listing listing) {
    return listing.views().stream().flatMap(each -> cycles(each).stream()).toList();
  }
}
