package org.asyncio4j.loop;

import org.asyncio4j.contextvar.Context;

/**
 * A scheduled callback.
 *
 * <p>{@code asyncio.Handle}, 3.14.
 */
public interface Handle {
  /**
   * Keeps the callback from running, if it has not yet. A handle of {@code callSoonThreadsafe} may
   * be cancelled from any thread, others from the loop's thread only.
   */
  void cancel();

  /**
   * Tells whether {@link #cancel()} was called. Any thread.
   *
   * @return true if so
   */
  boolean cancelled();

  /**
   * Returns the context in which the callback runs. Any thread.
   *
   * @return the context
   */
  Context context();
}
