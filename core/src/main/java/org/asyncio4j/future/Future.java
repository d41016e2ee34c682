package org.asyncio4j.future;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.LostErrors;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.InvalidStateException;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.text.Repr;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/*
 *   PENDING --setResult----> FINISHED
 *      |-----setException--> FAILED
 *      \-----cancel--------> CANCELLED
 *
 * A future that becomes done puts itself into the ready queue, once; its turn there runs what waits for
 * it, in the order in which it came. That gives the order of CPython, where each callback is a handle of
 * its own, since these handles stand side by side in the queue. What waits is a DoneHandle (a user's
 * callback) or another future (a task, a gather), which is woken without a callback object.
 */
/**
 * A result that is not there yet.
 *
 * <p><b>States.</b> Pending, then finished with a result or an exception, or cancelled; done for
 * ever after.
 *
 * <p><b>Threads.</b> The loop's; {@link #done}, {@link #cancelled}, {@link #result}, {@link
 * #exception} and {@code toString} are safe from any.
 *
 * <p><b>Cancellation.</b> {@link #cancel} ends it; whoever awaits it gets a {@link CancelledError}.
 *
 * <p>{@code asyncio.Future}, 3.14. An exception that nobody has asked for is reported at the end of
 * the loop, or when the future is collected before; in CPython only then.
 *
 * @param <T> the type of the result
 */
@SuppressWarnings("exports") // Ready is the loop's inside: it has no method that users can call
public class Future<T extends @Nullable Object> extends Ready implements Awaitable<T> {
  private static final int PENDING = 0;
  private static final int FINISHED = 1;
  private static final int FAILED = 2;
  private static final int CANCELLED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Future.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Engine engine;

  /** Written with release after the outcome, read with acquire before it: any thread may read. */
  private int state;

  /** The result, the exception, or how it was cancelled: a CancelledError, a message, or null. */
  private @Nullable Object outcome;

  /** Who waits: null, one Ready, or Waiters. Loop's thread only. */
  private @Nullable Object waiters;

  /** Note of an exception that nobody has asked for, or in debug mode where this was made. */
  private @Nullable Object note;

  /**
   * Makes a pending future.
   *
   * @param engine its loop
   */
  protected Future(Engine engine) {
    this.engine = engine;
    this.note = engine.creation();
  }

  /**
   * Makes a pending future; {@code loop.createFuture()} is the door.
   *
   * @param <T> the type of the result
   * @param engine its loop
   * @return the future
   */
  public static <T extends @Nullable Object> Future<T> create(Engine engine) {
    engine.checkThread("createFuture");
    return new Future<>(engine);
  }

  // ---------------------------------------------------------------- waiting

  /**
   * Waits for the result. A future that is done gives it at once, without suspending.
   *
   * @return the result
   * @throws CancelledError if this future or the waiting task is cancelled
   * @throws IllegalStateException if it is not done and the caller is no task, is this task itself,
   *     or belongs to another loop; or if the caller's thread cannot be suspended here
   */
  @Override
  public T await() {
    if (state() == PENDING) {
      Fiber fiber = Fiber.current();
      if (fiber == null) {
        throw Texts.noRunningLoop();
      }
      if (!(fiber.task instanceof Future<?> task)) {
        throw new IllegalStateException(
            "await in a callback: only a task can wait for "
                + this
                + "; make one with createTask(...), or use addDoneCallback");
      }
      task.suspendOn(this);
    }
    return result();
  }

  /**
   * Suspends this task until another future is done.
   *
   * @param awaited the other future, pending
   */
  protected void suspendOn(Future<?> awaited) {
    throw new IllegalStateException(this + " is no task and cannot wait");
  }

  /**
   * Wakes this future, which waits for another one that is done now.
   *
   * @param done the other future
   * @return the fiber to run now, or null
   */
  protected @Nullable Fiber wake(Future<?> done) {
    return null;
  }

  /**
   * Lets a future be woken when another one is done.
   *
   * @param awaited the other one, pending
   * @param waiter who is woken
   * @return false, and nothing is added, if it was the last to be added
   */
  protected static boolean addWaiter(Future<?> awaited, Future<?> waiter) {
    Object now = awaited.waiters;
    if (now == waiter || (now instanceof Waiters many && many.last() == waiter)) {
      return false;
    }
    awaited.addReady(waiter);
    return true;
  }

  private void addReady(Ready waiter) {
    Object now = waiters;
    if (now == null) {
      waiters = waiter;
    } else if (now instanceof Waiters many) {
      many.add(waiter);
    } else {
      waiters = new Waiters().add((Ready) now).add(waiter);
    }
  }

