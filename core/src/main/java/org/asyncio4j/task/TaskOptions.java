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
 * @param eagerStart whether it starts inside {@code createTask}, see {@link #withEagerStart}; null
 *     to leave that to the task factory, without one no
 */
public record TaskOptions(
    @Nullable String name,
    @Nullable Context context,
    boolean interruptible,
    @Nullable Boolean eagerStart) {
  private static final TaskOptions DEFAULTS = new TaskOptions(null, null, true, null);

  /**
   * Returns a numbered name, a copy of the current context, interruptible, start as the task
   * factory has it.
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
    return new TaskOptions(newName, context, interruptible, eagerStart);
  }

  /**
   * Returns these options with a context, which the task shares instead of copying.
   *
   * @param newContext the context
   * @return new options
   */
  public TaskOptions withContext(@Nullable Context newContext) {
    return new TaskOptions(name, newContext, interruptible, eagerStart);
  }

  /**
   * Returns these options with interruption by {@code cancel} on or off.
   *
   * @param on whether a blocking call is interrupted
   * @return new options
   */
  public TaskOptions withInterruptible(boolean on) {
    return new TaskOptions(name, context, on, eagerStart);
  }

  /**
   * Returns these options with an eager start on or off.
   *
   * <p>A task that starts eagerly runs inside {@code createTask}, on a stack of its own and in its
   * own context, until it first has to wait; {@code createTask} returns then. If it never waits it
   * is done by then and the loop has had no part in it. Its code may end, cancel or change things
   * before its maker holds the task.
   *
   * <p>Not possible, and it starts in the loop's next turn as without: while the loop does not run,
   * and where the caller's thread cannot be left (below a static initialiser or a native frame, in
   * the scheduled driver). A task that blocks in a call of the JDK lets its maker go on, where
   * blocking calls do not hold the loop.
   *
   * <p>{@code eager_start} of {@code create_task}, 3.14.
   *
   * @param on whether it starts eagerly; false also against a factory that would
   * @return new options
   */
  public TaskOptions withEagerStart(boolean on) {
    return new TaskOptions(name, context, interruptible, on);
  }
}
