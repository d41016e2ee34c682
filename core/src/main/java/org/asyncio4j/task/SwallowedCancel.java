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
/** A CancelledError that a task's code was given, in debug mode. Loop's thread only. */
final class SwallowedCancel {
  private final String place = place();
  private @Nullable String nextAwait;

  private SwallowedCancel() {}

  /** On the task's own stack, where the error is about to be thrown. */
  static @Nullable SwallowedCancel noted(Engine engine) {
    return engine.debug() ? new SwallowedCancel() : null;
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
    if (stillRequested) {
      Log.later(
          Level.WARNING,
          "Task '"
              + name
              + "' has swallowed its cancellation: CancelledError was raised at "
              + place
              + (nextAwait == null ? "" : ", the task went on to the await at " + nextAwait)
              + ", and returned a value; rethrow the error, or call uncancel() if it is meant to go"
              + " on");
    }
  }
}
