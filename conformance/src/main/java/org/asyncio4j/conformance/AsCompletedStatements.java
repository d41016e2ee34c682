package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.asyncio4j.task.AsCompleted;
import org.jspecify.annotations.Nullable;

/** as_completed, in both styles. */
final class AsCompletedStatements {
  private AsCompletedStatements() {}

  static void addTo(Rules rules) {
    rules.control("as_completed", AsCompletedStatements::loop);
  }

  private static @Nullable Signal loop(Step step) throws Exception {
    AsCompleted<@Nullable Object> all = Asyncio.asCompleted(step.items(), step.duration("timeout"));
    boolean futures = step.string("style").equals("async");
    for (Object each : futures ? all : all.results()) {
      step.storeAs("as", each);
      @Nullable Signal signal = step.block("body");
      if (signal == Signal.BREAK) {
        break;
      } else if (signal != null && signal != Signal.CONTINUE) {
        return signal;
      }
    }
    return null;
  }
}
