package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A task has waited; the stack is that of its await. */
@Name("asyncio4j.TaskSuspended")
@Label("Task Suspended")
@Description("A task has waited; the stack is that of its await")
@Threshold("20 ms")
final class TaskSuspendedEvent extends TaskEvent {
  @Label("Awaits")
  @Nullable String awaits;

  /** For the observer. */
  TaskSuspendedEvent() {}
}
