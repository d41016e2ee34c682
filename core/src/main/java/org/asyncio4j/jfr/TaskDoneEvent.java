package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A task has ended. */
@Name("asyncio4j.TaskDone")
@Label("Task Done")
@Description("A task has ended")
@Enabled(false)
@StackTrace(false)
final class TaskDoneEvent extends TaskEvent {
  @Label("Outcome")
  @Description("finished, failed or cancelled")
  @Nullable String outcome;

  @Label("Exception")
  @Nullable String exception;

  /** For the observer. */
  TaskDoneEvent() {}
}
