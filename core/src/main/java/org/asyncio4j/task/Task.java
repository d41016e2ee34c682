package org.asyncio4j.task;

import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.StackRoom;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.text.Repr;
import org.jspecify.annotations.Nullable;

/*
 * One step of a task, from the ready queue to its next await:
 *
 *   run()          first step: asks for a runner;  later: its fiber
 *   runUserCode()  runs the coroutine on the runner, then ends the task
 *   suspendOn()    on the task's own stack: joins the waiters of a future, leaves the fiber; comes back
 *                  when wake() or run() has given the fiber to the loop
 *
 * Cancellation follows CPython 3.14 (Modules/_asynciomodule.c, Lib/asyncio/tasks.py) to the letter:
 * cancel() is passed on to what the task waits for; only where that cannot be cancelled is the task
 * marked (mustCancel), and the mark is turned into an error at its next step. The mark also wins over a
 * result that is on its way, and over a return.
 */
/**
 * A coroutine that the loop runs beside others.
 *
 * <pre>
 *   created --first turn--> running --await--> waiting --what it awaits is done--> running
 *      |                       |  returns: finished; throws: finished with an exception
 *      \--cancelled before-----+--throws CancelledError, or returns with a cancel due--> cancelled
 * </pre>
 *
 * <p><b>Threads.</b> As for {@link Future}; {@link #name()} is safe from any.
 *
 * <p><b>Cancellation.</b> {@link #cancel(String)} raises a {@link CancelledError} at the task's
 * await; a task that sits in a blocking call of the JDK is interrupted.
 *
 * <p>{@code asyncio.Task}, 3.14. The loop holds a task until it is done; CPython may lose one.
 *
 * @param <T> the type of the result
 */
@SuppressWarnings("exports") // Engine and Fiber are the loop's inside, in protected methods only
public final class Task<T extends @Nullable Object> extends TaskStanding<T> {
  private static final String LOOP_CLOSED = "its loop was closed";

  private final Awaitable<T> coroutine;
  private final Context context;
  private final boolean interruptible;

  /** Whether its turn in the ready queue is a step; false once that step was taken back. */
  boolean stepDue = true;

  /** Whether the loop closes and this stack is only to be left. */
  private boolean unwinding;

  /** While its first step is taken inside {@code createTask}; see there. */
  @Nullable EagerStart eager;

  private boolean mustCancel;
  private boolean interrupted;
  private @Nullable String cancelMessage;
  private int cancelRequests;

  /** In debug mode: a CancelledError that its code was given, until that is settled. */
  private @Nullable SwallowedCancel delivered;

  private Task(TaskLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    super(loop.engine(), options.name());
    this.coroutine = Objects.requireNonNull(coroutine, "coroutine");
    this.context = options.context() == null ? Context.current().copy() : options.context();
    this.interruptible = options.interruptible();
  }

  private void scheduleFirstStep() {
    try {
      engine().soon(this);
      if (id == 0) {
        enlist();
      }
    } catch (Throwable e) {
      stepDue = false; // the stack is full: its maker gets an error and no task
      throw e;
    }
  }

  /** It exists from here on. */
  void enlist() {
    ((TaskLoop) loop()).tasks().add(this);
    try {
      TaskHooks.created(this);
    } catch (StackOverflowError e) {
      return; // it is made all the same
    }
  }

  /**
   * Makes a task; {@code createTask} is the usual door, this one is for task factories.
   *
   * @param <T> the type of the result
   * @param loop a loop of this library
   * @param coroutine its code
   * @param options name, context, whether it starts at once
   * @return a task that starts in the loop's next turn, or has started
   * @throws IllegalStateException if the loop is closed, or if the task is to start at once in a
   *     context that is entered already
   */
  public static <T extends @Nullable Object> Task<T> create(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    TaskLoop own = (TaskLoop) loop;
    own.engine().checkClosed();
    own.engine().checkThread("createTask");
    Task<T> task = new Task<>(own, coroutine, options);
    boolean atOnce = Boolean.TRUE.equals(options.eagerStart());
    if (!atOnce || !EagerStart.of(task)) {
      task.scheduleFirstStep();
    }
    return task;
  }

