package org.asyncio4j.conformance;

import java.time.Duration;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.ReturnWhen;
import org.jspecify.annotations.Nullable;

/** sleep, gather, wait, wait_for, shield. Where asyncio has a coroutine function, so is it here. */
final class CombinatorStatements {
  private CombinatorStatements() {}

  static void addTo(Rules rules) {
    rules.awaitedLoudWith("result", "sleep", CombinatorStatements::sleep);
    rules.awaited("gather", CombinatorStatements::gather);
    rules.awaited("wait", CombinatorStatements::wait);
    rules.awaited("wait_for", CombinatorStatements::waitFor);
    rules.awaited("shield", step -> Asyncio.shield(step.awaitable("what")));
  }

  private static Object sleep(Step step) {
    Duration delay = step.time("ms");
    @Nullable Object result = step.value("result");
    return Coroutine.<@Nullable Object>of("sleep", () -> Asyncio.sleep(delay, result));
  }

  private static Object gather(Step step) throws Exception {
    List<Awaitable<@Nullable Object>> items = step.items();
    return step.node().path("return_exceptions").asBoolean(false)
        ? Asyncio.gatherOutcomes(items)
        : Asyncio.gather(items);
  }

  private static Object wait(Step step) throws Exception {
    List<Awaitable<@Nullable Object>> items = step.items();
    @Nullable Duration timeout = step.duration("timeout");
    ReturnWhen when =
        step.has("return_when")
            ? ReturnWhen.valueOf(step.string("return_when"))
            : ReturnWhen.ALL_COMPLETED;
    return Coroutine.of("wait", () -> Asyncio.wait(items, timeout, when));
  }

  private static Object waitFor(Step step) throws Exception {
    Awaitable<@Nullable Object> what = step.awaitable("what");
    @Nullable Duration timeout = step.duration("timeout");
    return Coroutine.<@Nullable Object>of("wait_for", () -> Asyncio.waitFor(what, timeout));
  }
}
