package org.asyncio4j.task;

import java.util.Collection;
import org.asyncio4j.fiber.Fiber;

/** Tasks that are not done, and where they stand, for reports. */
final class WaitingText {
  private WaitingText() {}

  static String withStacks(Collection<? extends Task<?>> tasks) {
    StringBuilder text = new StringBuilder();
    for (Task<?> task : tasks) {
      if (!task.done()) {
        text.append("\n  ").append(task);
        Fiber fiber = task.fiber();
        if (fiber != null) {
          for (StackTraceElement frame : fiber.thread().getStackTrace()) {
            text.append("\n      at ").append(frame);
          }
        }
      }
    }
    return text.toString();
  }
}
