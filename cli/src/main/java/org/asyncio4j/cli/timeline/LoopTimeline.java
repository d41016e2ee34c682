package org.asyncio4j.cli.timeline;

import java.util.List;

/**
 * What one loop's tasks did.
 *
 * @param driver the loop's driver
 * @param offsetNanos real time from the start of the recording to the loop's first event
 * @param startNanos the loop's time at its first event
 * @param endNanos the loop's time at its last event, or when the timeline was made if tasks were
 *     still under way
 * @param tasks the tasks, in the order in which they were made
 * @param arrows who went on since who had ended
 */
public record LoopTimeline(
    String driver,
    long offsetNanos,
    long startNanos,
    long endNanos,
    List<TaskRow> tasks,
    List<Arrow> arrows) {
  /** Copies the lists. */
  public LoopTimeline {
    tasks = List.copyOf(tasks);
    arrows = List.copyOf(arrows);
  }
}
