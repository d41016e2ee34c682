package org.asyncio4j.sync;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.waiting.HomeLoop;
import org.asyncio4j.waiting.Line;
import org.asyncio4j.waiting.Place;
import org.jspecify.annotations.Nullable;

/*
 * await() leaves with the lock, whatever happens: a cancelled task waits for it all the same, through as
 * many further cancels as come, and throws the last. Whatever await() throws, it may have been signalled
 * before and cannot use that: it passes a signal on, which may wake somebody for nothing.
 *
 * Source: CPython 3.14, Lib/asyncio/locks.py, Condition.
 */
/**
 * A lock, and tasks that wait without it for something to change.
 *
 * {@snippet :
 * condition.with(() -> {
 *   condition.awaitFor(() -> !items.isEmpty());
 *   use(items);
 * });
 * condition.with(() -> {
 *   items.add(item);
 *   condition.signal();
 * });
 * }
 *
 * <p>{@link #await} may return although nothing has changed: use {@link #awaitFor}, or test again.
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has awaited it. {@link #locked} and {@code toString} are safe from any
 * thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #await} gets the lock back before it throws, however
 * long that takes.
 *
 * <p>{@code asyncio.Condition}, 3.14. {@code wait}, {@code notify} and {@code notify_all} have
 * other names, since every object of Java has these.
 */
public final class Condition extends Acquirable {
  private final WaitedFor what;
  private final HomeLoop home;
  private final Line waiters;
  private final Lock lock;

  /** Makes a condition with a lock of its own. No loop needed. */
  public Condition() {
    this(new Lock());
  }

  /**
   * Makes a condition. No loop needed.
   *
   * @param lock its lock, which several conditions may share
   */
  public Condition(Lock lock) {
    this(lock, null);
  }

  /**
   * Makes the condition inside something else.
   *
   * @param lock its lock
   * @param inside what tasks really wait for, or null for the condition itself
   */
  Condition(Lock lock, @Nullable WaitedFor inside) {
    this.lock = Objects.requireNonNull(lock, "lock");
    what = inside == null ? this::toString : inside;
    home = new HomeLoop(what);
    waiters = new Line(home, what);
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
    lock.acquire();
  }

  /**
   * Releases the lock; the first in line gets it in the loop's next turn.
   *
   * @throws IllegalStateException if it is not locked
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  @Override
  public void release() {
    lock.release();
  }

  /**
   * Tells whether the lock is locked. Any thread.
   *
   * @return true if so
   */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Releases the lock, suspends the current task until it is signalled, and acquires the lock
   * again.
   *
   * @throws CancelledError if the task is cancelled while it waits; it holds the lock again then
   * @throws IllegalStateException if the lock is not locked, if no task runs the caller, or if
   *     tasks of another loop have awaited this condition
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void await() {
    home.task("Condition.await");
    if (!lock.locked()) {
      throw new IllegalStateException(
          "cannot wait on un-acquired lock; acquire " + this + " before you await it");
    }
    home.bind();
    lock.release();
    try {
      waitInLine();
    } catch (Throwable e) {
      waiters.wake();
      throw e;
    }
  }

  private void waitInLine() {
    Place place = waiters.join();
    try {
      place.await();
    } catch (Throwable e) {
      waiters.leave(place);
      acquireThrough(e);
      throw e;
    }
    waiters.leave(place);
    acquireThrough(null);
  }

  /** Acquires the lock through any number of cancels, and throws the last of them then. */
  private void acquireThrough(@Nullable Throwable underWay) {
    CancelledError cancelled = null;
    while (true) {
      try {
        lock.acquire();
        break;
      } catch (CancelledError e) {
        cancelled = e;
      }
    }
    if (cancelled != null) {
      if (underWay != null) {
        cancelled.addSuppressed(underWay);
      }
      throw cancelled;
    }
  }

  /**
   * Awaits this condition until something holds, which is tested first and whenever the task was
   * woken, with the lock held.
   *
   * @param predicate tells whether it holds; must not wait
   * @throws CancelledError if the task is cancelled while it waits; it holds the lock again then
   * @throws IllegalStateException if it has to wait and the lock is not locked, if no task runs the
   *     caller, or if tasks of another loop have awaited this condition
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void awaitFor(BooleanSupplier predicate) {
    Objects.requireNonNull(predicate, "predicate");
    home.task("Condition.awaitFor");
    while (!predicate.getAsBoolean()) {
      await();
    }
  }

  /**
   * Wakes the first one who awaits this condition. It goes on when it has got the lock.
   *
   * @throws IllegalStateException if the lock is not locked
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void signal() {
    signal(1);
  }

  /**
   * Wakes the first of those who await this condition. They go on one after the other, as they get
   * the lock.
   *
   * @param count how many at most; none if it is zero or negative
   * @throws IllegalStateException if the lock is not locked
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void signal(int count) {
    checkLocked("Condition.signal");
    for (int i = 0; i < count; i++) {
      if (waiters.wake() == null) {
        return;
      }
    }
  }

  /**
   * Wakes all who await this condition. They go on one after the other, as they get the lock.
   *
   * @throws IllegalStateException if the lock is not locked
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void signalAll() {
    checkLocked("Condition.signalAll");
    waiters.wakeAll();
  }

  /** Checks that the caller may use it and could wait, for what is built on it. */
  void checkTask(String operation) {
    home.task(operation);
  }

  private void checkLocked(String operation) {
    home.check(operation);
    if (!lock.locked()) {
      throw new IllegalStateException(
          "cannot notify on un-acquired lock; acquire " + this + " before you signal it");
    }
  }

  @Override
  public String toString() {
    return "<Condition " + lock.state() + Lock.waiterText(waiters) + ">";
  }
}
