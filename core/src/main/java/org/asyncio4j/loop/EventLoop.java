package org.asyncio4j.loop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks and tasks, one at a time, in the order in which they became ready.
 *
 * <p>One turn of the loop: take in what other threads have handed over, move the timers that are
 * due to the end of the ready queue, then run exactly the callbacks that are in the queue now; what
 * they schedule runs in the next turn.
 *
 * <p><b>Threads.</b> While a loop runs, its methods belong to the code that it runs: every other
 * thread gets a {@link WrongThreadException}, except for {@link #callSoonThreadsafe}, {@link
 * #time}, {@link #running}, {@link #closed} and {@code toString}. While it does not run they belong
 * to the thread that made it or ran it last.
 *
 * <p>{@code asyncio.AbstractEventLoop}, 3.14. Equal deadlines fire in the order of creation, which
 * CPython leaves open. A call from a wrong thread always fails, in CPython only in debug mode.
 */
public interface EventLoop {
  /**
   * Schedules a callback for the next turn. Callbacks run in the order of these calls, each once,
   * in a copy of the current context.
   *
   * @param callback what to run; what it throws goes to the exception handler
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  Handle callSoon(Action callback);

  /**
   * Schedules a callback for the next turn, in a context.
   *
   * @param callback what to run
   * @param context the context it runs in
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  Handle callSoon(Action callback, Context context);

  /**
   * Schedules a callback from any thread and wakes the loop. Its handle may be cancelled from any
   * thread.
   *
   * @param callback what to run
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  Handle callSoonThreadsafe(Action callback);

  /**
   * Schedules a callback from any thread, in a context.
   *
   * @param callback what to run
   * @param context the context it runs in
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  Handle callSoonThreadsafe(Action callback, Context context);

  /**
   * Schedules a callback for later.
   *
   * @param delay time from now on the loop's clock; negative is due at once, before what is due now
   * @param callback what to run
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  TimerHandle callLater(Duration delay, Action callback);

  /**
   * Schedules a callback for later, in a context.
   *
   * @param delay time from now on the loop's clock; negative is due at once, before what is due now
   * @param callback what to run
   * @param context the context it runs in
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  TimerHandle callLater(Duration delay, Action callback, Context context);

  /**
   * Schedules a callback for a time.
   *
   * @param when time on the loop's clock, as {@link #time()} counts it; what is past is due at once
   * @param callback what to run
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  TimerHandle callAt(Duration when, Action callback);

  /**
   * Schedules a callback for a time, in a context.
   *
   * @param when time on the loop's clock
   * @param callback what to run
   * @param context the context it runs in
   * @return a handle to cancel it
   * @throws IllegalStateException if the loop is closed
   */
  TimerHandle callAt(Duration when, Action callback, Context context);

  /**
   * Returns the loop's time: never goes back, has nothing to do with the time of day. Any thread.
   *
   * @return time since a start of the clock's own choice
   */
  Duration time();

  /**
   * Makes a future of this loop.
   *
   * @param <T> the type of its result
   * @return a pending future
   */
  <T extends @Nullable Object> Future<T> createFuture();

  /**
   * Makes a task that starts in the next turn.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  <T extends @Nullable Object> Task<T> createTask(Awaitable<T> coroutine);

  /**
   * Makes a task without a result.
   *
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  Task<@Nullable Void> createTask(Action coroutine);

  /**
   * Makes a task with a name.
   *
   * @param <T> the type of its result
   * @param name its name
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T> coroutine);

  /**
   * Makes a task with a name, without a result.
   *
   * @param name its name
   * @param coroutine its code
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  Task<@Nullable Void> createTask(String name, Action coroutine);

  /**
   * Makes a task with options.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @param options name and context
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  <T extends @Nullable Object> Task<T> createTask(Awaitable<T> coroutine, TaskOptions options);

  /**
   * Makes a task with options, without a result.
   *
   * @param coroutine its code
   * @param options name and context
   * @return the task
   * @throws IllegalStateException if the loop is closed
   */
  Task<@Nullable Void> createTask(Action coroutine, TaskOptions options);

  /**
   * Lets a factory make this loop's tasks.
   *
   * @param factory the factory, or null for the loop itself
   */
  void setTaskFactory(@Nullable TaskFactory factory);

  /**
   * Returns the task factory.
   *
   * @return the factory, or null for the loop itself
   */
  @Nullable TaskFactory taskFactory();

  /**
   * Runs the loop until an awaitable is done. The calling thread waits.
   *
   * @param <T> the type of its result
   * @param main a future, or code that becomes a task
   * @return its result
   * @throws IllegalStateException if this loop or another one on this thread runs, if the loop is
   *     closed, or if it was stopped before {@code main} was done
   */
  <T extends @Nullable Object> T runUntilComplete(Awaitable<T> main);

  /**
   * Runs the loop until {@link #stop()}. The calling thread waits; if it is interrupted, the loop
   * is stopped and the thread's interrupt flag set again.
   *
   * @throws IllegalStateException if this loop or another one on this thread runs, or if it is
   *     closed
   */
  void runForever();

  /**
   * Ends {@link #runForever()} after the turn under way, or after one turn if called before it.
   * From another thread: {@code loop.callSoonThreadsafe(loop::stop)}.
   */
  void stop();

  /**
   * Closes the loop. What is scheduled is dropped, tasks that have started are ended at their await
   * and reported, the default executor is shut down without waiting. A second call does nothing.
   *
   * @throws IllegalStateException if the loop runs
   */
  void close();

  /**
   * Tells whether the loop runs. Any thread.
   *
   * @return true if so
   */
  boolean running();

  /**
   * Tells whether the loop was closed. Any thread.
   *
   * @return true if so
   */
  boolean closed();

  /**
   * Runs a blocking function on a thread of an executor. The context is not carried over; {@code
   * toThread} does that.
   *
   * @param <T> the type of its result
   * @param executor the executor, or null for the loop's default one
   * @param function what to run there
   * @return a future of this loop; cancelling it does not stop the thread
   * @throws IllegalStateException if the loop is closed, or its default executor was shut down
   */
  <T extends @Nullable Object> Future<T> runInExecutor(
      @Nullable Executor executor, Callable<T> function);

  /**
   * Sets the executor that {@link #runInExecutor} uses when none is given, and that the loop shuts
   * down.
   *
   * @param executor the executor
   */
  void setDefaultExecutor(ExecutorService executor);

  /**
   * Shuts the default executor down and suspends the current task until its threads have ended.
   *
   * @param timeout how long to wait at most, at least zero; then the threads are left alone with a
   *     warning
   * @throws IllegalArgumentException if {@code timeout} is negative
   */
  void shutdownDefaultExecutor(Duration timeout);

  /**
   * Closes all generators that have begun in this loop and not ended, side by side, and suspends
   * the current task until that is done. What goes wrong is reported. {@code run} does this at its
   * end.
   */
  void shutdownAsyncgens();

  /**
   * Runs a callback in this loop on each coming of a signal, as {@link #callSoon} would: it may do
   * what any code of the loop may. It takes the place of whatever handled the signal, in this loop
   * or elsewhere, which gets it back when the handler is removed or the loop closed. Signals that
   * come in quick succession may be one for the system.
   *
   * <p>{@code asyncio.AbstractEventLoop.add_signal_handler}, 3.14, which gives the signal to the
   * system's default when it is removed. {@code SIGINT} and {@code SIGTERM} no longer end {@code
   * run} while they have a handler.
   *
   * @param signal the signal
   * @param callback what to run, in a copy of the current context
   * @throws IllegalArgumentException if no process can catch the signal, or the JVM keeps it for
   *     itself; the text tells which are left
   * @throws IllegalStateException if the JVM has no module {@code jdk.unsupported} or does not give
   *     the signal ({@code -Xrs}), or if the loop is closed
   */
  void addSignalHandler(Signal signal, Action callback);

  /**
   * Takes the handler of a signal back. One that has come but not run yet does not run any more.
   *
   * @param signal the signal
   * @return whether there was a handler
   */
  boolean removeSignalHandler(Signal signal);

  /**
   * Sets who gets errors that no code has caught.
   *
   * @param handler the handler, or null for the default one, which logs
   */
  void setExceptionHandler(@Nullable ExceptionHandler handler);

  /**
   * Returns the exception handler.
   *
   * @return the handler, or null for the default one
   */
  @Nullable ExceptionHandler exceptionHandler();

  /**
   * Reports an error to the exception handler.
   *
   * @param context what happened
   */
  void callExceptionHandler(ExceptionContext context);

  /**
   * Logs a report at ERROR; what handlers call for what they do not want to treat.
   *
   * @param context what happened
   */
  void defaultExceptionHandler(ExceptionContext context);

  /**
   * Tells whether debug mode is on: slow callbacks are reported with their stack, and reports say
   * where their object was made.
   *
   * @return true if so
   */
  boolean debug();

  /**
   * Switches debug mode.
   *
   * @param on whether it is on
   */
  void setDebug(boolean on);

  /**
   * Returns how long a callback or a step of a task may take in debug mode before it is reported.
   *
   * @return the time; 100 ms unless set
   */
  Duration slowCallbackDuration();

  /**
   * Sets how long a callback or a step of a task may take in debug mode before it is reported.
   *
   * @param duration the time, more than zero
   * @throws IllegalArgumentException if {@code duration} is zero or negative
   */
  void setSlowCallbackDuration(Duration duration);

  /**
   * Returns the fiber driver that runs the tasks. Any thread.
   *
   * @return {@code scheduled} or {@code portable}
   */
  String driver();
}
