package org.asyncio4j.debug;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.task.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A task at a moment.
 *
 * @param id its number among the tasks of its loop
 * @param name its name
 * @param state where it stands
 * @param cancelling how many requests to cancel it are open
 * @param stack the program's lines on its stack, the last call first; empty if it has not started
 * @param awaits what it waits for, such as {@code Task 'b'}, {@code <sleep until 3.0>} or {@code
 *     <Lock locked> held by Task 'b'}; null if it does not wait
 * @param deadline when a timeout cancels it or a timer wakes it, on the loop's clock; null if none
 *     does
 * @param awaitedBy the tasks that await it, directly or through combinators
 * @param creationTime when it was made, on the loop's clock, see {@link
 *     org.asyncio4j.task.Task#creationTime()}
 * @param age how long ago that was
 * @param createdAt the line that has made it; null outside debug mode
 */
public record TaskSnapshot(
    long id,
    String name,
    TaskState state,
    int cancelling,
    List<StackTraceElement> stack,
    @Nullable String awaits,
    @Nullable Duration deadline,
    List<TaskId> awaitedBy,
    Duration creationTime,
    Duration age,
    @Nullable StackTraceElement createdAt) {

  /** Copies the lists. */
  public TaskSnapshot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(creationTime, "creationTime");
    Objects.requireNonNull(age, "age");
    stack = List.copyOf(stack);
    awaitedBy = List.copyOf(awaitedBy);
  }
}
