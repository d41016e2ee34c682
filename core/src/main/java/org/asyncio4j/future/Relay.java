package org.asyncio4j.future;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A callback by which another future waits, so that tools see who waits behind it. For combinators
 * of one's own; those of the library use it too:
 *
 * {@snippet :
 * Future<String> first = getRunningLoop().createFuture();
 * for (Future<String> each : all) {
 *   each.addDoneCallback(new Relay<>(first, done -> {
 *     if (!first.done()) {
 *       first.setResult(done.result());
 *     }
 *   }));
 * }
 * }
 *
 * <p>{@code asyncio.future_add_to_awaited_by}, 3.14, which registers the waiting task instead; ours
 * ends with the callback and need not be taken back.
 *
 * @param <T> the type of the awaited future's result
 * @param to the future that waits
 * @param callback what to call
 */
public record Relay<T extends @Nullable Object>(Future<?> to, DoneCallback<T> callback)
    implements DoneCallback<T> {

  /** Checks the parts. */
  public Relay {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(callback, "callback");
  }

  @Override
  public void done(Future<T> future) throws Throwable {
    callback.done(future);
  }
}