  /**
   * Runs who waits, one after the other; each may need another fiber, so the rest is put back
   * first.
   */
  @Override
  protected @Nullable Fiber run(Engine unused) {
    if (state() == PENDING) {
      return null; // the stack was full when it was about to end
    }
    Object now = waiters;
    Ready next;
    if (now instanceof Waiters many) {
      next = many.take();
      if (many.size() == 0) {
        waiters = null;
      } else {
        engine.again(this);
      }
    } else {
      next = (Ready) now;
      waiters = null;
    }
    if (next instanceof DoneHandle<?> callback) {
      return callback.run(engine);
    }
    return next == null ? null : ((Future<?>) next).wake(this);
  }

  // ---------------------------------------------------------------- callbacks

  /**
   * Schedules a callback for when this future is done; at once if it is. Callbacks run in the loop,
   * in the order of these calls, in a copy of the current context.
   *
   * @param callback the callback
   */
  public void addDoneCallback(DoneCallback<T> callback) {
    addDoneCallback(callback, Context.current().copy());
  }

  /**
   * Schedules a callback for when this future is done, in a context.
   *
   * @param callback the callback
   * @param context the context it runs in
   */
  public void addDoneCallback(DoneCallback<T> callback, Context context) {
    Objects.requireNonNull(callback, "callback");
    Objects.requireNonNull(context, "context");
    engine.checkThread("addDoneCallback");
    DoneHandle<T> handle = new DoneHandle<>(this, callback, context);
    if (done()) {
      engine.checkClosed();
      engine.soon(handle);
    } else {
      addReady(handle);
    }
  }

  /**
   * Removes a callback that has not been scheduled yet.
   *
   * @param callback the callback; all that are equal to it are removed
   * @return how many were removed
   */
  public int removeDoneCallback(DoneCallback<T> callback) {
    engine.checkThread("removeDoneCallback");
    if (done()) {
      return 0;
    }
    List<Ready> before = Waiters.all(waiters);
    waiters = null;
    int removed = 0;
    for (Ready each : before) {
      if (each instanceof DoneHandle<?> handle && handle.callback.equals(callback)) {
        removed++;
      } else {
        addReady(each);
      }
    }
    return removed;
  }

  // ---------------------------------------------------------------- the end

  /**
   * Ends this future with a result.
   *
   * @param result the result
   * @throws InvalidStateException if it is done
   */
  public void setResult(T result) {
    finish(FINISHED, result, "setResult");
  }

  /**
   * Ends this future with an exception, which {@link #await} and {@link #result} throw as it is.
   *
   * @param exception the exception
   * @throws InvalidStateException if it is done
   */
  public void setException(Throwable exception) {
    Objects.requireNonNull(exception, "exception");
    finish(FAILED, exception, "setException");
    Throwable created = creation();
    note =
        engine
            .reports()
            .lost()
            .add(
                this,
                new ExceptionContext(kind() + " exception was never retrieved", exception)
                    .withCreated(created));
  }

  /**
   * Returns what this is, for messages.
   *
   * @return {@code Future} or {@code Task}
   */
  protected String kind() {
    return "Future";
  }

  /**
   * Cancels this future, without a message.
   *
   * @return false if it is done already
   */
  public final boolean cancel() {
    return cancel(null);
  }

  /**
   * Cancels this future.
   *
   * @param message given to the {@link CancelledError} of those who await it, or null for none
   * @return false if it is done already
   */
  public boolean cancel(@Nullable String message) {
    engine.checkThread("cancel");
    if (done()) {
      return false;
    }
    become(CANCELLED, message);
    return true;
  }

  /**
   * Ends this future with the result of its own code, which runs in the loop and only once.
   *
   * @param result the result
   */
  protected final void finishedWith(T result) {
    become(FINISHED, result);
  }

  /** Cancels this future from any thread; without effect once its loop is closed. */
  void cancelSoon() {
    engine.soonThreadsafe(
        new Ready() {
          @Override
          protected @Nullable Fiber run(Engine unused) {
            cancel();
            return null;
          }
        });
  }

  /**
   * Ends this future as cancelled, by an error that its code has thrown.
   *
   * @param error thrown once to who asks first, as CPython does
   */
  protected final void cancelledBy(CancelledError error) {
    become(CANCELLED, error);
  }

  private void finish(int end, @Nullable Object value, String what) {
    engine.checkThread(what);
    if (done()) {
      throw new InvalidStateException(
          "invalid state; " + what + " on " + this + ": a future ends once, ask done() first");
    }
    become(end, value);
  }

  private void become(int end, @Nullable Object value) {
    if (waiters != null) {
      engine.soon(this); // first, since it is a call that may find the stack full
    }
    outcome = value;
    STATE.setRelease(this, end);
  }

  // ---------------------------------------------------------------- questions

  private int state() {
    return (int) STATE.getAcquire(this);
  }

  /**
   * Tells whether this future has a result, an exception or was cancelled. Any thread.
   *
   * @return true if so
   */
  public final boolean done() {
    return state() != PENDING;
  }

  /**
   * Tells whether this future was cancelled. Any thread.
   *
   * @return true if so
   */
  public final boolean cancelled() {
    return state() == CANCELLED;
  }

