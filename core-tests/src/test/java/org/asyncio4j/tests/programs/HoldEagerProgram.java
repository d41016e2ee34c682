package org.asyncio4j.tests.programs;

import org.asyncio4j.Asyncio;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;

/**
 * Prints how an eager task that blocks interleaves with its maker when blocking calls hold the
 * loop.
 */
public final class HoldEagerProgram {
  private HoldEagerProgram() {}

  /** Entry. */
  public static void main(String[] args) {
    Trace trace = new Trace();
    ContextManager<String> manager = ContextManager.of(y -> y.yield("own stack"));
    new VirtualClock()
        .run(() -> {
          Asyncio.createTask(
              () -> {
                trace.add("blocks");
                Thread.sleep(10);
                try (var held = manager.open()) {
                  trace.add(held.value());
                }
                TestLoop.turn();
                trace.add("task ends");
              },
              TaskOptions.defaults().withEagerStart(true));
          trace.add("created");
          TestLoop.turns(2);
        });
    System.out.println(trace);
  }
}
