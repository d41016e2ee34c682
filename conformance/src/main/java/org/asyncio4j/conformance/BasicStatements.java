package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.jspecify.annotations.Nullable;

/** Logging, variables, and what can be asked of the loop. */
final class BasicStatements {
  private BasicStatements() {}

  static void addTo(Rules rules) {
    rules.deed("log", BasicStatements::log);
    rules.deed("set", step -> step.store(step.string("var"), step.value("value")));
    rules.deed("inc", BasicStatements::inc);
    rules.silent("make", step -> step.awaitable("what"));
    rules.loud("time", step -> step.loop().time().toMillis());
    rules.loud("current_task", step -> Asyncio.currentTask());
    rules.loud("all_tasks", step -> Asyncio.allTasks().size());
  }

  private static void log(Step step) {
    String text = step.text("text");
    if (step.has("value")) {
      text += " " + step.run().printer().print(step.value("value"));
    }
    step.log(text);
  }

  private static void inc(Step step) {
    @Nullable Object value = step.variable(step.string("var"));
    long old = Values.truth(value) ? asInteger(value) : 0;
    step.store(step.string("var"), old + step.node().path("by").asLong(1));
  }

  private static long asInteger(@Nullable Object value) {
    return switch (value) {
      case Long number -> number;
      case Boolean bool -> bool ? 1 : 0;
      case null, default ->
          throw new IllegalArgumentException("inc of " + value + " (expected: an integer)");
    };
  }
}
