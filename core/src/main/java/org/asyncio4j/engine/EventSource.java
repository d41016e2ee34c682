package org.asyncio4j.engine;

import org.asyncio4j.loop.Poller;

/**
 * A place to wait that brings events of its own into the loop: a selector. It takes the place of a
 * loop's poller once the program first needs it.
 *
 * <p>Each turn looks for events first, then takes what other threads have handed over, then lets
 * the events in, then the timers that are due. So what a thread has handed over before it sent
 * something comes before the event of that sending, as in CPython.
 *
 * <p><b>Threads.</b> {@link #poll} and {@link #awaitWakeup} are called by the loop's carrier, the
 * rest by whoever holds the loop, except for {@link #wakeup}.
 */
public interface EventSource extends Poller {
  /**
   * Finds out what has happened, without waiting; unless {@link #poll} has just done so. Must not
   * throw.
   */
  void look();

  /** Puts what was found into the ready queue, and forgets it. */
  void deliver();

  /** Waits for {@link #wakeup} alone. May also return early for no reason. */
  void awaitWakeup();

  /** The loop closes: gives everything back. */
  void close();
}
