package org.asyncio4j.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** What the events of tasks have in common. */
@Category("asyncio4j")
abstract class TaskEvent extends Event {
  @Label("Task")
  @Nullable String task;

  @Label("Number")
  long number;

  /** For subclasses. */
  TaskEvent() {}

  final void of(Task<?> of) {
    task = of.name();
    number = of.id();
  }
}
