package org.asyncio4j.task;

import org.asyncio4j.engine.Alone;
import org.asyncio4j.engine.HookSwitch;
import org.asyncio4j.engine.Hooks;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/** What tasks tell the observers of their loop; nothing, and for nothing, while there are none. */
final class TaskHooks {
  private TaskHooks() {}

  private static Hooks of(Task<?> task) {
    return ((TaskLoop) task.loop()).engine().hooks();
  }

  static void created(Task<?> task) {
    if (HookSwitch.on()) {
      Hooks hooks = of(task);
      Ready creator = hooks.doer();
      hooks.tell(hook -> hook.taskCreated(task, creator));
    }
  }

  static void started(Task<?> task) {
    if (HookSwitch.on()) {
      of(task).tell(hook -> hook.taskStarted(task));
    }
  }

  static void suspended(Task<?> task) {
    if (HookSwitch.on()) {
      Future<?> awaited = task.waiting;
      of(task).tell(hook -> hook.taskSuspended(task, awaited));
    }
  }

  static void resumed(Task<?> task) {
    if (HookSwitch.on()) {
      of(task).tell(hook -> hook.taskResumed(task));
    }
  }

  static void cancelRequested(Task<?> task, @Nullable String message) {
    if (HookSwitch.on()) {
      Hooks hooks = of(task);
      Ready by = hooks.doer();
      hooks.tell(hook -> hook.taskCancelRequested(task, by, message));
    }
  }

  static void done(Task<?> task) {
    if (HookSwitch.on()) {
      of(task).tell(hook -> hook.taskDone(task));
    }
  }

  /**
   * Checks that a task may await now.
   *
   * @throws IllegalStateException if it is an observer that awaits on the task's stack, or code
   *     that was lent something
   */
  static void checkMayLeave(Task<?> task) {
    if (HookSwitch.on()) {
      of(task).checkMayLeave();
    }
    Alone.checkMayLeave(((TaskLoop) task.loop()).engine());
  }
}
