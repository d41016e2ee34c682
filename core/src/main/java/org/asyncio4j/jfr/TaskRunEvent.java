package org.asyncio4j.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A task has held the loop: a step. */
@Name("asyncio4j.TaskRun")
@Label("Task Run")
@Description("A task has held the loop: a step")
@Threshold("20 ms")
@StackTrace(false)
final class TaskRunEvent extends TaskEvent {
  /** For the observer. */
  TaskRunEvent() {}
}
