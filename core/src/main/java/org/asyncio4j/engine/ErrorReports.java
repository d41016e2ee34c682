package org.asyncio4j.engine;

import java.lang.System.Logger.Level;
import java.util.Locale;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.DeadlockReport;
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
  private final Standstill standstill;
  private @Nullable ExceptionHandler handler;

  ErrorReports(Engine engine, DeadlockReport deadlockReport) {
    this.engine = engine;
    this.lost = new LostErrors(engine, this);
    this.standstill = new Standstill(engine, deadlockReport);
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
   * Sets who knows the tasks.
   *
   * @param waits tells who waits for whom
   */
  public void waits(Waits waits) {
    standstill.waits(waits);
  }

  Standstill standstill() {
    return standstill;
  }

  /**
   * Reports an error: to the handler, in the context of the code that calls this.
   *
   * @param context what happened
   */
  public void report(ExceptionContext context) {
    ExceptionContext full =
        context.created() == null && context.future() instanceof Ready future
            ? context.withCreated(future.creation())
            : context;
    ExceptionHandler to = handler;
    if (to == null) {
      log(full);
    } else {
      engine.userCode(() -> call(to, full));
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

  /** Debug mode, or with observers: a step has ended. */
  void stepEnded(@Nullable Ready step, long startedNanos) {
    if (step == null) {
      return;
    }
    long took = System.nanoTime() - startedNanos;
    if (took >= engine.slowNanos() && engine.turn().clearCurrent(step)) {
      if (HookSwitch.on()) {
        engine.hooks().tell(hook -> hook.slowCallback(step, took));
      }
      if (!engine.debug()) {
        return;
      }
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
