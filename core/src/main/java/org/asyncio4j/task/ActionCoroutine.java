package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/** Code without a result as an awaitable. */
public final class ActionCoroutine implements Awaitable<@Nullable Void> {
  private final Action action;

  private ActionCoroutine(Action action) {
    this.action = action;
  }

  /**
   * Wraps code.
   *
   * @param action the code
   * @return an awaitable that gives null
   */
  public static Awaitable<@Nullable Void> of(Action action) {
    return new ActionCoroutine(Objects.requireNonNull(action, "coroutine"));
  }

  @Override
  public @Nullable Void await() throws Throwable {
    action.run();
    return null;
  }

  Action action() {
    return action;
  }

  @Override
  public String toString() {
    return "action(" + CoroutineText.nameOf(action) + ")";
  }
}
