package org.asyncio4j.cli.look;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a task of another process, and what came of it.
 *
 * @param text a sentence, or a JSON object
 * @param done whether the task is cancelled, or will be asked to
 */
public record CancelReport(String text, boolean done) {

  /**
   * Cancels a task.
   *
   * @param target the process
   * @param word the task's name or id
   * @param json whether for machines
   * @return the report
   * @throws LookException if it cannot be asked
   */
  public static CancelReport of(Target target, String word, boolean json) throws LookException {
    Listing names = target.namesOfTheDoor();
    Found found = names == null ? null : Found.in(names, word);
    Answer.Library answer = found == null ? null : target.ofTask("cancel", found);
    if (found == null || answer == null) {
      throw LookException.noEntry(
          "process "
              + target.pid()
              + " does not let agents be loaded, so nothing in it can be cancelled; start it with"
              + " -javaagent:"
              + AgentJar.nameOrHint());
    }
    String outcome = String.valueOf(answer.outcome());
    boolean done = !outcome.matches("gone|closed|failed.*|null");
    return new CancelReport(
        json ? json(target, found, outcome, answer) : sentence(found, outcome, answer), done);
  }

  private static String json(Target target, Found found, String outcome, Answer.Library answer) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("pid", target.pid());
    fields.put("loop", found.loop().loop().name());
    fields.put("id", found.id());
    fields.put("name", found.task().name());
    fields.put("outcome", outcome);
    fields.put("task", answer.task());
    fields.put("current", answer.current());
    fields.put("currentStack", answer.currentStack());
    return DoorClient.json(fields);
  }

  /** Says in a sentence what came of it. */
  static String sentence(Found found, String outcome, Answer.Library answer) {
    String task = "Task '" + found.task().name() + "'";
    String loop = found.loop().loop().name();
    return switch (outcome) {
      case "cancelled" -> task + " is cancelled";
      case "ended" -> task + " has ended, but not as cancelled";
      case "asked" -> task + " is asked to cancel and has not ended yet" + standing(answer);
      case "gone" -> task + " has ended already";
      case "held" -> task + ": requested; " + loop + " is held" + holder(answer);
      case "stopped" ->
          task + ": requested; " + loop + " does not run, and takes it when it runs again";
      case "closed" -> task + " cannot be cancelled: " + loop + " is closed";
      default -> task + " was not cancelled: " + outcome;
    };
  }

  private static String holder(Answer.Library answer) {
    String runs = Report.runs(answer.current(), answer.currentStack());
    return (runs.isEmpty() ? "" : " by " + runs) + ", and takes it when it is free";
  }

  private static String standing(Answer.Library answer) {
    TaskView task = answer.task();
    if (task == null) {
      return "";
    }
    String awaits = task.awaits();
    return (task.place().isEmpty() ? "" : ": it is at " + task.place())
        + (awaits == null ? "" : (task.place().isEmpty() ? ": it" : " and") + " awaits " + awaits);
  }
}
