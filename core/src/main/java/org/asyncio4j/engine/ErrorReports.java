package org.asyncio4j.engine;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.ExceptionHandler;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop's errors go that no code of the program has caught: its exception handler, or the
 * log.
 */
public final class ErrorReports {
  private final Engine engine;
  private final LostErrors lost;
  private @Nullable ExceptionHandler handler;
  private Supplier<String> waiting = () -> "";

  ErrorReports(Engine engine) {
    this.engine = engine;
    this.lost = new LostErrors(engine, this);
  }

  /**
   * Returns the errors that nobody has looked at yet.
   *
   * @return the errors
   */
  public LostErrors lost() {
    return lost;
  }

  /**
   * Sets who gets reports.
   *
   * @param newHandler the handler, or null for the log
   */
  public void handler(@Nullable ExceptionHandler newHandler) {
    handler = newHandler;
  }

  /**
   * Returns who gets reports.
   *
   * @return the handler, or null for the log
   */
  public @Nullable ExceptionHandler handler() {
    return handler;
  }

  /**
   * Sets who describes the tasks that wait.
   *
   * @param description gives one line for each
   */
  public void describeWaiting(Supplier<String> description) {
    waiting = description;
  }

  /** Describes the tasks that are not done, so many at most. For a loop that stands still. */
  String waitingTasks(int most) {
    return waiting.get().lines().limit(most + 1L).collect(Collectors.joining("\n"));
  }

  String deadlock() {
    return "deadlock: nothing is ready, no timer is set and no other thread is at work for "
        + engine.loop()
        + waiting.get();
  }

  /**
   * Reports an error: to the handler, in the context of the code that calls this.
   *
   * @param context what happened
   */
  public void report(ExceptionContext context) {
    ExceptionHandler to = handler;
    if (to == null) {
      log(context);
    } else {
      engine.userCode(() -> call(to, context));
    }
  }

  private void call(ExceptionHandler to, ExceptionContext context) {
    try {
      to.handle(engine.loop(), context);
    } catch (KeyboardInterrupt | SystemExit e) {
      throw e;
    } catch (Throwable e) {
      e.addSuppressed(failure(context));
      log(new ExceptionContext("Unhandled error in exception handler", e));
    }
  }

  private static Throwable failure(ExceptionContext context) {
    Throwable exception = context.exception();
    return exception == null ? new Throwable(context.message()) : exception;
  }

  /**
   * Logs a report at ERROR.
   *
   * @param context what happened
   */
  public void log(ExceptionContext context) {
    StringBuilder text = new StringBuilder(context.message());
    Object future = context.future();
    if (future != null) {
      text.append("\nfuture: ").append(future);
    }
    Handle handle = context.handle();
    if (handle != null) {
      text.append("\nhandle: ").append(handle);
    }
    Throwable created = context.created();
    if (created != null) {
      text.append("\ncreated at:");
      for (StackTraceElement frame : created.getStackTrace()) {
        text.append("\n    ").append(frame);
      }
    }
    Log.say(Level.ERROR, text.toString(), context.exception());
  }

  /** Debug mode: a step has ended. */
  void stepEnded(@Nullable Ready step, long startedNanos) {
    if (step == null) {
      return;
    }
    long took = System.nanoTime() - startedNanos;
    if (took >= engine.slowNanos() && engine.turn().clearCurrent(step)) {
      String seconds = String.format(Locale.ROOT, "%.3f", took / 1e9);
      Log.say(Level.WARNING, "Executing " + step + " took " + seconds + " seconds", null);
    }
  }

  /** Debug mode or a stall: a step holds the loop right now. Called by the watchdog. */
  void held(String text) {
    Log.say(Level.WARNING, text, null);
  }

  /** Debug mode: a blocking call has let go of the loop. On the carrier. */
  void leftInBlockingCall(Fiber fiber) {
    StackTraceElement frame = UserFrames.innermost(fiber.thread().getStackTrace());
    Object who = fiber.task == null ? "A callback" : fiber.task;
    Log.say(
        Level.WARNING,
        who + " left the loop in a blocking call at " + frame + "; other tasks run meanwhile",
        null);
  }
}
