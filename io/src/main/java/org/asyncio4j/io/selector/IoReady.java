package org.asyncio4j.io.selector;

import org.asyncio4j.engine.Ready;

/** What runs when a channel is ready. It stays registered until it is taken back. */
public abstract class IoReady extends Ready {
  /** For subclasses. */
  protected IoReady() {}

  /**
   * Tells whether this is to run once more when its channel was closed by somebody who has not
   * taken it back: whoever waits for the channel then hears of it instead of waiting for ever.
   *
   * @return false unless overridden
   */
  protected boolean runsWhenClosed() {
    return false;
  }

  /** Something else is registered in its place. */
  protected void replaced() {}
}
