package org.asyncio4j.engine;

import org.asyncio4j.fiber.Fiber;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the timer heap: runs something ready once its time has come.
 *
 * <pre>
 *   set --due--> fired
 *     \--cancel--> cancelled
 * </pre>
 */
public abstract class Timer extends Ready {
  /** When it is due, nanoseconds on the loop's clock. */
  final long whenNanos;

  /** Order of creation; settles equal times. Set by the heap. */
  long number;

  /** Whether it still counts in the heap. */
  boolean queued;

  private boolean cancelled;

  /**
   * Makes a timer; {@link Engine#schedule} sets it.
   *
   * @param whenNanos when it is due, nanoseconds on the loop's clock
   */
  protected Timer(long whenNanos) {
    this.whenNanos = whenNanos;
  }

  /**
   * Returns when it is due. Any thread.
   *
   * @return nanoseconds on the loop's clock
   */
  public final long whenNanos() {
    return whenNanos;
  }

  /**
   * Cancels it. Whoever holds the loop.
   *
   * @param engine the loop's machine
   */
  public final void cancel(Engine engine) {
    if (!cancelled) {
      markCancelled();
      engine.timerCancelled(this);
    }
  }

  final void markCancelled() {
    cancelled = true;
  }

  final boolean isCancelled() {
    return cancelled;
  }

  @Override
  protected final @Nullable Fiber run(Engine engine) {
    return cancelled ? null : fire(engine);
  }

  /**
   * Runs it, see {@link Ready#run}.
   *
   * @param engine the loop's machine
   * @return the fiber to run now, or null
   */
  protected abstract @Nullable Fiber fire(Engine engine);
}
