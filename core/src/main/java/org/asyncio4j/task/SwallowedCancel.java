package org.asyncio4j.task;

import java.lang.System.Logger.Level;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Log;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/*
 *   given --its task ends cancelled, or with another exception--> forgotten
 *     |-----all requests are taken back by uncancel()-----------> forgotten
 *     \-----its task returns a value----------------------------> reported
 *
 * Only the end can tell: code that cleans up awaits too, between the error and its rethrowing.
 */
/**
 * A CancelledError that a task's code was given. Outside debug mode only a task is reported that
 * went on to a further await: one that stops and returns a value harms nobody. Loop's thread only.
 */
final class SwallowedCancel {
  /** Where it was raised, in debug mode: to find that out for each cancel would cost too much. */
  private final @Nullable String place;

  private @Nullable String nextAwait;

  private SwallowedCancel(@Nullable String place) {
    this.place = place;
  }

  /** On the task's own stack, where the error is about to be thrown. */
  static SwallowedCancel noted(Engine engine) {
    return new SwallowedCancel(engine.debug() ? place() : null);
  }

  private static String place() {
    StackTraceElement frame = UserFrames.innermost(Thread.currentThread().getStackTrace());
    return frame == null ? "an unknown line" : UserFrames.place(frame);
  }

  /** The task awaits again; on its own stack. */
  void awaitsAgain() {
    if (nextAwait == null) {
      nextAwait = place();
    }
  }

  /** The task returns. */
  void reportIf(boolean stillRequested, String name) {
    if (!stillRequested || (place == null && nextAwait == null)) {
      return;
    }
    String raised = place == null ? "" : "CancelledError was raised at " + place + ", ";
    String wentOn = nextAwait == null ? "" : "the task went on to the await at " + nextAwait + ", ";
    Log.later(
        Level.WARNING,
        "Task '"
            + name
            + "' has swallowed its cancellation: "
            + raised
            + wentOn
            + "and returned a value; rethrow the error, or call uncancel() if it is meant to go"
            + " on");
  }
}
