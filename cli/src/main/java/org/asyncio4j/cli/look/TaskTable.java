package org.asyncio4j.cli.look;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Prints tasks: as a list, and as trees of who waits for whom. For {@code asyncio ps} and {@code
 * pstree}, and for the REPL's {@code %ps} and {@code %pstree}. Any thread.
 */
public final class TaskTable {
  private static final String NONE = "no tasks";
  private static final int DEEPEST = 60;
  private static final int FEW = 3;
  private static final int LONGEST = 80;

  private static final Set<Column> FULL = EnumSet.allOf(Column.class);
  private static final Set<Column> SHORT =
      EnumSet.of(Column.TASK, Column.STATE, Column.AT, Column.AWAITS, Column.AGE);

  /** What a row says of a task; a column in which no row says anything is left out. */
  private enum Column {
    ID,
    TASK,
    STATE,
    AT,
    AWAITS,
    DEADLINE,
    AWAITED_BY,
    AGE;

    String text(TaskView task, double now) {
      return switch (this) {
        case ID -> Long.toString(task.id());
        case TASK -> task.name();
        case STATE -> task.stateText();
        case AT -> task.place();
        case AWAITS -> shortened(Objects.requireNonNullElse(task.awaits(), ""));
        case DEADLINE -> deadline(task, now);
        case AWAITED_BY -> names(task.awaitedBy());
        case AGE -> age(task);
      };
    }

    private static String age(TaskView task) {
      Double age = task.age();
      return age == null ? "" : Ages.text(age);
    }

    private static String deadline(TaskView task, double now) {
      Double deadline = task.deadline();
      return deadline == null ? "" : "in " + Ages.text(Math.max(0, deadline - now));
    }
  }

  private final List<TaskView> tasks;
  private final double now;
  private final Set<Column> columns;
  private final Waits waits;
  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Long> shown = new HashSet<>();
  private final Set<Long> above = new HashSet<>();

  private TaskTable(List<TaskView> tasks, double now, Set<Column> columns) {
    this.tasks = tasks;
    this.now = now;
    this.columns = columns;
    this.waits = new Waits(tasks);
  }

  /**
   * Prints tasks one below the other, shortly.
   *
   * @param tasks the tasks
   * @return a line for each, below a headline
   */
  public static String list(List<TaskView> tasks) {
    return new TaskTable(tasks, 0, SHORT).list(Set.of());
  }

  /**
   * Prints tasks as trees, shortly.
   *
   * @param tasks the tasks
   * @return a line for each, below a headline
   */
  public static String tree(List<TaskView> tasks) {
    return new TaskTable(tasks, 0, SHORT).tree();
  }

  /** Prints a loop's tasks one below the other; those that wait in a circle are marked. */
  static String list(LoopView loop) {
    Set<Long> marked = new HashSet<>();
    loop.cycles().forEach(cycle -> cycle.forEach(task -> marked.add(task.id())));
    return new TaskTable(loop.tasks(), loop.time(), FULL).list(marked);
  }

  /**
   * Prints a loop's tasks as trees: what a task waits for stands below it, be it another task or
   * the one that holds a lock. What stands below a task that several wait for is shown once.
   */
  static String tree(LoopView loop) {
    Set<Column> columns = EnumSet.copyOf(FULL);
    columns.remove(Column.AWAITED_BY); // that is the tree
    return new TaskTable(loop.tasks(), loop.time(), columns).tree();
  }

  /** One that waits for very much is not to make all lines long. */
  static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 4) + " ...";
  }

  /** Names a few. */
  static String names(List<TaskRef> tasks) {
    StringBuilder text = new StringBuilder();
    for (TaskRef task : tasks.subList(0, Math.min(tasks.size(), FEW))) {
      text.append(text.isEmpty() ? "" : ", ").append(task.name());
    }
    return tasks.size() <= FEW ? text.toString() : text + " and " + (tasks.size() - FEW) + " more";
  }

  private String list(Set<Long> marked) {
    for (TaskView task : tasks) {
      row("", task, marked.contains(task.id()) ? " (cycle)" : "");
    }
    return table();
  }

  private String tree() {
    for (TaskView task : tasks) {
      if (!waits.isWanted(task)) {
        grow(task);
      }
    }
    for (TaskView task : tasks) {
      if (!shown.contains(task.id())) {
        grow(task); // it is in a circle, or was too deep
      }
    }
    return table();
  }

  /** A row that is still to be written, or the end of all below one. */
  private record Twig(TaskView task, String indent, String branch, int depth, boolean end) {}

  private void grow(TaskView root) {
    Deque<Twig> open = new ArrayDeque<>();
    open.push(new Twig(root, "", "", 0, false));
    while (!open.isEmpty()) {
      Twig twig = open.pop();
      if (twig.end()) {
        above.remove(twig.task().id());
      } else {
        grow(twig, open);
      }
    }
  }

  private void grow(Twig twig, Deque<Twig> open) {
    TaskView task = twig.task();
    String before = twig.indent() + twig.branch();
    List<TaskView> below = waits.of(task);
    if (above.contains(task.id())) {
      row(before + "(cycle) ", task, "");
    } else if (shown.contains(task.id())) {
      row(before, task, below.isEmpty() ? "" : " (see above)");
    } else if (twig.depth() >= DEEPEST) {
      row(before, task, " (goes on below)");
    } else {
      row(before, task, "");
      above.add(task.id());
      shown.add(task.id());
      open.push(new Twig(task, "", "", 0, true));
      String indent =
          twig.indent()
              + (twig.depth() == 0 ? "" : twig.branch().startsWith("└") ? "    " : "│   ");
      for (TaskView each : below.reversed()) {
        String branch = each == below.getLast() ? "└── " : "├── ";
        open.push(new Twig(each, indent, branch, twig.depth() + 1, false));
      }
    }
  }

  private void row(String before, TaskView task, String mark) {
    List<String> row = new ArrayList<>();
    for (Column column : columns) {
      String text = column.text(task, now);
      row.add(column == Column.TASK ? before + text + mark : text);
    }
    rows.add(row);
  }

  private String table() {
    if (rows.isEmpty()) {
      return NONE;
    }
    List<String> head = columns.stream().map(each -> each.name().replace('_', ' ')).toList();
    return Columns.text(head, rows);
  }
}
