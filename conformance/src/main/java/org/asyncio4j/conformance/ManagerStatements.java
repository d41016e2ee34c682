package org.asyncio4j.conformance;

import java.util.Map;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.context.ExitStack;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Coroutine;
import org.jspecify.annotations.Nullable;

/** Context managers and exit stacks. */
final class ManagerStatements {
  private ManagerStatements() {}

  static void addTo(Rules rules) {
    rules.control("with", ManagerStatements::with);
    rules.control("exit_stack", ManagerStatements::exitStack);
    rules.awaited("enter", ManagerStatements::enter);
    rules.awaited("stack_aclose", ManagerStatements::close);
    rules.deed("push_callback", ManagerStatements::pushCallback);
    rules.deed("push_coro", ManagerStatements::pushCoroutine);
    rules.silent("pop_all", step -> step.on(ExitStack.class).popAll());
  }

  private static ContextManager<@Nullable Object> manager(Step step) {
    String name = step.string("manager");
    Map<String, @Nullable Object> args = step.args();
    ContextManager.Code<@Nullable Object> code =
        y -> step.run().interpreter().call("managers", new Frame(name, args, yielder(y)));
    return ContextManager.of(code);
  }

  private static Frame.Yielder yielder(ContextManager.Yield<@Nullable Object> y) {
    return value -> {
      y.yield(value);
      return null;
    };
  }

  private static @Nullable Signal with(Step step) throws Exception {
    ContextManager<?> manager =
        step.has("on")
            ? step.on(ContextManager.class)
            : step.has("aclosing") ? GeneratorStatements.aclosing(step) : manager(step);
    return Asyncio.with(manager, value -> body(step, value));
  }

  private static @Nullable Signal exitStack(Step step) throws Exception {
    return Asyncio.exitStack(stack -> body(step, stack));
  }

  private static @Nullable Signal body(Step step, @Nullable Object value) throws Exception {
    step.storeAs("as", value);
    return step.block("body");
  }

  private static Object enter(Step step) {
    ExitStack stack = step.on(ExitStack.class);
    ContextManager<@Nullable Object> manager = manager(step);
    return Coroutine.<@Nullable Object>of("enter_async_context", () -> stack.enter(manager));
  }

  private static Object close(Step step) {
    ExitStack stack = step.on(ExitStack.class);
    Awaitable<@Nullable Object> close =
        () -> {
          stack.close();
          return null;
        };
    return Coroutine.of("aclose", close);
  }

  private static void pushCallback(Step step) {
    Action call = step.run().interpreter().callback(step.string("callback"), step.args());
    step.on(ExitStack.class).callback(call);
  }

  private static void pushCoroutine(Step step) {
    Interpreter interpreter = step.run().interpreter();
    String name = step.string("coro");
    Map<String, @Nullable Object> args = step.args();
    step.on(ExitStack.class).callback(() -> Asyncio.await(interpreter.coroutine(name, args)));
  }
}
