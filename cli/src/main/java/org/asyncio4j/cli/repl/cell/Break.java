package org.asyncio4j.cli.repl.cell;

import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Lets a cell be broken off that computes without end. Each method and each loop of a compiled cell
 * calls {@link #check}.
 */
public final class Break {
  /** The task to break off. Written by the console, read by cells on whatever thread. */
  private static volatile @Nullable Task<?> target;

  private Break() {}

  /**
   * Throws in the task that is to be broken off, each time; returns at once in all others.
   *
   * @throws CancelledError in that task
   */
  public static void check() {
    Task<?> broken = target;
    if (broken != null && broken == currentTask()) {
      throw new CancelledError("broken off by a second Ctrl-C");
    }
  }

  private static @Nullable Task<?> currentTask() {
    try {
      return Asyncio.currentTask();
    } catch (IllegalStateException e) {
      return null; // no loop runs this thread
    }
  }

  /**
   * Breaks a task off at its next call of a cell's method, or in its next round of a cell's loop.
   *
   * @param task the task; null for none any more
   */
  public static void off(@Nullable Task<?> task) {
    target = task;
  }
}
