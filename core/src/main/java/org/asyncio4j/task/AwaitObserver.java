package org.asyncio4j.task;

/**
 * Is told of each await that suspends a task of a loop. For test kits and tools; without one an
 * await pays for one check.
 */
@FunctionalInterface
public interface AwaitObserver {
  /**
   * A task waits from here on. Runs on the task's own stack, before it is left: must be short, must
   * not await, must not throw. It may cancel the task.
   *
   * @param task the task
   */
  void suspends(Task<?> task);
}
