package org.asyncio4j.debug;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Outcome;
import org.jspecify.annotations.Nullable;

/** Looks into a future; a subclass only because subclasses may. There is no object of it. */
final class Seen extends Future<@Nullable Void> {
  @SuppressWarnings("unused") // there has to be one
  private Seen(Engine engine) {
    super(engine);
  }

  /** How it has ended, without asking for it. */
  @SuppressWarnings({"unchecked", "NullAway"}) // only setResult(T) leads there
  static <T extends @Nullable Object> @Nullable Outcome<T> outcome(Future<T> future) {
    if (!future.done()) {
      return null;
    }
    Object end = endOf(future);
    if (future.cancelled()) {
      return new Outcome.Cancelled<>(
          end instanceof CancelledError error ? error : new CancelledError((String) end));
    }
    Throwable failure = failureOf(future);
    return failure == null ? new Outcome.Success<>((T) end) : new Outcome.Failure<>(failure);
  }
}
