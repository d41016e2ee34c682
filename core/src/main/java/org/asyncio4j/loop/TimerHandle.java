package org.asyncio4j.loop;

import java.time.Duration;

/**
 * A callback that is scheduled for a time.
 *
 * <p>{@code asyncio.TimerHandle}, 3.14.
 */
public interface TimerHandle extends Handle {
  /**
   * Returns when the callback is due. Any thread.
   *
   * @return the time on the loop's clock, as {@link EventLoop#time()} counts it
   */
  Duration when();
}
