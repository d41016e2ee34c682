package org.asyncio4j.sync;

/**
 * A {@link Semaphore} that refuses to be released more often than it was acquired.
 *
 * <p>{@code asyncio.BoundedSemaphore}, 3.14.
 */
public final class BoundedSemaphore extends Semaphore {
  private final int bound;

  /** Makes a semaphore with one permit. No loop needed. */
  public BoundedSemaphore() {
    this(1);
  }

  /**
   * Makes a semaphore. No loop needed.
   *
   * @param value how many permits it has, zero or more
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public BoundedSemaphore(int value) {
    super(value);
    this.bound = value;
  }

  /**
   * Releases a permit; the first in line gets it, and goes on in the loop's next turn.
   *
   * @throws IllegalArgumentException if it has all its permits
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public void release() {
    check("Semaphore.release");
    if (value() >= bound) {
      throw new IllegalArgumentException(
          "BoundedSemaphore released too many times; "
              + this
              + " has all its permits ("
              + bound
              + "): release it once for each acquire");
    }
    super.release();
  }
}
