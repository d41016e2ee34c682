package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TaskFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts tasks eagerly unless their options say otherwise: {@code asyncio.eager_task_factory},
 * 3.14.
 */
public final class EagerTaskFactory implements TaskFactory {
  private static final EagerTaskFactory PLAIN = new EagerTaskFactory(new Plain());

  private final TaskFactory maker;

  private EagerTaskFactory(TaskFactory maker) {
    this.maker = maker;
  }

  /** Makes tasks as a loop does that has no factory. */
  private static final class Plain implements TaskFactory {
    @Override
    public <T extends @Nullable Object> Task<T> create(
        EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
      return Task.create(loop, coroutine, options);
    }
  }

  /**
   * Returns the one that makes tasks as a loop without a factory does.
   *
   * @return always the same
   */
  public static TaskFactory plain() {
    return PLAIN;
  }

  /**
   * Returns one that lets another factory make the tasks.
   *
   * @param maker makes the tasks; has to pass the options on
   * @return a new one
   */
  public static TaskFactory of(TaskFactory maker) {
    return new EagerTaskFactory(Objects.requireNonNull(maker, "maker"));
  }

  @Override
  public <T extends @Nullable Object> Task<T> create(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    return maker.create(
        loop, coroutine, options.eagerStart() == null ? options.withEagerStart(true) : options);
  }

  @Override
  public String toString() {
    return "<eager task factory>";
  }
}
