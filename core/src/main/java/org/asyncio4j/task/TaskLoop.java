package org.asyncio4j.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.GiveUp;
import org.asyncio4j.engine.LiveLoops;
import org.asyncio4j.engine.OpenGenerators;
import org.asyncio4j.engine.SignalHandlers;
import org.asyncio4j.engine.Texts;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.ExceptionHandler;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.loop.TaskFactory;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/**
 * The event loop: an {@link Engine}, and what makes it a loop of tasks: task factory, list of
 * tasks, default executor.
 *
 * <pre>
 *   open --run--> running --stop--> open --close--> closed
 * </pre>
 */
@SuppressWarnings("exports") // made by newEventLoop(); users see it as an EventLoop
public final class TaskLoop implements EventLoop {
  private static final GiveUp PATIENT = () -> Long.MAX_VALUE;

  private final Engine engine;
  private final TaskList tasks = new TaskList();
  private final NeverAwaited neverAwaited = new NeverAwaited();
  private final DefaultExecutor executor = new DefaultExecutor(this);
  private final OpenGenerators openGenerators = new OpenGenerators();
  private final SignalHandlers signals;
  private final Runnable forget;
  private @Nullable TaskFactory factory;
  private boolean shutsDown;

  /**
   * Makes a loop.
   *
   * @param options clock, poller, debug
   */
  public TaskLoop(LoopOptions options) {
    engine = new Engine(this, options);
    engine.reports().waits(new TaskWaits(tasks));
    signals = new SignalHandlers(engine);
    forget = LiveLoops.add(this, engine);
  }

  /**
   * Returns the loop that runs the calling code.
   *
   * @return the loop
   * @throws IllegalStateException if there is none
   */
  public static TaskLoop current() {
    Engine engine = Engine.running();
    if (engine == null) {
      throw Texts.noRunningLoop();
    }
    return (TaskLoop) engine.loop();
  }

  /**
   * Returns the task that runs the calling code.
   *
   * @return the task, or null in a callback
   * @throws IllegalStateException if no loop runs it
   */
  public static @Nullable Task<?> currentTask() {
    Fiber fiber = Fiber.current();
    if (fiber == null) {
      throw Texts.noRunningLoop();
    }
    return (Task<?>) fiber.task;
  }

  /**
   * Returns the task that runs the calling code, for what only a task can do.
   *
   * @param what the operation, for the message
   * @return the task
   * @throws IllegalStateException if no task runs it
   */
  public static Task<?> taskFor(String what) {
    Task<?> task = currentTask();
    if (task == null) {
      throw new IllegalStateException(
          what + " in a callback: only a task can wait; make one with createTask(...)");
    }
    return task;
  }

  /**
   * Returns the machine.
   *
   * @return the engine
   */
  public Engine engine() {
    return engine;
  }

  /**
   * Returns the generators that have begun here and not ended.
   *
   * @return the list itself
   */
  public OpenGenerators openGenerators() {
    return openGenerators;
  }

