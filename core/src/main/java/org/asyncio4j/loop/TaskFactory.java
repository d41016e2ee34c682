package org.asyncio4j.loop;

import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes a loop's tasks in place of the loop.
 *
 * <p>The factory of {@code loop.set_task_factory}, 3.14.
 */
@FunctionalInterface
public interface TaskFactory {
  /**
   * Makes a task, usually by {@link Task#create}. On the loop's thread.
   *
   * @param <T> the type of the result
   * @param loop the loop
   * @param coroutine the task's code
   * @param options name and context as the caller gave them; to be passed on
   * @return the task
   */
  <T extends @Nullable Object> Task<T> create(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options);
}
