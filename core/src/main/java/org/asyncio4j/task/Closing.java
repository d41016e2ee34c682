package org.asyncio4j.task;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.loop.ExceptionContext;

/** The end of a loop: whatever is still open is reported, and ended. */
final class Closing {
  private Closing() {}

  static void close(TaskLoop loop) {
    Engine engine = loop.engine();
    for (Task<?> task : loop.allTasks()) {
      engine.report(
          new ExceptionContext(
                  "Task was destroyed but it is pending!; await or cancel it before the loop"
                      + " closes",
                  null)
              .withFuture(task));
    }
    engine.reports().lost().reportAll();
    loop.neverAwaited().reportAll(engine);
    engine.clear();
    boolean turn = false;
    for (Task<?> task : loop.allTasks()) {
      turn |= task.unwind();
    }
    if (turn) {
      engine.stop();
      engine.run(engine::stop, () -> Long.MAX_VALUE);
    }
    engine.close();
  }
}
