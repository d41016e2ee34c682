package org.asyncio4j.debug;

import java.time.Duration;
import org.asyncio4j.engine.Hook;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Gives an observer what the machine tells, under its proper types. */
final class ObserverHook implements Hook {
  private final EventLoop loop;
  private final LoopObserver observer;

  ObserverHook(EventLoop loop, LoopObserver observer) {
    this.loop = loop;
    this.observer = observer;
  }

  @Override
  public void taskCreated(Ready task, @Nullable Ready creator) {
    observer.taskCreated((Task<?>) task, (Task<?>) creator);
  }

  @Override
  public void taskStarted(Ready task) {
    observer.taskStarted((Task<?>) task);
  }

  @Override
  public void taskSuspended(Ready task, @Nullable Ready awaited) {
    observer.taskSuspended((Task<?>) task, (Future<?>) awaited);
  }

  @Override
  public void taskResumed(Ready task) {
    observer.taskResumed((Task<?>) task);
  }

  @Override
  public void taskBlocked(Ready task) {
    observer.taskBlocked((Task<?>) task);
  }

  @Override
  public void taskUnblocked(Ready task) {
    observer.taskUnblocked((Task<?>) task);
  }

  @Override
  public void taskCancelRequested(Ready task, @Nullable Ready by, @Nullable String message) {
    observer.taskCancelRequested((Task<?>) task, (Task<?>) by, message);
  }

  @Override
  public void taskDone(Ready task) {
    observer.taskDone((Task<?>) task);
  }

  @Override
  public void turnStarted(int ready) {
    observer.turnStarted(loop, ready);
  }

  @Override
  public void turnEnded() {
    observer.turnEnded(loop);
  }

  @Override
  public void slowCallback(Ready step, long nanos) {
    Task<?> task = step instanceof Task<?> some ? some : null;
    observer.slowCallback(loop, task, step.toString(), Duration.ofNanos(nanos));
  }

  @Override
  public boolean observesTurns() {
    return observer.observesTurns();
  }
}
