package org.asyncio4j.engine;

import org.jspecify.annotations.Nullable;

/**
 * What one observer of one loop is told; the tasks are {@link Ready} here, since the machine knows
 * no more of them. Called as {@code debug.LoopObserver} describes.
 */
public interface Hook {
  /**
   * A task was made.
   *
   * @param task the task
   * @param creator the task that has made it, or null
   */
  void taskCreated(Ready task, @Nullable Ready creator);

  /**
   * A task's code begins.
   *
   * @param task the task
   */
  void taskStarted(Ready task);

  /**
   * A task leaves the loop.
   *
   * @param task the task
   * @param awaited the future it waits for; null if it only lets others go first
   */
  void taskSuspended(Ready task, @Nullable Ready awaited);

  /**
   * A task goes on.
   *
   * @param task the task
   */
  void taskResumed(Ready task);

  /**
   * A task leaves the loop in a blocking call.
   *
   * @param task the task
   */
  void taskBlocked(Ready task);

  /**
   * A task comes back from a blocking call.
   *
   * @param task the task
   */
  void taskUnblocked(Ready task);

  /**
   * Somebody asks a task to end.
   *
   * @param task the task
   * @param by the task that asks, or null
   * @param message for the error, or null
   */
  void taskCancelRequested(Ready task, @Nullable Ready by, @Nullable String message);

  /**
   * A task is done.
   *
   * @param task the task
   */
  void taskDone(Ready task);

  /**
   * A turn begins.
   *
   * @param ready how many handles it will run at least
   */
  void turnStarted(int ready);

  /** The turn is over. */
  void turnEnded();

  /**
   * A step was slow.
   *
   * @param step a task or a callback
   * @param nanos how long it took
   */
  void slowCallback(Ready step, long nanos);

  /**
   * Tells whether it wants to know of turns. Asked once.
   *
   * @return true if so
   */
  boolean observesTurns();
}