  /**
   * Returns the result. Any thread.
   *
   * @return the result
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // only setResult(T) leads to FINISHED
  public T result() {
    return switch (state()) {
      case FINISHED -> (T) outcome;
      case FAILED -> throw Rethrow.undeclared(failure());
      case CANCELLED -> throw cancelledError();
      default ->
          throw new InvalidStateException(
              "Result is not set.; " + this + " is not done: await it, or ask done() first");
    };
  }

  /**
   * Returns the exception. Any thread.
   *
   * @return the exception, or null if it has a result
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   */
  public @Nullable Throwable exception() {
    return switch (state()) {
      case FINISHED -> null;
      case FAILED -> failure();
      case CANCELLED -> throw cancelledError();
      default ->
          throw new InvalidStateException(
              "Exception is not set.; " + this + " is not done: await it, or ask done() first");
    };
  }

  private Throwable failure() {
    Object unseen = note;
    if (unseen != null && !(unseen instanceof Throwable)) {
      note = LostErrors.createdAt(unseen);
      engine.reports().lost().found(unseen);
    }
    return (Throwable) Objects.requireNonNull(outcome);
  }

  /**
   * Makes the error for who asks for the result of a cancelled future.
   *
   * @return the error
   */
  protected final CancelledError cancelledError() {
    Object how = outcome;
    if (how instanceof CancelledError first) {
      outcome = cancelMessage();
      return first;
    }
    return new CancelledError((String) how);
  }

  /**
   * Returns the message of the last request to cancel.
   *
   * @return the message or null
   */
  protected @Nullable String cancelMessage() {
    return cancelled() && outcome instanceof String message ? message : null;
  }

  /**
   * Returns the message with which a future was cancelled, as {@code gather} shows it.
   *
   * @param cancelled the future
   * @return the message, or null for none
   */
  protected static @Nullable String cancelMessageOf(Future<?> cancelled) {
    return cancelled.cancelMessage();
  }

  /** Its result, its exception, or how it was cancelled; does not count as asking. */
  protected static @Nullable Object endOf(Future<?> done) {
    return done.outcome;
  }

  /** Its exception, or null; does not count as asking. */
  protected static @Nullable Throwable failureOf(Future<?> done) {
    return done.state() == FAILED ? (Throwable) done.outcome : null;
  }

  /**
   * Returns who waits for this future, directly or through a {@link Relay}; callbacks of other
   * kinds are not among them. Any thread; out of date at once if the loop runs.
   *
   * @return the tasks, and the futures of combinators, in the order in which they came
   */
  public final List<Future<?>> awaitedBy() {
    return Waiters.futures(waiters);
  }

  /**
   * Returns the line of the program that has made this future. Any thread.
   *
   * @return the line, in debug mode; else null
   */
  public final @Nullable StackTraceElement createdAt() {
    Throwable site = creation();
    return site != null && site.getStackTrace().length > 0 ? site.getStackTrace()[0] : null;
  }

  @Override
  protected final @Nullable Throwable creation() {
    Object now = note;
    return now == null || now instanceof Throwable ? (Throwable) now : LostErrors.createdAt(now);
  }

  /**
   * Returns its loop. Any thread.
   *
   * @return the loop
   */
  public final EventLoop loop() {
    return engine.loop();
  }

  /**
   * Returns its loop's machine.
   *
   * @return the engine
   */
  protected final Engine engine() {
    return engine;
  }

  /**
   * Returns the machine of another future's loop.
   *
   * @param other the other future
   * @return the engine
   */
  protected static Engine engineOf(Future<?> other) {
    return other.engine;
  }

  /**
   * Returns a {@link CompletableFuture} that ends as this one does; cancelling it cancels this one.
   *
   * @return a new one for each call
   */
  public CompletableFuture<T> toCompletableFuture() {
    return ForeignView.of(this);
  }

  // ---------------------------------------------------------------- text

  @Override
  public final String toString() {
    return Repr.guarded(this, this::text);
  }

  /**
   * Returns the text, unless it is asked for while it is made: tasks may await each other in a
   * ring.
   *
   * @return the text
   */
  protected String text() {
    return "<" + kind() + " " + stateText() + tail() + ">";
  }

  /**
   * Returns the first word of the text.
   *
   * @return the state
   */
  protected String stateText() {
    return switch (state()) {
      case PENDING -> "pending";
      case CANCELLED -> "cancelled";
      default -> "finished";
    };
  }

  /**
   * Returns the end of the text: outcome, callbacks, place of creation.
   *
   * @return starts with a blank unless it is empty
   */
  protected final String tail() {
    StringBuilder text = new StringBuilder();
    int now = state();
    if (now == FINISHED) {
      text.append(" result=").append(Repr.shortOf(outcome));
    } else if (now == FAILED) {
      text.append(" exception=").append(Repr.safely(outcome));
    }
    Waiters.append(text, waiters);
    StackTraceElement made = createdAt();
    if (made != null) {
      text.append(" created at ").append(UserFrames.place(made));
    }
    return text.toString();
  }
}
