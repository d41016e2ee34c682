package org.asyncio4j.cli.repl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.asyncio4j.debug.TaskId;
import org.asyncio4j.debug.TaskSnapshot;

/** What {@code %ps} and {@code %pstree} print. Any thread. */
final class TaskTable {
  private static final String NONE = "no tasks";
  private static final List<String> HEAD = List.of("TASK", "STATE", "AT", "AWAITS", "AGE");

  private TaskTable() {}

  /**
   * Prints tasks one below the other.
   *
   * @param tasks the tasks
   * @return a line for each, below a headline
   */
  static String list(List<TaskSnapshot> tasks) {
    List<List<String>> rows = new ArrayList<>();
    tasks.forEach(task -> rows.add(row("", task)));
    return table(rows);
  }

  /**
   * Prints tasks as trees: what a task awaits stands below it. A task that several await stands
   * below each; one that awaits itself through others is marked.
   *
   * @param tasks the tasks
   * @return a line for each, below a headline
   */
  static String tree(List<TaskSnapshot> tasks) {
    List<List<String>> rows = new ArrayList<>();
    Set<Long> shown = new LinkedHashSet<>();
    for (TaskSnapshot task : tasks) {
      if (task.awaitedBy().isEmpty()) {
        append(rows, "", "", task, tasks, new LinkedHashSet<>(), shown);
      }
    }
    for (TaskSnapshot task : tasks) {
      if (!shown.contains(task.id())) {
        append(rows, "", "", task, tasks, new LinkedHashSet<>(), shown);
      }
    }
    return table(rows);
  }

  private static void append(
      List<List<String>> rows,
      String indent,
      String branch,
      TaskSnapshot task,
      List<TaskSnapshot> tasks,
      Set<Long> above,
      Set<Long> shown) {
    boolean cycle = !above.add(task.id());
    shown.add(task.id());
    rows.add(row(indent + branch + (cycle ? "(cycle) " : ""), task));
    if (!cycle) {
      List<TaskSnapshot> awaited = tasks.stream().filter(other -> awaits(task, other)).toList();
      String below = indent + (branch.isEmpty() ? "" : branch.startsWith("└") ? "    " : "│   ");
      for (TaskSnapshot each : awaited) {
        boolean last = each == awaited.getLast();
        append(rows, below, last ? "└── " : "├── ", each, tasks, above, shown);
      }
      above.remove(task.id());
    }
  }

  private static boolean awaits(TaskSnapshot task, TaskSnapshot other) {
    return other.awaitedBy().stream().map(TaskId::id).anyMatch(id -> id == task.id());
  }

  private static List<String> row(String indent, TaskSnapshot task) {
    String state = task.state().toString().toLowerCase(Locale.ROOT);
    StackTraceElement at = task.stack().isEmpty() ? null : task.stack().getFirst();
    return List.of(
        indent + task.name(),
        task.cancelling() > 0 ? state + ", cancelling" : state,
        at == null ? "" : at.getFileName() + ":" + at.getLineNumber(),
        Objects.requireNonNullElse(task.awaits(), ""),
        age(task.age()));
  }

  private static String age(Duration age) {
    return Timing.text(age.toNanos() / 1e9);
  }

  private static String table(List<List<String>> rows) {
    if (rows.isEmpty()) {
      return NONE;
    }
    rows.addFirst(HEAD);
    int[] widths =
        IntStream.range(0, HEAD.size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.append(out.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
    }
    return out.toString();
  }
}
