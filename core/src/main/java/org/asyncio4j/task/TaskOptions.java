package org.asyncio4j.task;

import org.asyncio4j.contextvar.Context;
import org.jspecify.annotations.Nullable;

/**
 * How a task is made.
 *
 * @param name its name, or null for {@code Task-1}, {@code Task-2} ...
 * @param context the context it runs in, or null for a copy of the current one
 * @param interruptible whether {@code cancel} interrupts the task's thread while it sits in a
 *     blocking call of the JDK; an interrupted socket read closes its socket
 */
public record TaskOptions(@Nullable String name, @Nullable Context context, boolean interruptible) {
  private static final TaskOptions DEFAULTS = new TaskOptions(null, null, true);

  /**
   * Returns a numbered name, a copy of the current context, interruptible.
   *
   * @return the defaults
   */
  public static TaskOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with a name.
   *
   * @param newName the name
   * @return new options
   */
  public TaskOptions withName(@Nullable String newName) {
    return new TaskOptions(newName, context, interruptible);
  }

  /**
   * Returns these options with a context, which the task shares instead of copying.
   *
   * @param newContext the context
   * @return new options
   */
  public TaskOptions withContext(@Nullable Context newContext) {
    return new TaskOptions(name, newContext, interruptible);
  }

  /**
   * Returns these options with interruption by {@code cancel} on or off.
   *
   * @param on whether a blocking call is interrupted
   * @return new options
   */
  public TaskOptions withInterruptible(boolean on) {
    return new TaskOptions(name, context, on);
  }
}
