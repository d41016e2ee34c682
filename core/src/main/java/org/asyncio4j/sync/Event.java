package org.asyncio4j.sync;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.waiting.HomeLoop;
import org.asyncio4j.waiting.Line;
import org.asyncio4j.waiting.Place;

/**
 * A flag that tasks wait for.
 *
 * <pre>
 *   unset --set--> set, and all who wait are woken --clear--> unset
 * </pre>
 *
 * <p>Who was woken returns from {@link #await}, even if the event is cleared again before it runs.
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has had to wait for it; from other threads {@code
 * loop.callSoonThreadsafe(event::set)}. {@link #isSet} and {@code toString} are safe from any
 * thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #await} only stops waiting.
 *
 * <p>{@code asyncio.Event}, 3.14; {@code wait()} is {@link #await} here, since {@code wait()} means
 * another thing for every object of Java.
 */
public final class Event {
  private final HomeLoop home = new HomeLoop(this::toString);
  private final Line waiters = new Line(home, this::toString);

  /** Written by the loop; any thread may read an old value. */
  private boolean set;

  /** Makes an event that is not set. No loop needed. */
  public Event() {}

  /**
   * Suspends the current task until the event is set; returns at once if it is.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this event
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void await() {
    home.task("Event.await");
    if (set) {
      return;
    }
    Place place = waiters.join();
    try {
      place.await();
    } finally {
      waiters.leave(place);
    }
  }

  /**
   * Sets the event and wakes all who wait for it.
   *
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void set() {
    home.check("Event.set");
    if (!set) {
      waiters.wakeAll(); // first, since these are calls that may find the stack full
      set = true;
    }
  }

  /**
   * Clears the event: who awaits it from now on waits.
   *
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void clear() {
    home.check("Event.clear");
    set = false;
  }

  /**
   * Tells whether the event is set. Any thread.
   *
   * @return true if so
   */
  // Not a bare word as other questions are: set() is what sets it.
  public boolean isSet() {
    return set;
  }

  @Override
  public String toString() {
    return "<Event " + (set ? "[set]" : "[unset]") + Lock.waiterText(waiters) + ">";
  }
}
