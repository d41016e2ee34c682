package org.asyncio4j.sync;

import java.util.Locale;
import java.util.Objects;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.BrokenBarrierException;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.future.WaitedFor;
import org.jspecify.annotations.Nullable;

/*
 *   FILLING --the last party arrives--> DRAINING  --the last one leaves--> FILLING
 *      |----reset, parties wait-------> RESETTING --the last one leaves--> FILLING
 *      \----abort (from any state)----> BROKEN    --reset-----> RESETTING or FILLING
 *
 * Nobody counts as arrived while a round drains or resets. Everything happens with the condition's lock
 * held, and the lock is what makes some calls take a turn of the loop; so it is in asyncio.
 *
 * Source: CPython 3.14, Lib/asyncio/locks.py, Barrier.
 */
/**
 * Lets tasks go on together, once a number of them has arrived; then again for the next.
 *
 * {@snippet :
 * var barrier = new Barrier(3);
 * int position = barrier.await();
 * }
 *
 * <p>{@link #reset} sends those who wait away with a {@link BrokenBarrierException}; {@link #abort}
 * does so for good.
 *
 * <p><b>Threads.</b> Made anywhere. It belongs to the loop whose tasks use it, and for good to the
 * first one in which a task has had to wait for it. {@link #parties}, {@link #waiting}, {@link
 * #broken} and {@code toString} are safe from any thread.
 *
 * <p><b>Cancellation.</b> A cancelled {@link #await} takes itself out of the count; the others go
 * on waiting.
 *
 * <p>{@code asyncio.Barrier}, 3.14.
 */
public final class Barrier implements ContextManager<Integer> {
  private enum State {
    FILLING,
    DRAINING,
    RESETTING,
    BROKEN
  }

  private final int parties;
  private final Condition condition;

  // Written by the loop; any thread may read an old value.
  private State state = State.FILLING;

  /** How many have arrived and not left. */
  private int count;

  /**
   * Makes a barrier. No loop needed.
   *
   * @param parties how many tasks it waits for, one or more
   * @throws IllegalArgumentException if {@code parties} is less
   */
  public Barrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException(
          "parties must be >= 1; parties: " + parties + " (expected: one or more)");
    }
    this.parties = parties;
    WaitedFor what = this::toString;
    this.condition = new Condition(new Lock(what), what);
  }

  /**
   * Arrives, and suspends the current task until all parties have.
   *
   * @return this task's position, from zero for the first that arrived
   * @throws BrokenBarrierException if the barrier is broken, or is aborted or reset meanwhile
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this barrier
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public int await() {
    condition.checkTask("Barrier.await");
    return condition.with(() -> {
      awaitTurn();
      int position = count++;
      try {
        if (position + 1 == parties) {
          state = State.DRAINING;
          condition.signalAll();
        } else {
          awaitOthers();
        }
        return position;
      } finally {
        count--;
        leave();
      }
    });
  }

  /** Waits while the round before drains or resets. */
  private void awaitTurn() {
    condition.awaitFor(() -> state == State.FILLING || state == State.BROKEN);
    if (state == State.BROKEN) {
      throw new BrokenBarrierException(
          "Barrier aborted; reset " + this + " before it is used again");
    }
  }

  private void awaitOthers() {
    condition.awaitFor(() -> state != State.FILLING);
    if (state == State.BROKEN || state == State.RESETTING) {
      throw new BrokenBarrierException(
          "Abort or reset of barrier; " + this + " was told not to wait for all parties");
    }
  }

  private void leave() {
    if (count == 0) {
      if (state == State.RESETTING || state == State.DRAINING) {
        state = State.FILLING;
      }
      condition.signalAll();
    }
  }

  /**
   * Sends all who wait away with a {@link BrokenBarrierException}; then the barrier is as new.
   * Suspends the current task while others arrive or leave.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this barrier
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void reset() {
    condition.checkTask("Barrier.reset");
    condition.with(() -> {
      state = count > 0 ? State.RESETTING : State.FILLING;
      condition.signalAll();
    });
  }

  /**
   * Breaks the barrier: all who wait, and all who arrive before a {@link #reset}, get a {@link
   * BrokenBarrierException}. Suspends the current task while others arrive or leave.
   *
   * @throws CancelledError if the task is cancelled while it waits
   * @throws IllegalStateException if no task runs the caller, or if tasks of another loop have
   *     waited for this barrier
   * @throws WrongThreadException if it is in use in a loop on another thread
   */
  public void abort() {
    condition.checkTask("Barrier.abort");
    condition.with(() -> {
      state = State.BROKEN;
      condition.signalAll();
    });
  }

  /**
   * Returns how many tasks it waits for. Any thread.
   *
   * @return the number given at creation
   */
  public int parties() {
    return parties;
  }

  /**
   * Returns how many tasks have arrived and wait for the others. Any thread.
   *
   * @return the number; zero while a round drains or resets, and if broken
   */
  public int waiting() {
    return state == State.FILLING ? count : 0;
  }

  /**
   * Tells whether the barrier was aborted, and not reset since. Any thread.
   *
   * @return true if so
   */
  public boolean broken() {
    return state == State.BROKEN;
  }

  /**
   * Waits for all parties, as {@link #await}, then runs a block.
   *
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param block the block, given this task's position
   * @return its result
   * @throws X what the block throws
   * @throws BrokenBarrierException if the barrier is broken, or is aborted or reset meanwhile
   */
  public <T extends @Nullable Object, X extends Exception> T with(BodyOf<Integer, T, X> block)
      throws X {
    Objects.requireNonNull(block, "block");
    return block.run(await());
  }

  /**
   * Waits for all parties; what {@code with(manager, block)} and exit stacks call.
   *
   * @return this task's position; there is nothing to leave
   * @throws BrokenBarrierException if the barrier is broken, or is aborted or reset meanwhile
   */
  @Override
  public Held<Integer> open() {
    return new Arrival(await());
  }

  private record Arrival(Integer value) implements Held<Integer> {
    @Override
    public boolean exit(@Nullable Throwable exception) {
      return false;
    }
  }

  @Override
  public String toString() {
    State now = state;
    String text = now.name().toLowerCase(Locale.ROOT);
    return now == State.BROKEN
        ? "<Barrier [" + text + "]>"
        : "<Barrier [" + text + ", waiters:" + waiting() + "/" + parties + "]>";
  }
}
