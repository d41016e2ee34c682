package org.asyncio4j.loop;

/**
 * The place where a loop waits while nothing is ready. A seam: an NIO selector waits for sockets
 * too, a virtual clock moves its time instead. One poller serves one loop.
 */
public interface Poller {
  /** No timer is set. */
  long NO_DEADLINE = Long.MAX_VALUE;

  /**
   * Waits until {@link #wakeup()} was called since the last poll began, or the deadline has passed.
   * May also return early for no reason. Called by the loop's carrier thread only.
   *
   * @param deadlineNanos time on the loop's clock, or {@link #NO_DEADLINE}
   * @param workOutside whether something that the loop knows is at work elsewhere and will wake it:
   *     a task in a blocking call, an executor, a foreign future. Virtual time stands still
   *     meanwhile
   * @return false if this poller knows that nothing can ever wake the loop; the loop then fails
   *     with a {@link org.asyncio4j.error.DeadlockException}
   */
  boolean poll(long deadlineNanos, boolean workOutside);

  /**
   * Tells whether this poller watches something, such as a socket, that may wake the loop; if not,
   * and no timer is set, a loop may find that it can never go on.
   *
   * @return true if so
   */
  default boolean watches() {
    return false;
  }

  /** Makes the poll under way, or the next one, return. Any thread. */
  void wakeup();

  /**
   * Tells whether this poller waits in real time and for nothing but {@link #wakeup()} and the
   * deadline. A selector may then take its place as soon as the loop's program needs sockets;
   * elsewhere sockets are refused. Any thread.
   *
   * @return false unless overridden
   */
  default boolean givesWayToSelector() {
    return false;
  }

  /**
   * Says that the thread of a loop was interrupted, which has no meaning: for implementations that
   * wait in calls which end by an interrupt.
   */
  static void reportIgnoredInterrupt() {
    ParkingPoller.warn(Thread.currentThread().getName());
  }
}
