package org.asyncio4j.tests.debug;

import java.time.Duration;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.jspecify.annotations.Nullable;

/** Notes all that it is told, one line each. */
class Watcher implements LoopObserver {
  final Trace trace = new Trace();

  private static String name(@Nullable Task<?> task) {
    return task == null ? "nobody" : task.name();
  }

  @Override
  public void taskCreated(Task<?> task, @Nullable Task<?> creator) {
    trace.add(name(task) + " created by " + name(creator));
  }

  @Override
  public void taskStarted(Task<?> task) {
    trace.add(name(task) + " started");
  }

  @Override
  public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
    trace.add(name(task) + " awaits " + (awaited == null ? "a turn" : task.waitingText()));
  }

  @Override
  public void taskResumed(Task<?> task) {
    trace.add(name(task) + " resumed");
  }

  @Override
  public void taskBlocked(Task<?> task) {
    trace.add(name(task) + " blocked");
  }

  @Override
  public void taskUnblocked(Task<?> task) {
    trace.add(name(task) + " unblocked");
  }

  @Override
  public void taskCancelRequested(Task<?> task, @Nullable Task<?> by, @Nullable String message) {
    trace.add(name(task) + " to be cancelled by " + name(by) + ", message " + message);
  }

  @Override
  public void taskDone(Task<?> task) {
    Outcome<?> outcome = Debug.outcome(task);
    trace.add(name(task) + " done: " + (outcome == null ? "?" : outcome.repr()));
  }

  @Override
  public void slowCallback(EventLoop loop, @Nullable Task<?> task, String step, Duration duration) {
    trace.add("slow: " + (task == null ? step : name(task)));
  }
}
