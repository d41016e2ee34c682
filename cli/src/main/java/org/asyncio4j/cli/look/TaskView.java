package org.asyncio4j.cli.look;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.asyncio4j.debug.TaskSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A task of some process, as it is shown.
 *
 * @param id its number in its loop; in a thread dump that of its thread
 * @param name its name
 * @param state such as {@code WAITING}
 * @param cancelling how many requests to cancel it are open
 * @param awaits what it waits for
 * @param heldBy the tasks whose going on would end the wait: the owner of a lock, the members of a
 *     group
 * @param deadline when a timeout cancels it or a timer wakes it: seconds on the loop's clock
 * @param awaitedBy who awaits it
 * @param age how long ago it was made, in seconds; null in a thread dump
 * @param createdAt the line that has made it, in debug mode
 * @param stack the program's lines on its stack, the last call first
 */
public record TaskView(
    long id,
    String name,
    String state,
    int cancelling,
    @Nullable String awaits,
    List<TaskRef> heldBy,
    @Nullable Double deadline,
    List<TaskRef> awaitedBy,
    @Nullable Double age,
    @Nullable FrameView createdAt,
    List<FrameView> stack) {

  /** A part that another version does not send is empty. */
  public TaskView {
    heldBy = Parts.orEmpty(heldBy);
    awaitedBy = Parts.orEmpty(awaitedBy);
    stack = Parts.orEmpty(stack);
  }

  /**
   * Shows a task of this process.
   *
   * @param task the task
   * @return the same
   */
  public static TaskView of(TaskSnapshot task) {
    StackTraceElement made = task.createdAt();
    return new TaskView(
        task.id(),
        task.name(),
        task.state().name(),
        task.cancelling(),
        task.awaits(),
        List.of(),
        seconds(task.deadline()),
        task.awaitedBy().stream().map(each -> new TaskRef(each.id(), each.name())).toList(),
        task.age().toNanos() / 1e9,
        made == null ? null : FrameView.of(made),
        task.stack().stream().map(FrameView::of).toList());
  }

  private static @Nullable Double seconds(@Nullable Duration time) {
    return time == null ? null : time.toNanos() / 1e9;
  }

  TaskRef ref() {
    return new TaskRef(id, name);
  }

  /** Returns such as {@code waiting, cancelling}. */
  String stateText() {
    String word = state.toLowerCase(Locale.ROOT);
    return cancelling > 0 ? word + ", cancelling" : word;
  }

  /** Returns the line it stands at; empty if it has not started. */
  String place() {
    return stack.isEmpty() ? "" : stack.getFirst().place();
  }
}