  /** The first step is over: whoever has made this task goes on as soon as this stack is left. */
  private @Nullable EagerStart letMakerGoOn() {
    EagerStart start = eager;
    if (start != null) {
      engine().handOff(start.maker());
      eager = null; // last, since a call may find the stack full
    }
    return start;
  }

  private void stays(@Nullable EagerStart start) {
    if (start != null) {
      engine().handOff(null);
      eager = start;
    }
  }

  @Override
  protected void isBlocked() {
    letMakerGoOn();
  }

  // ---------------------------------------------------------------- steps

  @Override
  protected @Nullable Fiber run(Engine engine) {
    if (done()) {
      return super.run(engine);
    }
    if (!stepDue) {
      return null;
    }
    stepDue = false;
    if (fiber != null) {
      return fiber;
    }
    if (mustCancel && !isStepOfGenerator()) {
      mustCancel = false;
      if (coroutine instanceof Coroutine<T> own) {
        own.close();
      }
      end(new CancelledError(cancelMessage));
      return null;
    }
    return engine.onRunner(this);
  }

  private boolean isStepOfGenerator() {
    return coroutine instanceof Coroutine<T> own && own.isStepOfGenerator();
  }

  private T start() throws Throwable {
    if (mustCancel && coroutine instanceof Coroutine<T> step) {
      mustCancel = false;
      return step.startWith(cancelDue());
    }
    return coroutine.await();
  }

  @Override
  protected void runUserCode(Engine engine, Fiber runner) {
    fiber = runner;
    runner.task = this;
    runner.context = context;
    TaskHooks.started(this);
    T result;
    try {
      result = start();
    } catch (Throwable e) {
      fiber = null;
      try {
        failed(e);
      } finally {
        letMakerGoOn();
      }
      return;
    }
    returned(result);
  }

  /** A method of its own, like all that comes after a suspension: see HandleRunner. */
  private void returned(T result) {
    fiber = null;
    try {
      remove();
      if (mustCancel) {
        mustCancel = false;
        super.cancel(cancelMessage);
      } else {
        if (delivered != null) {
          delivered.reportIf(cancelRequests > 0, name());
        }
        finishedWith(result);
      }
      TaskHooks.done(this);
    } finally {
      letMakerGoOn();
    }
  }

  private void failed(Throwable thrown) {
    Throwable error = SuppressedGroup.insteadOf(thrown);
    if (unwinding) {
      end(new CancelledError(LOOP_CLOSED));
      if (!(error instanceof GeneratorExit || error instanceof CancelledError)) {
        engine()
            .report(
                new ExceptionContext("Exception in a task whose loop was closed", error)
                    .withFuture(this));
      }
    } else if (error instanceof CancelledError cancelled) {
      end(cancelled);
    } else if (interrupted && mustCancel && InterruptedCall.ends(error)) {
      CancelledError cancelled = new CancelledError(cancelMessage);
      cancelled.initCause(error);
      end(cancelled);
    } else {
      remove();
      super.setException(error);
      TaskHooks.done(this);
      if (error instanceof KeyboardInterrupt || error instanceof SystemExit) {
        escape();
      }
    }
  }

  /** Its exception leaves the loop, or in an eager start createTask, and so is not lost. */
  private void escape() {
    Throwable error = Objects.requireNonNull(exception());
    if (eager == null) {
      engine().escape(error);
    } else {
      eager.escapes(error);
    }
  }

  private void end(CancelledError error) {
    cancelMessage = null; // it goes with the error, which only who asks first gets
    remove();
    cancelledBy(error);
    TaskHooks.done(this);
  }

  private void remove() {
    ((TaskLoop) loop()).tasks().remove(this);
  }

