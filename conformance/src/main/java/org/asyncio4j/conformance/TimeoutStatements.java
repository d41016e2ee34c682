package org.asyncio4j.conformance;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.task.Timeout;
import org.jspecify.annotations.Nullable;

/** timeout and timeout_at. */
final class TimeoutStatements {
  private TimeoutStatements() {}

  static void addTo(Rules rules) {
    rules.control("timeout", TimeoutStatements::timeout);
    rules.deed("reschedule", TimeoutStatements::reschedule);
    rules.loud("when", step -> millis(step.on(Timeout.class).when()));
    rules.loud("expired", step -> step.on(Timeout.class).expired());
  }

  private static @Nullable Signal timeout(Step step) throws Exception {
    if (step.has("at")) {
      return Asyncio.timeoutAt(step.duration("at"), timeout -> body(step, timeout));
    }
    return Asyncio.timeout(step.duration("ms"), timeout -> body(step, timeout));
  }

  private static @Nullable Signal body(Step step, Timeout timeout) throws Exception {
    step.storeAs("as", timeout);
    return step.block("body");
  }

  private static void reschedule(Step step) {
    Timeout timeout = step.on(Timeout.class);
    if (step.has("ms")) {
      timeout.reschedule(step.loop().time().plus(step.time("ms")));
    } else {
      timeout.reschedule(step.duration("at"));
    }
  }

  private static @Nullable Long millis(@Nullable Duration when) {
    return when == null ? null : (Long) when.toMillis();
  }
}
