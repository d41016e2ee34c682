package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A task was in a blocking call of the JDK while others ran. */
@Name("asyncio4j.TaskBlocked")
@Label("Task Blocked")
@Description("A task was in a blocking call of the JDK while others ran")
@Threshold("20 ms")
@StackTrace(false)
final class TaskBlockedEvent extends TaskEvent {
  /** For the observer. */
  TaskBlockedEvent() {}
}
