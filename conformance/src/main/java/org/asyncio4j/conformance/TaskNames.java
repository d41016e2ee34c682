package org.asyncio4j.conformance;

import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TaskFactory;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/** Names the unnamed tasks of one program {@code Task-1}, {@code Task-2} and so on. */
final class TaskNames implements TaskFactory {
  private int unnamed; // loop thread only

  @Override
  public <T extends @Nullable Object> Task<T> create(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    boolean named = options.name() != null;
    return Task.create(loop, coroutine, named ? options : options.withName("Task-" + ++unnamed));
  }
}
