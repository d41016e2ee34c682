package org.asyncio4j.task;

import java.lang.System.Logger.Level;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.engine.Timer;
import org.asyncio4j.fiber.Fiber;
import org.jspecify.annotations.Nullable;

/** Says where a task sits that was cancelled in a blocking call and has not come out of it. */
final class StuckReport extends Timer {
  private static final long PATIENCE = 5_000_000_000L;

  private final Task<?> task;
  private final Fiber fiber;

  private StuckReport(long whenNanos, Task<?> task, Fiber fiber) {
    super(whenNanos);
    this.task = task;
    this.fiber = fiber;
  }

  static void schedule(Engine engine, Task<?> task, Fiber fiber) {
    engine.schedule(new StuckReport(engine.nanoTime() + PATIENCE, task, fiber));
  }

  @Override
  protected @Nullable Fiber fire(Engine engine) {
    if (!task.done() && task.fiber() == fiber && fiber.state() == Fiber.BLOCKED) {
      Log.say(Level.WARNING, text(task, fiber.thread().getStackTrace()), null);
    }
    return null;
  }

  static String text(Task<?> task, StackTraceElement[] stack) {
    StringBuilder text = new StringBuilder();
    text.append("Task '")
        .append(task.name())
        .append("' was cancelled but does not end; it sits in a call that cannot be interrupted:");
    for (StackTraceElement frame : stack) {
      text.append("\n    at ").append(frame);
    }
    return text.toString();
  }
}
