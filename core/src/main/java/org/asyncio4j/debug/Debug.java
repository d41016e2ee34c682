package org.asyncio4j.debug;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Hook;
import org.asyncio4j.engine.HookSource;
import org.asyncio4j.engine.Hooks;
import org.asyncio4j.engine.LiveLoops;
import org.asyncio4j.engine.Readings;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/**
 * What the loops of this process do now.
 *
 * {@snippet :
 * for (EventLoop loop : Debug.loops()) {
 *   for (TaskSnapshot task : Debug.snapshot(loop).tasks()) {
 *     System.out.println(task.name() + " waits for " + task.awaits());
 *   }
 * }
 * }
 *
 * <p><b>Threads.</b> Any, while a loop runs, waits, or is held by a call that does not return. The
 * loop pays nothing for being read and does not change its course; but a task whose stack is being
 * read goes on a little later.
 *
 * <p>The library's part of {@code python -m asyncio ps}, 3.14.
 */
public final class Debug {
  private Debug() {}

  /**
   * Returns the loops that are not closed.
   *
   * @return the loops, in the order in which they were made
   */
  public static List<EventLoop> loops() {
    return LiveLoops.all();
  }

  /**
   * Registers an observer of a loop: from now on until the registration is closed, or the loop.
   * Several may observe the same loop; they are told in the order of registration.
   *
   * {@snippet :
   * Debug.observe(loop, new LoopObserver() {
   *   public void taskDone(Task<?> task) {
   *     System.out.println(task.name() + ": " + Debug.outcome(task));
   *   }
   * });
   * }
   *
   * @param loop the loop
   * @param observer the observer
   * @return the registration
   */
  public static Observation observe(EventLoop loop, LoopObserver observer) {
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(observer, "observer");
    HookSource source = new HookSource(Engine.describe(observer), own -> hook(own, observer));
    return new Observation(((TaskLoop) loop).engine().hooks().add(source));
  }

  /**
   * Registers observers of all loops of the process, those to come included; they are told before
   * the ones of {@link #observe}.
   *
   * @param maker makes the observer of a loop; called where that one is told, as {@link
   *     LoopObserver} describes, before it is told the first event; null if that loop is not to be
   *     observed
   * @return the registration
   */
  public static Observation observeEach(
      Function<? super EventLoop, ? extends @Nullable LoopObserver> maker) {
    Objects.requireNonNull(maker, "maker");
    HookSource source =
        new HookSource(
            Engine.describe(maker),
            loop -> {
              LoopObserver observer = maker.apply(loop);
              return observer == null ? null : hook(loop, observer);
            });
    return new Observation(Hooks.addEverywhere(source));
  }

  /**
   * Returns the line of the program that the calling thread is at, without those of the library and
   * of the JDK: what an observer asks for the place of an await or of a creation.
   *
   * @return the line; null if no code of the program is on the stack
   */
  public static @Nullable StackTraceElement line() {
    return UserFrames.here();
  }

  private static Hook hook(EventLoop loop, LoopObserver observer) {
    return new ObserverHook(loop, observer);
  }

  /**
   * Returns how a future or a task has ended, without asking it: an exception that nobody has
   * retrieved will still be reported.
   *
   * @param <T> the type of the result
   * @param future the future
   * @return its outcome; null if it is not done
   */
  public static <T extends @Nullable Object> @Nullable Outcome<T> outcome(Future<T> future) {
    return Seen.outcome(future);
  }

  /**
   * Reads a loop and its tasks.
   *
   * @param loop the loop
   * @return the snapshot
   */
  public static LoopSnapshot snapshot(EventLoop loop) {
    return snapshot(loop, Integer.MAX_VALUE);
  }

  /**
   * Reads a loop and some of its tasks: a stack takes some microseconds to read.
   *
   * @param loop the loop
   * @param mostTasks how many tasks at most, those that were made first; zero or more
   * @return the snapshot
   */
  public static LoopSnapshot snapshot(EventLoop loop, int mostTasks) {
    Objects.requireNonNull(loop, "loop");
    if (mostTasks < 0) {
      throw new IllegalArgumentException("mostTasks: " + mostTasks + " (expected: zero or more)");
    }
    TaskLoop own = (TaskLoop) loop;
    Engine engine = own.engine();
    Readings readings = Readings.of(engine);
    Fiber last = readings.holder();
    Fiber holder = last != null && last.state() == Fiber.RUNNING ? last : null;
    Duration time = loop.time();
    List<TaskSnapshot> tasks = new ArrayList<>();
    for (Task<?> task : own.readTasks(mostTasks)) {
      if (!task.done()) {
        tasks.add(snapshot(task, time));
      }
    }
    return new LoopSnapshot(
        engine.name(),
        engine.driver(),
        engine.isRunning(),
        readings.waits(),
        engine.debug(),
        time,
        readings.steps(),
        readings.turns(),
        readings.ready(),
        readings.timers(),
        readings.blocked(),
        holder != null ? nameOf(holder.task, readings.step()) : null,
        holder != null ? UserFrames.of(holder.thread().getStackTrace()) : List.of(),
        tasks);
  }

  /**
   * Reads one task, and no stack but its own.
   *
   * @param task the task
   * @return the snapshot; null if the task is done
   */
  public static @Nullable TaskSnapshot snapshot(Task<?> task) {
    Objects.requireNonNull(task, "task");
    return task.done() ? null : snapshot(task, task.loop().time());
  }

  private static @Nullable String nameOf(@Nullable Object task, @Nullable Object step) {
    if (task instanceof Task<?> some) {
      return "Task '" + some.name() + "'";
    }
    return step instanceof Handle ? step.toString() : step == null ? null : "a callback";
  }

  private static TaskSnapshot snapshot(Task<?> task, Duration now) {
    List<TaskId> awaitedBy = new ArrayList<>();
    for (Task<?> awaiter : CallGraphBuilder.awaiters(task)) {
      awaitedBy.add(new TaskId(awaiter.id(), awaiter.name()));
    }
    Duration made = task.creationTime();
    return new TaskSnapshot(
        task.id(),
        task.name(),
        task.state(),
        task.cancelling(),
        task.stack(),
        task.waitingText(),
        task.deadline(),
        awaitedBy,
        made,
        now.compareTo(made) > 0 ? now.minus(made) : Duration.ZERO,
        task.createdAt());
  }
}
