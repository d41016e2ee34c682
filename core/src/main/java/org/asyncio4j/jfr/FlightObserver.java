package org.asyncio4j.jfr;

import java.time.Duration;
import java.util.IdentityHashMap;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** Turns what happens in one loop into events. */
final class FlightObserver implements LoopObserver {
  /** What a task does now, while it does it. */
  private final IdentityHashMap<Task<?>, TaskEvent> underWay = new IdentityHashMap<>();

  private @Nullable LoopTurnEvent turn;

  private void begins(Task<?> task, TaskEvent event) {
    if (event.isEnabled()) {
      event.begin();
      underWay.put(task, event);
    }
  }

  private void ends(Task<?> task) {
    TaskEvent event = underWay.remove(task);
    if (event != null) {
      event.end();
      if (event.shouldCommit()) {
        event.of(task);
        event.commit();
      }
    }
  }

  @Override
  public void taskCreated(Task<?> task, @Nullable Task<?> creator) {
    TaskCreatedEvent event = new TaskCreatedEvent();
    if (event.shouldCommit()) {
      event.of(task);
      event.creator = creator == null ? null : creator.name();
      event.commit();
    }
  }

  @Override
  public void taskStarted(Task<?> task) {
    begins(task, new TaskRunEvent());
  }

  @Override
  public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
    ends(task);
    TaskSuspendedEvent event = new TaskSuspendedEvent();
    if (event.isEnabled()) {
      event.awaits = awaited == null ? null : task.waitingText();
    }
    begins(task, event);
  }

  @Override
  public void taskResumed(Task<?> task) {
    ends(task);
    begins(task, new TaskRunEvent());
  }

  @Override
  public void taskBlocked(Task<?> task) {
    ends(task);
    begins(task, new TaskBlockedEvent());
  }

  @Override
  public void taskUnblocked(Task<?> task) {
    taskResumed(task);
  }

  @Override
  public void taskCancelRequested(Task<?> task, @Nullable Task<?> by, @Nullable String message) {
    TaskCancelRequestedEvent event = new TaskCancelRequestedEvent();
    if (event.shouldCommit()) {
      event.of(task);
      event.by = by == null ? null : by.name();
      event.message = message;
      event.commit();
    }
  }

  @Override
  public void taskDone(Task<?> task) {
    ends(task);
    TaskDoneEvent event = new TaskDoneEvent();
    if (event.shouldCommit()) {
      event.of(task);
      tell(Debug.outcome(task), event);
      event.commit();
    }
  }

  private static void tell(@Nullable Outcome<?> outcome, TaskDoneEvent event) {
    switch (outcome) {
      case Outcome.Failure<?>(Throwable exception) -> {
        event.outcome = "failed";
        event.exception = exception.getClass().getName();
      }
      case Outcome.Cancelled<?> _ -> event.outcome = "cancelled";
      case Outcome.Success<?> _ -> event.outcome = "finished";
      case null -> {}
    }
  }

  @Override
  public void turnStarted(EventLoop loop, int ready) {
    LoopTurnEvent event = new LoopTurnEvent();
    if (event.isEnabled()) {
      event.loop = loop.toString();
      event.ready = ready;
      event.begin();
      turn = event;
    }
  }

  @Override
  public void turnEnded(EventLoop loop) {
    LoopTurnEvent event = turn;
    if (event != null) {
      turn = null;
      event.commit();
    }
  }

  @Override
  public void slowCallback(EventLoop loop, @Nullable Task<?> task, String step, Duration duration) {
    SlowCallbackEvent event = new SlowCallbackEvent();
    if (event.shouldCommit()) {
      event.loop = loop.toString();
      event.step = step;
      event.took = duration.toNanos();
      event.commit();
    }
  }

  /** Turns cost a change of stacks each, so only where the recording asks for them. */
  @Override
  public boolean observesTurns() {
    return new LoopTurnEvent().isEnabled();
  }
}
