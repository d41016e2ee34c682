package org.asyncio4j.function;

import org.jspecify.annotations.Nullable;

/**
 * What can be awaited: a future, a task, or any code. A lambda or a method reference is a coroutine
 * that has not started; {@link #await()} runs it in place, in the caller's task.
 *
 * <p>{@code collections.abc.Awaitable}, 3.14. Java methods have no colour: {@code Demo::a} and
 * {@code () -> a()} are awaitables of whatever {@code a} returns.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {
  /**
   * Waits for the result, suspending the current task while it is not there.
   *
   * @return the result
   * @throws Throwable whatever the code or the awaited future ends with
   */
  T await() throws Throwable;
}
