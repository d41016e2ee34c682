package org.asyncio4j.cli.repl;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** What the commands do with tasks. In the loop. */
final class TaskList {
  private static final Pattern AWAITED = Pattern.compile("wait_for=<Task \\w+ name='([^']*)'");

  private TaskList() {}

  /** Returns a line for each task. */
  static String lines(List<Task<?>> tasks) {
    return tasks.isEmpty()
        ? "no tasks"
        : tasks.stream().map(Task::toString).collect(Collectors.joining("\n"));
  }

  /** Returns a line for each task, those that a task awaits below it. */
  static String tree(List<Task<?>> tasks) {
    Map<String, Task<?>> byName = new LinkedHashMap<>();
    tasks.forEach(task -> byName.putIfAbsent(task.name(), task));
    Set<String> awaited = new LinkedHashSet<>();
    tasks.forEach(task -> Optional.ofNullable(awaitedBy(task)).ifPresent(awaited::add));
    StringBuilder out = new StringBuilder();
    Set<Task<?>> shown = new LinkedHashSet<>();
    for (Task<?> task : tasks) {
      if (!awaited.contains(task.name())) {
        append(out, "", task, byName, shown);
      }
    }
    for (Task<?> task : tasks) {
      append(out, "", task, byName, shown); // those that await each other
    }
    return out.isEmpty() ? "no tasks" : out.toString();
  }

  private static void append(
      StringBuilder out,
      String indent,
      Task<?> task,
      Map<String, Task<?>> byName,
      Set<Task<?>> shown) {
    if (!shown.add(task)) {
      return;
    }
    out.append(out.isEmpty() ? "" : "\n").append(indent).append(task);
    Task<?> awaited = byName.get(awaitedBy(task));
    if (awaited != null) {
      append(out, indent.isEmpty() ? "└── " : "    " + indent, awaited, byName, shown);
    }
  }

  private static @Nullable String awaitedBy(Task<?> task) {
    Matcher matcher = AWAITED.matcher(task.toString());
    return matcher.find() ? matcher.group(1) : null;
  }

  /**
   * Finds a task.
   *
   * @param tasks the tasks
   * @param name its name, or the number in {@code Task-3}
   * @return the first of that name
   */
  static Optional<Task<?>> find(List<Task<?>> tasks, String name) {
    return tasks.stream()
        .filter(task -> task.name().equals(name) || task.name().equals("Task-" + name))
        .findFirst();
  }
}
