package org.asyncio4j.engine;

import org.asyncio4j.loop.Poller;
import org.jspecify.annotations.Nullable;

/** How a loop comes by its event source: the module that has one attaches it at the first need. */
public final class EventSources {
  private EventSources() {}

  /**
   * Returns a loop's event source. Whoever holds the loop.
   *
   * @param engine the loop's machine
   * @return the source, or null if none was attached
   */
  public static @Nullable EventSource of(Engine engine) {
    return engine.turn().source();
  }

  /**
   * Lets a loop wait in an event source from now on. Whoever holds the loop, once per loop.
   *
   * @param engine the loop's machine
   * @param source the source
   */
  public static void attach(Engine engine, EventSource source) {
    engine.turn().attach(source);
  }

  /**
   * Returns where a loop waits now.
   *
   * @param engine the loop's machine
   * @return its poller
   */
  public static Poller poller(Engine engine) {
    return engine.turn().poller();
  }
}
