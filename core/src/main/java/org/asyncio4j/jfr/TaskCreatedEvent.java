package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A task was made. */
@Name("asyncio4j.TaskCreated")
@Label("Task Created")
@Description("A task was made")
@Enabled(false)
final class TaskCreatedEvent extends TaskEvent {
  @Label("Creator")
  @Description("The task that has made it")
  @Nullable String creator;

  /** For the observer. */
  TaskCreatedEvent() {}
}
