package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Somebody has asked a task to end. */
@Name("asyncio4j.TaskCancelRequested")
@Label("Task Cancel Requested")
@Description("Somebody has asked a task to end")
@Enabled
final class TaskCancelRequestedEvent extends TaskEvent {
  @Label("By")
  @Description("The task that asked")
  @Nullable String by;

  @Label("Message")
  @Nullable String message;

  /** For the observer. */
  TaskCancelRequestedEvent() {}
}
