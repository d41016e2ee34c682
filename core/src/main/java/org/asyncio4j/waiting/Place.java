package org.asyncio4j.waiting;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A task's place in a {@link Line}.
 *
 * <pre>
 *   pending --wake--> woken      --its task goes on--> out of the line
 *      \-----cancel-> cancelled  --its task goes on--> out of the line
 * </pre>
 */
public final class Place extends Waiter<@Nullable Void> {
  // Loop's thread only.
  @Nullable Line line;
  @Nullable Place previous;
  @Nullable Place next;

  Place(Engine engine, WaitedFor what, Line line) {
    super(engine, what);
    this.line = line;
  }

  @Override
  public boolean cancel(@Nullable String message) {
    boolean cancelled = super.cancel(message);
    if (cancelled && line != null) {
      line.oneCancelled();
    }
    return cancelled;
  }

  /**
   * Tells whether this place was given what it waited for, be its task cancelled since or not.
   *
   * @return true if so
   */
  public boolean woken() {
    return done() && !cancelled();
  }
}
