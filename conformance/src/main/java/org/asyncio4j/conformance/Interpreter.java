package org.asyncio4j.conformance;

import java.util.Map;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Coroutine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Carries out the statements of one run of a program. */
final class Interpreter {
  private final Run run;

  Interpreter(Run run) {
    this.run = run;
  }

  /**
   * Makes the coroutine object of a call.
   *
   * @param name the coroutine
   * @param args its arguments
   * @return the object; nothing has run yet
   */
  Coroutine<@Nullable Object> coroutine(String name, Map<String, @Nullable Object> args) {
    return Coroutine.of(name, () -> call("coroutines", new Frame(name, args, null)));
  }

  /**
   * Makes what calls a callback.
   *
   * @param name the callback
   * @param args its arguments
   * @return the call, which nothing has made yet
   */
  Action callback(String name, Map<String, @Nullable Object> args) {
    return () -> call("callbacks", new Frame(name, args, null));
  }

  /**
   * Runs a body.
   *
   * @param section where it stands in the program
   * @param frame the call of it
   * @return what it returned
   * @throws Exception what it raised
   */
  @Nullable Object call(String section, Frame frame) throws Exception {
    return Signal.value(block(frame, run.program().body(section, frame.label)));
  }

  /**
   * Carries out statements until one leaves the block.
   *
   * @param frame the call in which they stand
   * @param statements the statements
   * @return how the block was left, null if it ended normally
   * @throws Exception what a statement raised
   */
  @Nullable Signal block(Frame frame, JsonNode statements) throws Exception {
    for (JsonNode statement : statements) {
      @Nullable Signal signal = statement(new Step(run, frame, statement));
      if (signal != null) {
        return signal;
      }
    }
    return null;
  }

  private @Nullable Signal statement(Step step) throws Exception {
    @Nullable String unset = run.names().unset(step);
    if (unset != null) {
      step.log(head(step) + ": unset " + unset);
      return null;
    }
    return switch (rule(step)) {
      case Rule.Control control -> control.block().run(step);
      case Rule.Value rule -> {
        result(step, rule);
        yield null;
      }
    };
  }

  /** Evaluates, awaits if so ruled, stores under {@code into}, logs. */
  private void result(Step step, Rule.Value rule) throws Exception {
    @Nullable Object value = rule.operation().evaluate(step);
    if (rule.awaited()) {
      value = Asyncio.await(awaitable(value));
    }
    value = Values.of(value);
    step.storeAs("into", value);
    if (rule.loud().test(step.node()) && !step.node().path("quiet").asBoolean(false)) {
      step.log(head(step) + " -> " + run.printer().print(value));
    }
  }

  /**
   * Evaluates an expression that can be awaited, in place.
   *
   * @param frame the call in which it stands
   * @param expression a variable or a statement of this kind
   * @return the future, coroutine object or other awaitable
   * @throws Exception what the evaluation raised
   */
  Awaitable<@Nullable Object> awaitable(Frame frame, JsonNode expression) throws Exception {
    Step step = new Step(run, frame, expression);
    if (expression.isString()) {
      return awaitable(step.variable(expression.asString()));
    }
    if (rule(step) instanceof Rule.Value rule && rule.awaited()) {
      return awaitable(rule.operation().evaluate(step));
    }
    throw new IllegalArgumentException("cannot be awaited: " + expression);
  }

  @SuppressWarnings("unchecked") // what a program awaits may have any result
  private static Awaitable<@Nullable Object> awaitable(@Nullable Object value) {
    if (value instanceof Awaitable<?> awaitable) {
      return (Awaitable<@Nullable Object>) awaitable;
    }
    throw new IllegalArgumentException("cannot be awaited: " + value);
  }

  private Rule rule(Step step) {
    @Nullable Rule rule = run.rules().find(step.op());
    if (rule == null) {
      throw new IllegalArgumentException("unknown statement: " + step.node());
    }
    return rule;
  }

  /** The beginning of a statement's log line: its name and what it works on. */
  private static String head(Step step) {
    for (String field : new String[] {"on", "coro"}) {
      if (step.has(field)) {
        return step.op() + " " + step.string(field);
      }
    }
    return step.op();
  }
}
