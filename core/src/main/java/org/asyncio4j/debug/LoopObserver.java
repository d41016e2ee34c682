package org.asyncio4j.debug;

import java.time.Duration;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the tasks of a loop do: for tracing, metrics, test kits. {@link Debug#observe} and
 * {@link Debug#observeEach} register one.
 *
 * <pre>
 *   taskCreated --> taskStarted --> taskSuspended --> taskResumed --> ... --> taskDone
 *        |                    \--> taskBlocked --> taskUnblocked --/             ^
 *        \--cancelled before it has started--------------------------------------/
 *   taskCancelRequested: any time between the first and the last
 *   turnStarted --> all of the above --> turnEnded
 * </pre>
 *
 * <p>What had begun before the registration is not told afterwards: a first word of a task may be
 * any of these.
 *
 * <p><b>Threads and order.</b> The methods are called one at a time, in the order in which things
 * happen, while the loop stands still: the program's own order is the same with and without an
 * observer, also if it has to wait for a lock of the JDK. What a task does is told on that task's
 * own stack ({@code taskCreated} and {@code taskCancelRequested} on the caller's, so that its stack
 * trace names the line), at once; what happens in the loop's machine (turns, slow callbacks,
 * blocking calls, the end of a task that never started, cancellation by the machine) is told on
 * another stack of the loop right after, before anything else runs. No method runs on the loop's
 * carrier thread.
 *
 * <p><b>What an observer may do.</b> Read everything, {@code callSoon}, cancel tasks, make tasks
 * that do not start eagerly. What it sets off is told when the call under way is over. It must not
 * await: that throws an {@link IllegalStateException}. It must not wait for what a task of the same
 * loop has, such as a lock: the loop stands still until it returns, which the report of a held loop
 * says. Asking a task for its exception counts as retrieving it; {@link Debug#outcome} does not.
 *
 * <p><b>Errors.</b> What a method throws is logged at ERROR, once for each registration, and the
 * program goes on as if nothing had been thrown. Near the end of a stack an event may be left out,
 * rather than let the program overflow it.
 *
 * <p><b>Cost.</b> None without an observer: one check per event, which the JIT removes.
 */
public interface LoopObserver {
  /**
   * A task was made; it has not started.
   *
   * @param task the task
   * @param creator the task whose code has made it; null in a callback and outside the loop
   */
  default void taskCreated(Task<?> task, @Nullable Task<?> creator) {}

  /**
   * A task's code begins.
   *
   * @param task the task
   */
  default void taskStarted(Task<?> task) {}

  /**
   * A task is about to leave the loop: it awaits.
   *
   * @param task the task
   * @param awaited what it waits for, {@link Task#waitingText()} names it; null if it only lets
   *     others go first, as {@code sleep} with zero does
   */
  default void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {}

  /**
   * A task goes on after an await.
   *
   * @param task the task
   */
  default void taskResumed(Task<?> task) {}

  /**
   * A task has left the loop in a blocking call of the JDK, and others run meanwhile. Only in the
   * scheduled driver; else such a call holds the loop.
   *
   * @param task the task
   */
  default void taskBlocked(Task<?> task) {}

  /**
   * A task goes on after a blocking call.
   *
   * @param task the task
   */
  default void taskUnblocked(Task<?> task) {}

  /**
   * Somebody asks a task to end.
   *
   * @param task the task, not done
   * @param by the task whose code asks; null in a callback, by the loop itself and outside
   * @param message what the {@code CancelledError} will say, or null
   */
  default void taskCancelRequested(Task<?> task, @Nullable Task<?> by, @Nullable String message) {}

  /**
   * A task is done; {@link Debug#outcome} tells how it ended.
   *
   * @param task the task
   */
  default void taskDone(Task<?> task) {}

  /**
   * A turn of the loop begins.
   *
   * @param loop the loop
   * @param ready how many callbacks and steps the turn will run, at least one or else the loop
   *     stops
   */
  default void turnStarted(EventLoop loop, int ready) {}

  /**
   * The turn is over; the loop may wait now.
   *
   * @param loop the loop
   */
  default void turnEnded(EventLoop loop) {}

  /**
   * A callback or a step of a task has taken long: at least {@link EventLoop#slowCallbackDuration},
   * in debug mode or not. Told when it is over.
   *
   * @param loop the loop
   * @param task the task; null for a callback
   * @param step the task or the callback as text
   * @param duration how long it has held the loop, in real time
   */
  default void slowCallback(
      EventLoop loop, @Nullable Task<?> task, String step, Duration duration) {}

  /**
   * Tells whether {@link #turnStarted} and {@link #turnEnded} are to be called, which costs more
   * than all else: a change of stacks per turn. Asked once.
   *
   * @return false unless overridden
   */
  default boolean observesTurns() {
    return false;
  }
}
