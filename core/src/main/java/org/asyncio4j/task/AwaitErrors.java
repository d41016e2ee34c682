package org.asyncio4j.task;

import org.asyncio4j.future.Future;

/** The texts for awaits that can never end. */
final class AwaitErrors {
  private AwaitErrors() {}

  static IllegalStateException onItself(Task<?> task) {
    return new IllegalStateException(
        "Task cannot await on itself: " + task + "; await another task, or return instead");
  }

  static IllegalStateException ofAnotherLoop(Task<?> task, Future<?> awaited) {
    return new IllegalStateException(
        "Task "
            + task
            + " got Future "
            + awaited
            + " attached to a different loop; use runCoroutineThreadsafe to cross loops");
  }

  static IllegalStateException whileItsLoopCloses(Task<?> task) {
    return new IllegalStateException(
        "coroutine ignored GeneratorExit; the loop of task '"
            + task.name()
            + "' closes, its finally blocks must not wait");
  }
}
