package org.asyncio4j.task;

import java.util.List;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.OpenGenerators;
import org.asyncio4j.loop.ExceptionContext;

/** The end of a loop: whatever is still open is reported, and ended. */
final class Closing {
  /** Enough for those who wait for a task that is ended to hear of it. */
  private static final int MOST_TURNS = 10;

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
    List<OpenGenerators.Entry> generators = loop.openGenerators().takeAll();
    for (OpenGenerators.Entry generator : generators) {
      engine.report(
          new ExceptionContext(
              "Asynchronous generator was destroyed but it is open!; close it, or call"
                  + " shutdownAsyncgens() before the loop closes: "
                  + generator,
              null));
    }
    engine.reports().lost().reportAll();
    loop.neverAwaited().reportAll(engine);
    engine.clear();
    boolean turn = false;
    for (Task<?> task : loop.allTasks()) {
      turn |= task.unwind();
    }
    for (OpenGenerators.Entry generator : generators) {
      loop.callSoon(generator::closeAtEnd, Context.current().copy());
      turn = true;
    }
    for (int i = 0; turn && i < MOST_TURNS; i++) {
      engine.stop();
      engine.run(() -> {}, () -> Long.MAX_VALUE, () -> false);
      turn = engine.hasReady();
    }
    engine.close();
  }
}
