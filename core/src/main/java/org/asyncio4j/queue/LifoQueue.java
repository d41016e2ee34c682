package org.asyncio4j.queue;

import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} that gives the item that was put in last.
 *
 * <p>{@code asyncio.LifoQueue}, 3.14.
 *
 * @param <T> the type of the items
 */
public final class LifoQueue<T extends @Nullable Object> extends Queue<T> {
  /** Makes a queue without a limit. No loop needed. */
  public LifoQueue() {
    this(0);
  }

  /**
   * Makes a queue. No loop needed.
   *
   * @param maxsize how many items it holds at most; zero or negative for any number
   */
  public LifoQueue(int maxsize) {
    super(maxsize, new Lifo<>());
  }
}
