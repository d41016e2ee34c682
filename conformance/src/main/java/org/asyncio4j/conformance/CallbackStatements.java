package org.asyncio4j.conformance;

import java.time.Duration;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** Done callbacks, and callbacks that the loop is asked to make. */
final class CallbackStatements {
  private CallbackStatements() {}

  static void addTo(Rules rules) {
    rules.deed("add_done_callback", CallbackStatements::addDoneCallback);
    rules.loud(
        "remove_done_callback", step -> step.future().removeDoneCallback(doneCallback(step)));
    rules.silent("call_soon", CallbackStatements::callSoon);
    rules.silent("call_later", CallbackStatements::callLater);
    rules.silent("call_at", CallbackStatements::callAt);
    rules.deed("handle_cancel", step -> step.on(Handle.class).cancel());
    rules.loud("handle_cancelled", step -> step.on(Handle.class).cancelled());
    rules.loud("handle_when", step -> step.on(TimerHandle.class).when().toMillis());
  }

  private static DoneCallback<@Nullable Object> doneCallback(Step step) {
    return step.run().doneCallbacks().get(step.string("callback"));
  }

  private static void addDoneCallback(Step step) {
    if (step.has("context")) {
      step.future().addDoneCallback(doneCallback(step), context(step));
    } else {
      step.future().addDoneCallback(doneCallback(step));
    }
  }

  private static Handle callSoon(Step step) {
    EventLoop loop = step.loop();
    Action call = callback(step);
    return step.has("context") ? loop.callSoon(call, context(step)) : loop.callSoon(call);
  }

  private static Handle callLater(Step step) {
    EventLoop loop = step.loop();
    Duration delay = step.time("ms");
    Action call = callback(step);
    return step.has("context")
        ? loop.callLater(delay, call, context(step))
        : loop.callLater(delay, call);
  }

  private static Handle callAt(Step step) {
    EventLoop loop = step.loop();
    Duration when = step.time("at");
    Action call = callback(step);
    return step.has("context") ? loop.callAt(when, call, context(step)) : loop.callAt(when, call);
  }

  private static Action callback(Step step) {
    return step.run().interpreter().callback(step.string("callback"), step.args());
  }

  private static Context context(Step step) {
    return step.object("context", Context.class);
  }
}
