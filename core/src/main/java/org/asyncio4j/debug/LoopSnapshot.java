package org.asyncio4j.debug;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A loop at a moment; the parts are read one after the other while it may run.
 *
 * @param name its name, which its thread bears
 * @param driver {@code scheduled} or {@code portable}
 * @param running whether it runs
 * @param waiting whether it waits for something to do
 * @param debug whether debug mode is on
 * @param time its time
 * @param steps callbacks and steps of tasks so far
 * @param turns turns so far
 * @param ready how many callbacks and steps are ready
 * @param timers how many timers are set, with those that were cancelled and are not thrown out yet
 * @param blocked how many tasks sit in blocking calls of the JDK and leave the loop free
 * @param current the task or the callback that holds the loop; null if none does
 * @param currentStack the program's lines on the stack it runs on, the last call first
 * @param tasks the tasks that are not done, in the order in which they were made
 */
public record LoopSnapshot(
    String name,
    String driver,
    boolean running,
    boolean waiting,
    boolean debug,
    Duration time,
    long steps,
    long turns,
    int ready,
    int timers,
    int blocked,
    @Nullable String current,
    List<StackTraceElement> currentStack,
    List<TaskSnapshot> tasks) {

  /** Copies the lists. */
  public LoopSnapshot {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(driver, "driver");
    Objects.requireNonNull(time, "time");
    currentStack = List.copyOf(currentStack);
    tasks = List.copyOf(tasks);
  }
}
