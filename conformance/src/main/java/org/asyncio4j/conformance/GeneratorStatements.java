package org.asyncio4j.conformance;

import java.util.Map;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.context.ContextManager;
import org.jspecify.annotations.Nullable;

/** Asynchronous generators. Each is kept until the run has ended: nothing is collected before. */
final class GeneratorStatements {
  private GeneratorStatements() {}

  static void addTo(Rules rules) {
    rules.silent("agen", GeneratorStatements::generator);
    rules.awaited("anext", step -> on(step).anextLater());
    rules.awaited("asend", step -> on(step).asendLater(step.value("value")));
    rules.awaited("athrow", step -> on(step).athrowLater(step.exception()));
    rules.awaited("aclose", step -> on(step).acloseLater());
    rules.control("async_for", GeneratorStatements::asyncFor);
  }

  /**
   * Makes the context manager that closes a generator.
   *
   * @param step the statement, with the generator's variable in {@code aclosing}
   * @return the context manager
   */
  static ContextManager<?> aclosing(Step step) {
    return Asyncio.aclosing(step.object("aclosing", AsyncGenerator.class));
  }

  private static AsyncGenerator<@Nullable Object> generator(Step step) {
    String name = step.string("gen");
    Map<String, @Nullable Object> args = step.args();
    AsyncGenerator.Code<@Nullable Object> code =
        y -> step.run().interpreter().call("generators", new Frame(name, args, y::yield));
    AsyncGenerator<@Nullable Object> generator = AsyncGenerator.of(name, code);
    step.run().keep(generator);
    return generator;
  }

  @SuppressWarnings("unchecked") // all are made above
  private static AsyncGenerator<@Nullable Object> on(Step step) {
    return (AsyncGenerator<@Nullable Object>) step.on(AsyncGenerator.class);
  }

  private static @Nullable Signal asyncFor(Step step) throws Exception {
    AsyncGenerator<@Nullable Object> items = step.has("on") ? on(step) : generator(step);
    for (@Nullable Object item : items) {
      step.storeAs("as", item);
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
