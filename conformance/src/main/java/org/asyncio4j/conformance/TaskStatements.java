package org.asyncio4j.conformance;

import org.asyncio4j.contextvar.Context;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/** Calls of coroutines, and tasks. */
final class TaskStatements {
  private TaskStatements() {}

  static void addTo(Rules rules) {
    rules.awaited("call", TaskStatements::coroutine);
    rules.silent("create_task", TaskStatements::createTask);
    rules.loud("cancelling", step -> self(step).cancelling());
    rules.loud("uncancel", step -> self(step).uncancel());
    rules.loud("get_name", step -> step.on(Task.class).name());
    rules.deed("set_name", step -> step.on(Task.class).setName(step.text("name")));
  }

  private static Coroutine<@Nullable Object> coroutine(Step step) {
    return step.run().interpreter().coroutine(step.string("coro"), step.args());
  }

  @SuppressWarnings("unchecked") // a program's coroutines return any value
  private static Task<@Nullable Object> createTask(Step step) {
    Coroutine<@Nullable Object> coroutine =
        step.has("on") ? (Coroutine<@Nullable Object>) step.on(Coroutine.class) : coroutine(step);
    TaskOptions options = TaskOptions.defaults();
    if (step.has("name")) {
      options = options.withName(step.text("name"));
    }
    if (step.has("context")) {
      options = options.withContext(step.object("context", Context.class));
    }
    if (step.has("eager_start")) {
      options = options.withEagerStart(step.node().path("eager_start").asBoolean());
    }
    return step.has("group")
        ? step.object("group", TaskGroup.class).createTask(coroutine, options)
        : step.loop().createTask(coroutine, options);
  }

  private static Task<?> self(Step step) {
    String name = step.has("on") ? step.string("on") : "self";
    if (step.variable(name) instanceof Task<?> task) {
      return task;
    }
    throw new IllegalArgumentException(name + ": no task");
  }
}