  @Override
  protected void standsOn(Fiber left) {
    fiber = left;
  }

  @Override
  protected boolean wantsFreshThread() {
    return true;
  }

  /**
   * The loop closes: if this task has started, its await throws {@link GeneratorExit} in the next
   * turn, so that its {@code finally} blocks run and its thread ends.
   *
   * @return whether a turn of the loop is needed
   */
  boolean unwind() {
    unwinding = true;
    Fiber stack = fiber;
    if (stack == null) {
      end(new CancelledError(LOOP_CLOSED));
      return true;
    }
    if (stack.state() != Fiber.SUSPENDED) {
      stack.thread().interrupt();
      remove();
      return false;
    }
    waiting = null;
    stepDue = true;
    engine().soon(this);
    return true;
  }

  boolean unwinding() {
    return unwinding;
  }

  // ---------------------------------------------------------------- waiting

  @Override
  protected void suspendOn(Future<?> awaited) {
    TaskHooks.checkMayLeave(this);
    if (awaited == this) {
      throwNextTurn(AwaitErrors.onItself(this));
    }
    if (engineOf(awaited) != engine()) {
      throwNextTurn(AwaitErrors.ofAnotherLoop(this, awaited));
    }
    if (delivered != null) {
      delivered.awaitsAgain();
    }
    addWaiter(awaited, this);
    waiting = awaited;
    if (mustCancel && awaited.cancel(cancelMessage)) {
      mustCancel = false;
    }
    try {
      leave();
    } catch (Throwable e) {
      waiting = null;
      throw e;
    }
    resumed(awaited);
  }

  private void resumed(Future<?> awaited) {
    boolean due = mustCancel;
    if (due) {
      mustCancel = false;
      if (!endsCancelled(awaited)) {
        throw cancelDue();
      }
    }
    if (cancelRequests > 0 && (due || endsCancelled(awaited))) {
      delivered = SwallowedCancel.noted(engine());
    }
    clearInterrupt();
  }

  private static boolean endsCancelled(Future<?> awaited) {
    return awaited.cancelled() || (awaited.done() && awaited.exception() instanceof CancelledError);
  }

  @Override
  protected @Nullable Fiber wake(Future<?> done) {
    if (waiting != done) {
      return null; // the wait was taken back
    }
    waiting = null;
    return fiber;
  }

  /** Lets all others that are ready go first, once: a bare yield. */
  void yieldOnce() {
    TaskHooks.checkMayLeave(this);
    if (delivered != null) {
      delivered.awaitsAgain();
    }
    stepDue = true;
    try {
      engine().soon(this);
      leave();
    } catch (Throwable e) {
      stepDue = false;
      throw e;
    }
    if (mustCancel) {
      mustCancel = false;
      throw cancelDue();
    }
  }

  /** CPython throws such errors into a task in its next step. */
  private void throwNextTurn(IllegalStateException error) {
    yieldOnce();
    throw error;
  }

  private CancelledError cancelDue() {
    delivered = SwallowedCancel.noted(engine());
    clearInterrupt();
    return new CancelledError(cancelMessage);
  }

  /** The flag was ours, not the program's: it has done its work. */
  private void clearInterrupt() {
    if (interrupted) {
      interrupted = false;
      Thread.interrupted();
    }
  }

  private void leave() {
    if (unwinding) {
      throw AwaitErrors.whileItsLoopCloses(this);
    }
    Fiber here = Fiber.current();
    if (here == null) {
      throw Texts.noRunningLoop();
    }
    if (here.thread().getName().isEmpty()) {
      here.name(name());
      CoroutineText.learn(coroutine);
    }
    TaskHooks.suspended(this);
    if (eager != null) {
      StackRoom.ensure();
    }
    EagerStart start = letMakerGoOn();
    boolean left;
    try {
      left = here.suspend();
    } catch (Throwable e) {
      stays(start); // the stack is full
      throw e;
    }
    if (!left) {
      stays(start);
      throw new IllegalStateException(Pinned.text(this));
    }
    TaskHooks.resumed(this);
    if (unwinding) {
      throw new GeneratorExit();
    }
  }

