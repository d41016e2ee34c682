package org.asyncio4j.cli.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the signs mean: those that occur in a timeline. */
final class Legend {
  private final Map<String, String> entries = new LinkedHashMap<>();

  Legend(List<LoopTimeline> loops) {
    List<TaskRow> tasks = loops.stream().flatMap(loop -> loop.tasks().stream()).toList();
    entries.put("run", "runs");
    entries.put("wait", "awaits");
    if (occurs(tasks, Piece.Kind.READY)) {
      entries.put("ready", "created, not started");
    }
    if (occurs(tasks, Piece.Kind.BLOCKED)) {
      entries.put("blocked", "in a blocking call");
    }
    if (tasks.stream().anyMatch(task -> task.pieces().stream().anyMatch(p -> p.count() > 1))) {
      entries.put("many", "many short steps");
    }
    if (loops.stream().anyMatch(loop -> loop.arrows().stream().anyMatch(Arrow::last))) {
      entries.put("arrow", "wakes");
    }
    if (loops.stream().anyMatch(loop -> loop.arrows().stream().anyMatch(each -> !each.last()))) {
      entries.put("part", "one of several");
    }
    if (tasks.stream().anyMatch(task -> !task.cancels().isEmpty())) {
      entries.put("cancel", "cancel requested");
    }
    for (TaskRow.End end : TaskRow.End.values()) {
      if (tasks.stream().anyMatch(task -> task.end() == end)) {
        entries.put(Marks.nameOf(end), end == TaskRow.End.OPEN ? "not done at the end" : end.text);
      }
    }
  }

  private static boolean occurs(List<TaskRow> tasks, Piece.Kind kind) {
    return tasks.stream()
        .anyMatch(task -> task.pieces().stream().anyMatch(p -> p.kind() == kind && p.nanos() > 0));
  }

  /** Kind and meaning, in order. */
  Map<String, String> entries() {
    return entries;
  }
}
