package org.asyncio4j.cli.look;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop of some process, as it is shown.
 *
 * @param name its name
 * @param driver {@code scheduled} or {@code portable}; null in a thread dump
 * @param running whether it runs
 * @param waiting whether it waits for something to do
 * @param debug whether debug mode is on
 * @param time its time in seconds
 * @param steps callbacks and steps of tasks so far
 * @param turns turns so far
 * @param ready how many callbacks and steps are ready
 * @param timers how many timers are set
 * @param blocked how many tasks sit in blocking calls of the JDK
 * @param current what holds the loop; null if nothing does
 * @param currentStack the program's lines on its stack
 * @param tasks the tasks that are not done
 * @param cycles tasks that wait for each other, each circle once; the door does not send it
 */
public record LoopView(
    String name,
    @Nullable String driver,
    boolean running,
    boolean waiting,
    boolean debug,
    double time,
    long steps,
    long turns,
    int ready,
    int timers,
    int blocked,
    @Nullable String current,
    List<FrameView> currentStack,
    List<TaskView> tasks,
    List<List<TaskRef>> cycles) {

  /** Finds the cycles. */
  public LoopView {
    currentStack = Parts.orEmpty(currentStack);
    tasks = Parts.orEmpty(tasks);
    cycles = cycles == null ? new Waits(tasks).cycles() : List.copyOf(cycles);
  }

  LoopView renamed(String newName) {
    return new LoopView(
        newName,
        driver,
        running,
        waiting,
        debug,
        time,
        steps,
        turns,
        ready,
        timers,
        blocked,
        current,
        currentStack,
        tasks,
        cycles);
  }
}
