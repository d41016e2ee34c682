package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Coroutine;
import org.jspecify.annotations.Nullable;

/** Awaiting, and futures. */
final class FutureStatements {
  private FutureStatements() {}

  static void addTo(Rules rules) {
    rules.awaited("await", step -> step.on(Awaitable.class));
    rules.awaited("ensure_future", step -> Asyncio.ensureFuture(step.awaitable("what")));
    rules.awaited("awaitable", FutureStatements::awaitable);
    rules.silent("future", step -> step.loop().createFuture());
    rules.deed("set_result", step -> step.future().setResult(step.value("value")));
    rules.deed("set_exception", step -> step.future().setException(step.exception()));
    rules.loud("cancel", FutureStatements::cancel);
    rules.loud("done", step -> step.future().done());
    rules.loud("cancelled", step -> step.future().cancelled());
    rules.loud("result", step -> step.future().result());
    rules.loud("exception", step -> step.future().exception());
    rules.deed("coro_close", step -> step.on(Coroutine.class).close());
  }

  /** Neither coroutine nor future: an object of its own that awaits another. */
  private static Object awaitable(Step step) throws Exception {
    Awaitable<@Nullable Object> inner = step.awaitable("what");
    Awaitable<@Nullable Object> outer = () -> Asyncio.await(inner);
    return outer;
  }

  private static boolean cancel(Step step) {
    return step.has("msg") ? step.future().cancel(step.text("msg")) : step.future().cancel();
  }
}
