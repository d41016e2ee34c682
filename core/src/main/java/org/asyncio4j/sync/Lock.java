package org.asyncio4j.sync;

import java.util.Collection;
import java.util.List;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.task.Task;
import org.asyncio4j.text.Repr;
import org.asyncio4j.waiting.HomeLoop;
import org.asyncio4j.waiting.Line;
import org.asyncio4j.waiting.Place;
import org.jspecify.annotations.Nullable;

/*
 * release() opens the lock and wakes the first in line, and until that one has run the lock stands open:
 * whoever comes meanwhile joins the line, unless nobody in it can still want the lock. A woken task that
 * is cancelled before it runs wakes the next.
 *
 * Source: CPython 3.14, Lib/asyncio/locks.py, Lock.
 */
/**
 * Lets one task at a time through, in the order in which they came.
 *
 * {@snippet :
 * var lock = new Lock();
 * String answer = lock.with(() -> ask(connection));
 * }
 *
 * <pre>
 *   unlocked --acquire--> locked --release--> unlocked, and the first in line is woken
 * </pre>
 *
 * <p>Not reentrant: a task that acquires it twice waits for itself. Any task may release it.
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has had to wait for it. {@link #locked} and {@code toString} are safe
 * from any thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #acquire} leaves the line; the lock goes to the next.
 *
 * <p>{@code asyncio.Lock}, 3.14. Remembers who has acquired it, for its text and for tools.
 */
public final class Lock extends Acquirable {
  private final WaitedFor what;
  private final HomeLoop home;
  private final Line waiters;

  // Written by the loop; any thread may read an old value.
  private boolean locked;

  /** Who has acquired it; null while unlocked. */
  private @Nullable Task<?> owner;

  /** Makes an unlocked lock. No loop needed. */
  public Lock() {
    this(null);
  }

  /**
   * Makes the lock inside something else.
   *
   * @param inside what tasks really wait for, or null for the lock itself
   */
  Lock(@Nullable WaitedFor inside) {
    what = inside == null ? new Self() : inside;
    home = new HomeLoop(what);
    waiters = new Line(home, what);
  }

  /** The lock as reports and tools see it. */
  private final class Self implements WaitedFor {
    @Override
    public String describe() {
      return Lock.this.toString();
    }

    @Override
    public Collection<? extends Future<?>> heldBy() {
      Task<?> now = owner;
      return now == null ? List.of() : List.of(now);
    }
  }

  /**
   * Acquires the lock; suspends the current task while another holds it or is before it in line.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this lock
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public void acquire() {
    Task<?> task = home.task("Lock.acquire");
    if (locked || waiters.live() > 0) {
      waitInLine();
    }
    locked = true;
    owner = task;
  }

  private void waitInLine() {
    Place place = waiters.join();
    try {
      place.await();
    } catch (Throwable e) {
      waiters.leave(place);
      if (!locked) {
        waiters.wakeHead();
      }
      throw e;
    }
    waiters.leave(place);
  }

  /**
   * Releases the lock; the first in line gets it in the loop's next turn.
   *
   * @throws IllegalStateException if it is not locked
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public void release() {
    home.check("Lock.release");
    if (!locked) {
      throw new IllegalStateException(
          "Lock is not acquired.; "
              + this
              + " was released once too often: release it once for"
              + " each acquire");
    }
    waiters.wakeHead(); // first, since it is a call that may find the stack full
    locked = false;
    owner = null;
  }

  /**
   * Tells whether it is locked. Any thread.
   *
   * @return true if so
   */
  public boolean locked() {
    return locked;
  }

  @Override
  public String toString() {
    return "<Lock " + state() + waiterText(waiters) + ">";
  }

  /** The state and the owner, also for the text of a condition. */
  String state() {
    Task<?> now = owner;
    return (locked ? "[locked]" : "[unlocked]")
        + (now == null ? "" : " owner=" + Repr.of(now.name()));
  }

  /** The end of the text of whatever has a line: nothing if it is empty. */
  static String waiterText(Line line) {
    int size = line.size();
    return size == 0 ? "" : " waiters=" + size;
  }
}