  @Override
  public void shutdownAsyncgens() {
    List<OpenGenerators.Entry> open = openGenerators.takeAll();
    List<Awaitable<@Nullable Void>> closing = new ArrayList<>();
    for (OpenGenerators.Entry generator : open) {
      closing.add(ActionCoroutine.of(generator::closeAtEnd));
    }
    List<Outcome<@Nullable Void>> outcomes = Gather.<@Nullable Void>outcomes(closing).await();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Failure<@Nullable Void> failure) {
        reportClosing(open.get(i), failure.exception());
      }
    }
  }

  /** CPython drops a BaseException here; those that a program has made itself are logged. */
  private void reportClosing(OpenGenerators.Entry generator, Throwable error) {
    ExceptionContext report =
        new ExceptionContext(
            "an error occurred during closing of asynchronous generator " + generator, error);
    if (error instanceof Exception
        || error instanceof AssertionError
        || error instanceof VirtualMachineError
        || error instanceof LinkageError) {
      callExceptionHandler(report);
    } else {
      defaultExceptionHandler(report);
    }
  }

  TaskList tasks() {
    return tasks;
  }

  NeverAwaited neverAwaited() {
    return neverAwaited;
  }

  /**
   * Returns all tasks that are not done.
   *
   * @return the tasks in the order of creation
   */
  public Set<Task<?>> allTasks() {
    return tasks.all();
  }

  /**
   * Returns tasks that are not done. Any thread: those are among them that were not done from the
   * call to the return.
   *
   * @param most how many at most
   * @return the tasks in the order of creation
   */
  public List<Task<?>> readTasks(int most) {
    return tasks.read(most);
  }

  /**
   * Describes tasks that are not done, each with the stack on which it stands. Any thread.
   *
   * @param tasks the tasks
   * @return a paragraph for each
   */
  public static String stacksOf(Collection<? extends Task<?>> tasks) {
    return WaitingText.withStacks(tasks);
  }

  // ---------------------------------------------------------------- scheduling

  @Override
  public Handle callSoon(Action callback) {
    return callSoon(callback, Context.current().copy());
  }

  @Override
  public Handle callSoon(Action callback, Context context) {
    return engine.callSoon(checked(callback), checked(context));
  }

  @Override
  public Handle callSoonThreadsafe(Action callback) {
    return callSoonThreadsafe(callback, Context.current().copy());
  }

  @Override
  public Handle callSoonThreadsafe(Action callback, Context context) {
    return engine.callSoonThreadsafe(checked(callback), checked(context));
  }

  @Override
  public TimerHandle callLater(Duration delay, Action callback) {
    return callLater(delay, callback, Context.current().copy());
  }

  @Override
  public TimerHandle callLater(Duration delay, Action callback, Context context) {
    Objects.requireNonNull(delay, "delay");
    long when = Nanos.after(engine.nanoTime(), delay);
    return engine.callAt(when, checked(callback), checked(context), "callLater");
  }

  @Override
  public TimerHandle callAt(Duration when, Action callback) {
    return callAt(when, callback, Context.current().copy());
  }

  @Override
  public TimerHandle callAt(Duration when, Action callback, Context context) {
    Objects.requireNonNull(when, "when");
    return engine.callAt(Nanos.of(when), checked(callback), checked(context), "callAt");
  }

  private static Action checked(Action callback) {
    return Objects.requireNonNull(callback, "callback");
  }

  private static Context checked(Context context) {
    return Objects.requireNonNull(context, "context");
  }

  @Override
  public Duration time() {
    return Duration.ofNanos(engine.nanoTime());
  }

  // ---------------------------------------------------------------- futures and tasks

  @Override
  public <T extends @Nullable Object> Future<T> createFuture() {
    return Future.create(engine);
  }

  @Override
  public <T extends @Nullable Object> Task<T> createTask(Awaitable<T> coroutine) {
    return createTask(coroutine, TaskOptions.defaults());
  }

  @Override
  public Task<@Nullable Void> createTask(Action coroutine) {
    return createTask(ActionCoroutine.of(coroutine), TaskOptions.defaults());
  }

  @Override
  public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> coroutine) {
    Objects.requireNonNull(name, "name");
    return createTask(coroutine, TaskOptions.defaults().withName(name));
  }

  @Override
  public Task<@Nullable Void> createTask(String name, Action coroutine) {
    return createTask(name, ActionCoroutine.of(coroutine));
  }

  @Override
  public <T extends @Nullable Object> Task<T> createTask(
      Awaitable<T> coroutine, TaskOptions options) {
    Objects.requireNonNull(coroutine, "coroutine");
    Objects.requireNonNull(options, "options");
    TaskFactory own = factory;
    return own == null
        ? Task.create(this, coroutine, options)
        : own.create(this, coroutine, options);
  }

  @Override
  public Task<@Nullable Void> createTask(Action coroutine, TaskOptions options) {
    return createTask(ActionCoroutine.of(coroutine), options);
  }

  @Override
  public void setTaskFactory(@Nullable TaskFactory newFactory) {
    engine.checkThread("setTaskFactory");
    factory = newFactory;
  }

  @Override
  public @Nullable TaskFactory taskFactory() {
    return factory;
  }

  /**
   * Tells whether the calling task's stack is only to be left, since its loop closes.
   *
   * @return true if so
   */
  public static boolean unwindsTask() {
    Fiber fiber = Fiber.current();
    return fiber != null && fiber.task instanceof Task<?> task && task.unwinding();
  }

  /** The program is over: whoever is still there when all tasks of now have ended is closed. */
  public void beginShutdown() {
    shutsDown = true;
  }

  /**
   * Tells whether the calling code may be left behind: a task that is made while its loop shuts
   * down is not waited for, and generators and managers in it are closed in its place.
   *
   * @return true if it runs in a loop that shuts down
   */
  public static boolean mayBeLeftBehind() {
    Engine engine = Engine.running();
    return engine != null && ((TaskLoop) engine.loop()).shutsDown;
  }

  // ---------------------------------------------------------------- running

  @Override
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> main) {
    return runUntilComplete(main, this::stop, PATIENT);
  }

  /**
   * Runs the loop until a task is done, whether the waiting thread is interrupted or not.
   *
   * @param task the task
   */
  public void runToEnd(Task<?> task) {
    runUntilComplete(task, () -> {}, PATIENT);
  }

  /**
   * Runs the loop until an awaitable is done.
   *
   * @param <T> the type of the result
   * @param main a future, or code that becomes a task
   * @param interrupted run in the loop when the waiting thread is interrupted
   * @param giveUp how long to wait
   * @return its result
   */
  public <T extends @Nullable Object> T runUntilComplete(
      Awaitable<T> main, Action interrupted, GiveUp giveUp) {
    Objects.requireNonNull(main, "main");
    engine.checkMayRun();
    boolean own = !(main instanceof Future<?>);
    Future<T> future = EnsureFuture.in(this, main);
    DoneCallback<T> stop = this::stopAfter;
    future.addDoneCallback(stop);
    try {
      engine.run(interrupted, giveUp, () -> false);
    } catch (Throwable e) {
      if (own && future.done() && !future.cancelled()) {
        Throwable seen = future.exception(); // it is what escapes; not to be reported again
        assert seen != null || future.done();
      }
      throw e;
    } finally {
      if (!engine.isRunning()) {
        future.removeDoneCallback(stop);
      }
    }
    if (!future.done()) {
      throw new IllegalStateException(
          "Event loop stopped before Future completed.; "
              + future
              + " is still pending: stop the loop after it, or use runForever");
    }
    return future.result();
  }

  private void stopAfter(Future<?> done) {
    if (!done.cancelled()) {
      Throwable error = done.exception();
      if (error instanceof KeyboardInterrupt || error instanceof SystemExit) {
        return; // ends the loop by itself
      }
    }
    stop();
  }

  @Override
  public void runForever() {
    engine.run(this::stop, PATIENT, tasks::isEmpty);
  }

  @Override
  public void stop() {
    engine.stop();
  }

  @Override
  public void close() {
    if (engine.isRunning()) {
      throw new IllegalStateException(
          "Cannot close a running event loop; stop() it first, " + this + " still runs");
    }
    if (engine.isClosed()) {
      return;
    }
    engine.claim();
    signals.close();
    Closing.close(this);
    executor.shutdownNow();
    forget.run();
  }

  @Override
  public boolean running() {
    return engine.isRunning();
  }

  @Override
  public boolean closed() {
    return engine.isClosed();
  }

  // ---------------------------------------------------------------- executors

  @Override
  public <T extends @Nullable Object> Future<T> runInExecutor(
      @Nullable Executor given, Callable<T> function) {
    Objects.requireNonNull(function, "function");
    engine.checkClosed();
    engine.checkThread("runInExecutor");
    return ExecutorCall.submit(engine, given == null ? executor.get() : given, function);
  }

  @Override
  public void setDefaultExecutor(ExecutorService newExecutor) {
    engine.checkThread("setDefaultExecutor");
    executor.set(Objects.requireNonNull(newExecutor, "executor"));
  }

  @Override
  public void shutdownDefaultExecutor(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout: " + timeout + " (expected: zero or more)");
    }
    engine.checkThread("shutdownDefaultExecutor");
    executor.shutdown(timeout);
  }

  // ---------------------------------------------------------------- signals

  @Override
  public void addSignalHandler(Signal signal, Action callback) {
    Objects.requireNonNull(signal, "signal");
    engine.checkClosed();
    engine.checkThread("addSignalHandler");
    signals.add(signal, checked(callback), Context.current().copy());
  }

  @Override
  public boolean removeSignalHandler(Signal signal) {
    Objects.requireNonNull(signal, "signal");
    engine.checkThread("removeSignalHandler");
    return signals.remove(signal);
  }

  // ---------------------------------------------------------------- reports and debug mode

  @Override
  public void setExceptionHandler(@Nullable ExceptionHandler handler) {
    engine.checkThread("setExceptionHandler");
    engine.reports().handler(handler);
  }

  @Override
  public @Nullable ExceptionHandler exceptionHandler() {
    return engine.reports().handler();
  }

  @Override
  public void callExceptionHandler(ExceptionContext context) {
    engine.checkThread("callExceptionHandler");
    engine.report(Objects.requireNonNull(context, "context"));
  }

  @Override
  public void defaultExceptionHandler(ExceptionContext context) {
    engine.reports().log(Objects.requireNonNull(context, "context"));
  }

  @Override
  public boolean debug() {
    return engine.debug();
  }

  @Override
  public void setDebug(boolean on) {
    engine.debug(on);
  }

  @Override
  public Duration slowCallbackDuration() {
    return Duration.ofNanos(engine.slowNanos());
  }

  @Override
  public void setSlowCallbackDuration(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: more than zero)");
    }
    engine.slowNanos(Nanos.of(duration));
  }

  @Override
  public String driver() {
    return engine.driver();
  }

  @Override
  public String toString() {
    return "<EventLoop "
        + engine.name()
        + (closed() ? " closed" : running() ? " running" : " idle")
        + (debug() ? " debug" : "")
        + ">";
  }
}
