package org.asyncio4j.sync;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.waiting.HomeLoop;
import org.asyncio4j.waiting.Line;
import org.asyncio4j.waiting.Place;

/*
 * A permit is handed over when somebody is woken, not when he runs: the value counts those that nobody
 * has been promised. A woken task that is cancelled before it runs gives its permit back and lets others
 * have it.
 *
 * Source: CPython 3.14, Lib/asyncio/locks.py, Semaphore.
 */
/**
 * Lets a number of tasks at a time through, in the order in which they came.
 *
 * {@snippet :
 * var semaphore = new Semaphore(10);
 * String page = semaphore.with(() -> fetch(url));
 * }
 *
 * <p>May be released more often than it was acquired, which adds permits; {@link BoundedSemaphore}
 * refuses that. Any task may release it.
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has had to wait for it. {@link #locked} and {@code toString} are safe
 * from any thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #acquire} leaves the line; its permit goes to the
 * next.
 *
 * <p>{@code asyncio.Semaphore}, 3.14.
 */
public sealed class Semaphore extends Acquirable permits BoundedSemaphore {
  private final HomeLoop home = new HomeLoop(this::toString);
  private final Line waiters = new Line(home, this::toString);

  /** Permits that nobody has been promised. Written by the loop; others may read an old value. */
  private long value;

  /** Makes a semaphore with one permit. No loop needed. */
  public Semaphore() {
    this(1);
  }

  /**
   * Makes a semaphore. No loop needed.
   *
   * @param value how many permits it has, zero or more
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public Semaphore(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "Semaphore initial value must be >= 0; value: " + value + " (expected: zero or more)");
    }
    this.value = value;
  }

  /**
   * Acquires a permit; suspends the current task while there is none, or while others are before it
   * in line.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this semaphore
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public final void acquire() {
    home.task("Semaphore.acquire");
    if (locked()) {
      waitInLine();
    } else {
      value--;
    }
  }

  private void waitInLine() {
    Place place = waiters.join();
    try {
      place.await();
    } catch (Throwable e) {
      if (place.woken()) {
        value++;
      }
      throw e;
    } finally {
      waiters.leave(place);
      while (value > 0 && waiters.wake() != null) {
        value--; // those who came while permits were there but others before them
      }
    }
  }

  /**
   * Releases a permit; the first in line gets it, and goes on in the loop's next turn.
   *
   * @throws IllegalArgumentException if this is a {@link BoundedSemaphore} and has all its permits
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public void release() {
    home.check("Semaphore.release");
    if (waiters.wake() == null) {
      value++;
    }
  }

  /**
   * Tells whether {@link #acquire} would suspend: there is no permit, or others are in line. Any
   * thread.
   *
   * @return true if so
   */
  public final boolean locked() {
    return value == 0 || waiters.live() > 0;
  }

  /** Permits that nobody has been promised. */
  final long value() {
    return value;
  }

  final void check(String operation) {
    home.check(operation);
  }

  @Override
  public final String toString() {
    return "<"
        + getClass().getSimpleName()
        + (locked() ? " [locked]" : " [unlocked, value:" + value + "]")
        + Lock.waiterText(waiters)
        + ">";
  }
}
