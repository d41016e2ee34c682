package org.asyncio4j.task;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a block of code.
 *
 * <pre>
 *   CREATED --enter--> ACTIVE --deadline--> EXPIRING --exit--> EXPIRED
 *                        \------exit------> FINISHED
 * </pre>
 *
 * <p><b>Threads.</b> The loop's. <b>Cancellation.</b> At the deadline the task that entered is
 * cancelled; if the cancellation reaches the end of the block and is the only one, it becomes a
 * {@link TimeoutException}. If another exception reaches it, that one suppresses a {@link
 * TimeoutException}.
 *
 * <p>There is no form for try-with-resources: {@code close()} could not turn the cancellation into
 * a timeout, and the task would look as if it had been cancelled.
 *
 * <p>{@code asyncio.Timeout}, 3.14.
 */
public final class Timeout {
  private enum State {
    CREATED("created"),
    ACTIVE("active"),
    EXPIRING("expiring"),
    EXPIRED("expired"),
    FINISHED("finished");

    final String text;

    State(String text) {
      this.text = text;
    }
  }

  private State state = State.CREATED;
  private @Nullable Duration when;
  private @Nullable Handle timer;
  private @Nullable Task<?> task;
  private int cancellingBefore;

  /** The deadline around this one, in the same task. Other threads may read an old value. */
  @Nullable Timeout outer;

  private Timeout(@Nullable Duration when) {
    this.when = when;
  }

  /**
   * Runs a block under a deadline.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param when the deadline on the loop's clock, or null for none
   * @param body the block
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended the block
   */
  public static <T extends @Nullable Object, X extends Exception> T runAt(
      @Nullable Duration when, BodyOf<Timeout, T, X> body) throws X {
    Objects.requireNonNull(body, "block");
    Timeout timeout = new Timeout(when);
    timeout.enter();
    T result;
    try {
      result = body.run(timeout);
    } catch (Throwable e) {
      throw Rethrow.undeclared(timeout.exitWith(SuppressedGroup.insteadOf(e)));
    }
    timeout.exit();
    return result;
  }

  /**
   * Runs a block under a deadline.
   *
   * @param <T> the type of its result
   * @param <X> what the block may throw
   * @param delay time until the deadline, or null for none
   * @param body the block
   * @return its result
   * @throws X what the block throws
   * @throws TimeoutException if the deadline has ended the block
   */
  public static <T extends @Nullable Object, X extends Exception> T run(
      @Nullable Duration delay, BodyOf<Timeout, T, X> body) throws X {
    return runAt(deadline(delay), body);
  }

  private static @Nullable Duration deadline(@Nullable Duration delay) {
    TaskLoop loop = TaskLoop.current();
    return delay == null ? null : loop.time().plus(delay);
  }

  /**
   * Waits for an awaitable under a deadline: {@code asyncio.wait_for}, 3.14.
   *
   * @param <T> the type of the result
   * @param awaitable the awaitable; cancelled at the deadline
   * @param delay time until the deadline, or null for none; zero or less takes only what is done
   * @return its result
   * @throws TimeoutException if the deadline has passed
   */
  public static <T extends @Nullable Object> T waitFor(
      Awaitable<T> awaitable, @Nullable Duration delay) {
    Objects.requireNonNull(awaitable, "awaitable");
    if (delay != null && (delay.isZero() || delay.isNegative())) {
      return takeNow(awaitable);
    }
    return run(delay, timeout -> Await.of(awaitable));
  }

  private static <T extends @Nullable Object> T takeNow(Awaitable<T> awaitable) {
    TaskLoop.taskFor("waitFor");
    Future<T> future = EnsureFuture.in(TaskLoop.current(), awaitable);
    if (future.done()) {
      return future.result();
    }
    Await.end(future);
    try {
      return future.result();
    } catch (CancelledError e) {
      throw new TimeoutException(e);
    }
  }

  private void enter() {
    task = TaskLoop.taskFor("timeout");
    state = State.ACTIVE;
    cancellingBefore = task.cancelling();
    outer = task.timeout;
    task.timeout = this;
    arm(when);
  }

  /**
   * Returns what goes on: a cancellation by the deadline becomes a timeout; another error that came
   * of it says so, as asyncio's does in its context.
   */
  private Throwable exitWith(Throwable error) {
    if (!exit()) {
      return error;
    }
    if (error instanceof CancelledError) {
      return new TimeoutException(error);
    }
    error.addSuppressed(new TimeoutException());
    return error;
  }

  /** Blocks of context managers need not end in the order in which they began. */
  private void leave(Task<?> in) {
    if (in.timeout == this) {
      in.timeout = outer;
      return;
    }
    for (Timeout each = in.timeout; each != null; each = each.outer) {
      if (each.outer == this) {
        each.outer = outer;
        return;
      }
    }
  }

  /** Returns whether the deadline, and nothing else, has cancelled the block. */
  private boolean exit() {
    leave(Objects.requireNonNull(task));
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (state == State.EXPIRING) {
      state = State.EXPIRED;
      return Objects.requireNonNull(task).uncancel() <= cancellingBefore;
    }
    if (state == State.ACTIVE) {
      state = State.FINISHED;
    }
    return false;
  }

  private void expire() {
    Objects.requireNonNull(task).cancel();
    state = State.EXPIRING;
    timer = null;
  }

  private void arm(@Nullable Duration deadline) {
    when = deadline;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (deadline == null) {
      return;
    }
    TaskLoop loop = TaskLoop.current();
    boolean past = deadline.compareTo(loop.time()) <= 0;
    timer = past ? loop.callSoon(this::expire) : loop.callAt(deadline, this::expire);
  }

  /**
   * Moves the deadline.
   *
   * @param newWhen the deadline on the loop's clock, or null for none; what is past expires in the
   *     next turn
   * @throws IllegalStateException if the block has not begun, has ended, or is expiring
   */
  public void reschedule(@Nullable Duration newWhen) {
    if (task != null) {
      ((TaskLoop) task.loop()).engine().checkThread("reschedule");
    }
    if (state != State.ACTIVE) {
      throw new IllegalStateException(
          state == State.CREATED
              ? "Timeout has not been entered; reschedule it inside its block"
              : "Cannot change state of "
                  + state.text
                  + " Timeout; a deadline moves only while its block runs");
    }
    arm(newWhen);
  }

  /**
   * Returns the deadline.
   *
   * @return time on the loop's clock, or null for none
   */
  public @Nullable Duration when() {
    return when;
  }

  /**
   * Tells whether the deadline has passed while the block ran.
   *
   * @return true from that moment on
   */
  public boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  @Override
  public String toString() {
    String info = state == State.ACTIVE ? " when=" + (when == null ? "None" : when) : "";
    return "<Timeout [" + state.text + "]" + info + ">";
  }
}
