package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.asyncio4j.task.TaskGroup;
import org.jspecify.annotations.Nullable;

/** Task groups; how a task is made in one stands with the tasks. */
final class TaskGroupStatements {
  private TaskGroupStatements() {}

  static void addTo(Rules rules) {
    rules.control("task_group", TaskGroupStatements::taskGroup);
  }

  private static @Nullable Signal taskGroup(Step step) {
    return Asyncio.<@Nullable Signal>taskGroupResult(group -> body(step, group));
  }

  private static @Nullable Signal body(Step step, TaskGroup group) throws Exception {
    step.storeAs("as", group);
    return step.block("body");
  }
}
