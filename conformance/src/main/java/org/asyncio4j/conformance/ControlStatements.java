package org.asyncio4j.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Branches, loops, exceptions, and leaving a body. */
final class ControlStatements {
  private ControlStatements() {}

  static void addTo(Rules rules) {
    rules.control("if", step -> step.block(step.condition() ? "then" : "else"));
    rules.control("repeat", ControlStatements::repeat);
    rules.control("break", step -> Signal.BREAK);
    rules.control("continue", step -> Signal.CONTINUE);
    rules.control("return", step -> new Signal.Return(step.value("value")));
    rules.control("try", ControlStatements::tryStatement);
    rules.control("raise", ControlStatements::raise);
    rules.control("reraise", ControlStatements::reraise);
    rules.loudWith("into", "yield", ControlStatements::yieldValue);
  }

  private static @Nullable Signal repeat(Step step) throws Exception {
    long times = step.integer("times", 0);
    for (long i = 0; i < times; i++) {
      step.storeAs("var", i);
      @Nullable Signal signal = step.block("body");
      if (signal == Signal.BREAK) {
        break;
      } else if (signal != null && signal != Signal.CONTINUE) {
        return signal;
      }
    }
    return null;
  }

  /** Java's finally cannot be left by a value that is not known to the compiler, so by hand. */
  private static @Nullable Signal tryStatement(Step step) throws Exception {
    if (!step.has("finally")) {
      return tryExcept(step);
    }
    @Nullable Signal signal = null;
    @Nullable Throwable raised = null;
    try {
      signal = tryExcept(step);
    } catch (Throwable exception) {
      raised = exception;
    }
    @Nullable Signal left = handling(raised, step, step.node().path("finally"));
    if (left != null) {
      return left; // in place of the exception under way
    }
    if (raised != null) {
      throw Exceptions.raise(raised);
    }
    return signal;
  }

  private static @Nullable Signal tryExcept(Step step) throws Exception {
    @Nullable Signal signal;
    try {
      signal = step.block("body");
    } catch (Throwable exception) {
      @Nullable JsonNode clause = clauseFor(exception, step);
      if (clause == null) {
        throw exception;
      }
      return caught(exception, new Step(step.run(), step.frame(), clause));
    }
    return signal == null ? step.block("else") : signal;
  }

  private static @Nullable JsonNode clauseFor(Throwable exception, Step step) {
    for (JsonNode clause : step.node().path("except")) {
      JsonNode kind = clause.path("kind");
      for (JsonNode one : kind.isArray() ? kind : List.of(kind)) {
        if (Exceptions.isInstance(exception, one.asString())) {
          return clause;
        }
      }
    }
    return null;
  }

  private static @Nullable Signal caught(Throwable exception, Step clause) throws Exception {
    clause.storeAs("as", exception);
    if (!clause.node().path("quiet").asBoolean(false)) {
      clause.log("caught " + Printer.exception(exception));
    }
    return handling(exception, clause, clause.node().path("body"));
  }

  /** Runs statements while an exception is handled; with none, as before. */
  private static @Nullable Signal handling(
      @Nullable Throwable exception, Step step, JsonNode statements) throws Exception {
    Frame frame = step.frame();
    @Nullable Throwable outer = frame.handled;
    if (exception != null) {
      frame.handled = exception;
    }
    try {
      return step.run().interpreter().block(frame, statements);
    } finally {
      frame.handled = outer;
    }
  }

  private static @Nullable Signal raise(Step step) throws Exception {
    throw Exceptions.raise(step.has("on") ? step.on(Throwable.class) : step.exception());
  }

  private static @Nullable Signal reraise(Step step) throws Exception {
    @Nullable Throwable handled = step.frame().handled;
    if (handled == null) {
      throw new IllegalStateException("No active exception to reraise");
    }
    throw Exceptions.raise(handled);
  }

  private static @Nullable Object yieldValue(Step step) throws Exception {
    Frame.@Nullable Yielder yielder = step.frame().yielder;
    if (yielder == null) {
      throw new IllegalArgumentException("yield outside a generator: " + step.node());
    }
    return yielder.yield(step.value("value"));
  }
}