  // ---------------------------------------------------------------- cancellation

  /**
   * Asks this task to end. If it waits for a future, that future is cancelled, and so the task gets
   * the error; else it gets it at its next await. A task that has not started never runs. A task in
   * a blocking call of the JDK is interrupted: an interrupted socket read closes its socket.
   *
   * @param message given to the {@link CancelledError}, or null; of several requests in one turn
   *     the first message arrives
   * @return false if it is done already
   */
  @Override
  public boolean cancel(@Nullable String message) {
    engine().checkThread("cancel");
    if (done()) {
      return false;
    }
    TaskHooks.cancelRequested(this, message);
    cancelRequests++;
    if (waiting != null && waiting.cancel(message)) {
      return true;
    }
    mustCancel = true;
    cancelMessage = message;
    interruptIfBlocked();
    return true;
  }

  private void interruptIfBlocked() {
    Fiber stack = fiber;
    if (interruptible && stack != null && stack.state() == Fiber.BLOCKED) {
      interrupted = true;
      stack.thread().interrupt();
      StuckReport.schedule(engine(), this, stack);
    }
  }

  /**
   * Returns how many requests to cancel are open: those made, less those taken back.
   *
   * @return the number, at least zero
   */
  public int cancelling() {
    return cancelRequests;
  }

  /**
   * Takes one request to cancel back; for code that has caught the {@link CancelledError} of its
   * own request, as {@code timeout} does.
   *
   * @return how many requests are still open
   */
  public int uncancel() {
    engine().checkThread("uncancel");
    if (cancelRequests > 0) {
      cancelRequests--;
      if (cancelRequests == 0) {
        mustCancel = false;
        delivered = null;
      }
    }
    return cancelRequests;
  }

  @Override
  protected @Nullable String cancelMessage() {
    return cancelMessage;
  }

  // ---------------------------------------------------------------- questions

  /**
   * Not for tasks: a task ends with what its code returns.
   *
   * @param result the result
   * @throws IllegalStateException always
   */
  @Override
  public void setResult(T result) {
    throw new IllegalStateException(
        "Task does not support set_result operation; return the result from its code, or use a"
            + " Future");
  }

  /**
   * Not for tasks: a task ends with what its code throws.
   *
   * @param exception the exception
   * @throws IllegalStateException always
   */
  @Override
  public void setException(Throwable exception) {
    throw new IllegalStateException(
        "Task does not support set_exception operation; throw it from its code, or use a Future");
  }

  /**
   * Gives it another name; its thread bears it too once it has suspended.
   *
   * @param newName the name
   */
  public void setName(String newName) {
    engine().checkThread("setName");
    name = Objects.requireNonNull(newName, "name");
    Fiber stack = fiber;
    if (stack != null && !stack.thread().getName().isEmpty()) {
      stack.name(newName);
    }
  }

  /**
   * Returns its code.
   *
   * @return what it was made of
   */
  public Awaitable<T> coroutine() {
    return coroutine;
  }

  /**
   * Returns the context it runs in.
   *
   * @return the context itself, not a copy
   */
  public Context context() {
    return context;
  }

  @Override
  protected String kind() {
    return "Task";
  }

  @Override
  protected String stateText() {
    return cancelRequests > 0 && !done() ? "cancelling" : super.stateText();
  }

  @Override
  protected String text() {
    StringBuilder text = new StringBuilder("<Task ").append(stateText());
    text.append(" name=").append(Repr.of(name())).append(" coro=<");
    text.append(CoroutineText.describe(coroutine, fiber, done())).append('>');
    Future<?> awaited = waiting;
    if (awaited != null) {
      text.append(" wait_for=").append(awaited);
    }
    return text.append(tail()).append('>').toString();
  }
}
