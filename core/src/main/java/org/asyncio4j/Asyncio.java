package org.asyncio4j;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.jfr.FlightRecording;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.loop.TaskFactory;
import org.asyncio4j.task.ActionCoroutine;
import org.asyncio4j.task.Await;
import org.asyncio4j.task.EagerTaskFactory;
import org.asyncio4j.task.EnsureFuture;
import org.asyncio4j.task.Sleep;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.text.Repr;
import org.asyncio4j.thread.Stages;
import org.asyncio4j.thread.Threadsafe;
import org.asyncio4j.thread.ToThread;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of asyncio, meant for {@code import static org.asyncio4j.Asyncio.*}.
 *
 * {@snippet :
 * String a() {
 *   sleep(Duration.ofSeconds(1));
 *   return "A";
 * }
 *
 * void main() {
 *   List<String> both = run(() -> await(gather(this::a, this::a)));
 * }
 * }
 *
 * <p>A coroutine is any code: {@code Demo::a} or {@code () -> a()}. Calling {@code a()} awaits it
 * in place; handing it to {@link #createTask}, {@link #gather} and the like runs it beside its
 * caller. In a class that inherits a method of the same name ({@code wait} of every object, {@code
 * run} of a Runnable), write {@code Asyncio.wait(...)}.
 *
 * <p>Each verb needs a running loop unless it says otherwise, and throws {@link
 * IllegalStateException} without one.
 */
public final class Asyncio extends CombiningVerbs {
  private Asyncio() {}

  // ---------------------------------------------------------------- run

  /**
   * Runs a program in a loop of its own: at the end all tasks are cancelled and awaited, and the
   * loop is closed. Outside any loop only.
   *
   * @param <T> the type of its result
   * @param main the program
   * @return its result; what it throws is thrown as it is, undeclared
   * @throws IllegalStateException if a loop runs the caller
   */
  public static <T extends @Nullable Object> T run(Awaitable<T> main) {
    return run(main, RunOptions.defaults());
  }

  /**
   * Runs a program without a result.
   *
   * @param main the program
   */
  public static void run(Action main) {
    run(ActionCoroutine.of(main), RunOptions.defaults());
  }

  /**
   * Runs a program with options.
   *
   * @param <T> the type of its result
   * @param main the program
   * @param options debug, loop factory, deadline of the shutdown
   * @return its result
   */
  public static <T extends @Nullable Object> T run(Awaitable<T> main, RunOptions options) {
    Objects.requireNonNull(main, "main");
    Runner.refuseInsideLoop("asyncio.run()");
    try (var runner = new Runner(options)) {
      return runner.run(main);
    }
  }

  /**
   * Runs a program without a result, with options.
   *
   * @param main the program
   * @param options debug, loop factory, deadline of the shutdown
   */
  public static void run(Action main, RunOptions options) {
    run(ActionCoroutine.of(main), options);
  }

  // ---------------------------------------------------------------- await

  /**
   * Waits for an awaitable. Code runs in place.
   *
   * @param <T> the type of its result
   * @param awaitable a future, a task, or code
   * @return its result; what it ends with otherwise is thrown as it is, undeclared
   */
  public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) {
    return Await.of(awaitable);
  }

  /**
   * Waits for an awaitable and declares a checked exception that it may end with, so that the
   * caller can catch it.
   *
   * @param <T> the type of its result
   * @param <X> the type of the exception
   * @param awaitable a future, a task, or code
   * @param declared the exception to declare; it is thrown as it is, and so are others
   * @return its result
   * @throws X if it ends with one
   */
  public static <T extends @Nullable Object, X extends Throwable> T await(
      Awaitable<T> awaitable, Class<X> declared) throws X {
    Objects.requireNonNull(declared, "declared");
    return Await.of(awaitable);
  }

  /**
   * Waits for a Java future, completed on whatever thread. Cancelling the current task cancels it.
   *
   * @param <T> the type of its result
   * @param stage the Java future
   * @return its result; its exception is thrown as it is
   */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    return Stages.await(stage);
  }

  /**
   * Suspends the current task.
   *
   * @param delay how long, on the loop's clock; zero or less lets all that is ready go first, once
   */
  public static void sleep(Duration delay) {
    Sleep.of(delay);
  }

  /**
   * Suspends the current task and gives a value then.
   *
   * @param <T> the type of the value
   * @param delay how long, on the loop's clock
   * @param result the value
   * @return the value
   */
  public static <T extends @Nullable Object> T sleep(Duration delay, T result) {
    Sleep.of(delay);
    return result;
  }

  // ---------------------------------------------------------------- tasks

  /**
   * Makes a task, which starts in the loop's next turn.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @return the task
   */
  public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> coroutine) {
    return TaskLoop.current().createTask(coroutine);
  }

  /**
   * Makes a task without a result.
   *
   * @param coroutine its code
   * @return the task
   */
  public static Task<@Nullable Void> createTask(Action coroutine) {
    return TaskLoop.current().createTask(coroutine);
  }

  /**
   * Makes a task with a name.
   *
   * @param <T> the type of its result
   * @param name its name
   * @param coroutine its code
   * @return the task
   */
  public static <T extends @Nullable Object> Task<T> createTask(
      String name, Awaitable<T> coroutine) {
    return TaskLoop.current().createTask(name, coroutine);
  }

  /**
   * Makes a task with a name, without a result.
   *
   * @param name its name
   * @param coroutine its code
   * @return the task
   */
  public static Task<@Nullable Void> createTask(String name, Action coroutine) {
    return TaskLoop.current().createTask(name, coroutine);
  }

  /**
   * Makes a task with options.
   *
   * @param <T> the type of its result
   * @param coroutine its code
   * @param options name, context, eager start
   * @return the task
   */
  public static <T extends @Nullable Object> Task<T> createTask(
      Awaitable<T> coroutine, TaskOptions options) {
    return TaskLoop.current().createTask(coroutine, options);
  }

  /**
   * Makes a task with options, without a result.
   *
   * @param coroutine its code
   * @param options name, context, eager start
   * @return the task
   */
  public static Task<@Nullable Void> createTask(Action coroutine, TaskOptions options) {
    return TaskLoop.current().createTask(coroutine, options);
  }

  /**
   * Returns a factory by which a loop starts each task inside {@code createTask}, unless the task's
   * options say otherwise; see {@link TaskOptions#withEagerStart}. No loop needed.
   *
   * @return the factory, for {@link EventLoop#setTaskFactory}
   */
  public static TaskFactory eagerTaskFactory() {
    return EagerTaskFactory.plain();
  }

  /**
   * Returns a factory that starts tasks eagerly and lets another factory make them. No loop needed.
   *
   * @param maker makes the tasks; has to pass the options on
   * @return the factory
   */
  public static TaskFactory createEagerTaskFactory(TaskFactory maker) {
    return EagerTaskFactory.of(maker);
  }

  /**
   * Returns a future as it is, and makes a task of any other awaitable.
   *
   * @param <T> the type of the result
   * @param awaitable a future, or code
   * @return the same future, or a task
   */
  public static <T extends @Nullable Object> Future<T> ensureFuture(Awaitable<T> awaitable) {
    return awaitable instanceof Future<T> same
        ? same
        : EnsureFuture.in(TaskLoop.current(), awaitable);
  }

  /**
   * Makes an awaitable of code without a result, where a method takes several awaitables and can't
   * tell. No loop needed.
   *
   * @param code the code
   * @return an awaitable that gives null
   */
  public static Awaitable<@Nullable Void> action(Action code) {
    return ActionCoroutine.of(Objects.requireNonNull(code, "code"));
  }

  /**
   * Returns the task that runs the calling code.
   *
   * @return the task, or null in a callback
   */
  public static @Nullable Task<?> currentTask() {
    return TaskLoop.currentTask();
  }

  /**
   * Returns the loop's tasks that are not done.
   *
   * @return the tasks in the order of creation
   */
  public static Set<Task<?>> allTasks() {
    return TaskLoop.current().allTasks();
  }

  // ---------------------------------------------------------------- threads

  /**
   * Runs a blocking function on a thread of the loop's default executor, in a copy of the current
   * context.
   *
   * @param <T> the type of its result
   * @param function the function; a cancelled task stops waiting for it, but its thread goes on
   * @return its result
   */
  public static <T extends @Nullable Object> T toThread(Callable<T> function) {
    return ToThread.call(null, function);
  }

  /**
   * Runs a blocking function on a thread of an executor, in a copy of the current context.
   *
   * @param <T> the type of its result
   * @param function the function
   * @param executor the executor
   * @return its result
   */
  public static <T extends @Nullable Object> T toThread(Callable<T> function, Executor executor) {
    return ToThread.call(Objects.requireNonNull(executor, "executor"), function);
  }

  /**
   * Hands code to a loop from another thread.
   *
   * @param <T> the type of its result
   * @param coroutine the code
   * @param loop the loop
   * @return a future for the calling thread; cancelling it cancels the task
   * @throws IllegalStateException if the loop is closed or runs the caller
   */
  public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
      Awaitable<T> coroutine, EventLoop loop) {
    return Threadsafe.submit(coroutine, loop);
  }

  /**
   * Makes a future of the running loop from a Java future. Cancellation goes both ways.
   *
   * @param <T> the type of its result
   * @param stage the Java future
   * @return ends as the stage does
   */
  public static <T extends @Nullable Object> Future<T> wrapFuture(CompletionStage<T> stage) {
    return Stages.wrap(stage);
  }

  // ---------------------------------------------------------------- loops

  /**
   * Returns the loop that runs the calling code.
   *
   * @return the loop
   * @throws IllegalStateException if there is none
   */
  public static EventLoop getRunningLoop() {
    return TaskLoop.current();
  }

  /**
   * Returns the loop that runs the calling code; the same as {@link #getRunningLoop}, as in CPython
   * 3.14.
   *
   * @return the loop
   * @throws IllegalStateException if there is none
   */
  public static EventLoop getEventLoop() {
    return TaskLoop.current();
  }

  /**
   * Makes a loop, to be run and closed by the caller.
   *
   * @return the loop
   */
  public static EventLoop newEventLoop() {
    return newEventLoop(LoopOptions.current());
  }

  /**
   * Makes a loop with options.
   *
   * @param options clock, poller, debug
   * @return the loop
   */
  public static EventLoop newEventLoop(LoopOptions options) {
    Objects.requireNonNull(options, "options");
    FlightRecording.look();
    return new TaskLoop(options);
  }

  // ---------------------------------------------------------------- text

  /**
   * Prints a value as Python does: {@code ['A', None, True]}. No loop needed.
   *
   * @param value the value
   * @return its text
   */
  public static String repr(@Nullable Object value) {
    return Repr.of(value);
  }
}
