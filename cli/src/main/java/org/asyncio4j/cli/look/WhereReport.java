package org.asyncio4j.cli.look;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code asyncio where} says: the stack of a task and of those who await it. */
public final class WhereReport {
  private WhereReport() {}

  /**
   * Says where a task stands.
   *
   * @param target the process
   * @param word the task's name or id
   * @param json whether for machines
   * @return the text
   * @throws LookException if it cannot be said
   */
  public static String of(Target target, String word, boolean json) throws LookException {
    Found found = Found.in(target.names(), word);
    Answer.Library answer = target.ofTask("where", found);
    TaskView task = answer == null ? found.task() : answer.task();
    if (task == null) {
      throw LookException.failed("Task '" + found.task().name() + "' has just ended");
    }
    String graph = answer == null ? null : answer.graph();
    if (json) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("pid", target.pid());
      fields.put("loop", found.loop().loop().name());
      fields.put("task", task);
      fields.put("graph", graph);
      return DoorClient.json(fields);
    }
    return head(found, task) + "\n" + Objects.requireNonNullElse(graph, stack(task.stack()));
  }

  private static String head(Found found, TaskView task) {
    Double age = task.age();
    return "Task '"
        + task.name()
        + "', id "
        + task.id()
        + " of "
        + found.loop().loop().name()
        + ": "
        + task.stateText()
        + (age == null ? "" : ", " + Ages.text(age) + " old");
  }

  /**
   * Says what each loop runs now.
   *
   * @param target the process
   * @param json whether for machines
   * @return the text
   * @throws LookException if it cannot be said
   */
  public static String ofLoops(Target target, boolean json) throws LookException {
    Listing listing = target.ps();
    if (json) {
      return Report.json(listing);
    }
    StringBuilder text = new StringBuilder();
    for (LoopView loop : listing.views()) {
      String runs = Report.runs(loop.current(), List.of());
      text.append(text.isEmpty() ? "" : "\n").append(loop.name());
      text.append(
          loop.driver() == null || runs.isEmpty()
              ? " is " + Report.activity(loop)
              : " runs " + runs);
      if (!loop.currentStack().isEmpty()) {
        text.append('\n').append(stack(loop.currentStack()));
      }
    }
    return text.toString();
  }

  /** Writes a stack as call graphs do. */
  private static String stack(List<FrameView> stack) {
    StringBuilder text = new StringBuilder("  + Call stack:");
    for (FrameView frame : stack) {
      text.append("\n  |   File '")
          .append(frame.file())
          .append("', line ")
          .append(frame.line())
          .append(", in method ")
          .append(frame.methodText())
          .append("()");
    }
    return text.toString();
  }
}
