package org.asyncio4j.task;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ThrowableGroup;

/**
 * A task group in a try-with-resources cancels the task around it when one of its own has failed.
 * What it throws at its end is then only suppressed by that cancellation, since Java has it so.
 * Where the cancellation comes to a block of this library, or to the end of the task, the group
 * takes its place: as in asyncio, where leaving a task group replaces the exception.
 */
final class SuppressedGroup {
  private SuppressedGroup() {}

  /** Returns the group that a cancellation has suppressed; any other error as it is. */
  static Throwable insteadOf(Throwable error) {
    if (error instanceof CancelledError) {
      for (Throwable suppressed : error.getSuppressed()) {
        if (suppressed instanceof ThrowableGroup) {
          return suppressed;
        }
      }
    }
    return error;
  }
}
