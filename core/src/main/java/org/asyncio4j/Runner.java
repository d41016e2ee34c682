package org.asyncio4j;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.ActionCoroutine;
import org.asyncio4j.task.Gather;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/**
 * Runs several programs one after the other in one loop and one context.
 *
 * <pre>
 *   CREATED --run or loop--> OPEN --close--> CLOSED
 * </pre>
 *
 * {@snippet :
 * try (var runner = new Runner()) {
 *   runner.run(Demo::setUp);
 *   runner.run(Demo::main);
 * }
 * }
 *
 * <p><b>Threads.</b> Its maker's. While a program runs, the calling thread waits and the loop turns
 * on a thread of its own.
 *
 * <p><b>Cancellation.</b> The first Ctrl-C cancels the program, the second one ends it at once;
 * {@code run} then throws {@link KeyboardInterrupt}, and a thread that does not catch it ends the
 * process with exit code 130. Interrupting the thread that waits cancels the program too.
 *
 * <p>The first {@code SIGTERM} cancels the program; {@code run} then throws {@link SystemExit} with
 * code 143. The process ends with that code when its programs have ended and the threads that ran
 * them have, two seconds later at the latest, whatever a program makes of its cancellation. The
 * second {@code SIGTERM} ends it at once. asyncio leaves {@code SIGTERM} alone: {@link
 * RunOptions#withHandleTerminate}.
 *
 * <p>{@code asyncio.Runner}, 3.14.
 */
public final class Runner implements AutoCloseable {
  private static final Duration EXECUTOR_PATIENCE = Duration.ofMinutes(5);

  private final RunOptions options;
  private @Nullable TaskLoop loop;
  private @Nullable Context context;
  private boolean closed;

  /** What has ended the last program; its tasks may throw it again when they are cancelled. */
  private @Nullable Error exit;

  /** Makes a runner with default options. */
  public Runner() {
    this(RunOptions.defaults());
  }

  /**
   * Makes a runner.
   *
   * @param options loop factory, debug, deadline
   */
  public Runner(RunOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Returns the loop, making it if need be.
   *
   * @return the loop
   * @throws IllegalStateException if this runner is closed
   */
  public EventLoop loop() {
    return open();
  }

  private TaskLoop open() {
    if (closed) {
      throw new IllegalStateException("Runner is closed; make a new one");
    }
    TaskLoop now = loop;
    if (now == null) {
      now = (TaskLoop) options.loopFactory().get();
      loop = now;
      context = Context.current().copy();
      if (options.debug() != null) {
        now.setDebug(options.debug());
      }
    }
    return now;
  }

  /**
   * Runs a program in the runner's context, which later programs see.
   *
   * @param <T> the type of its result
   * @param main the program
   * @return its result; what it throws is thrown as it is, undeclared
   * @throws IllegalStateException if a loop runs the caller, or this runner is closed
   * @throws KeyboardInterrupt if Ctrl-C has ended the program
   * @throws SystemExit if {@code SIGTERM} has ended the program, or it throws that
   */
  public <T extends @Nullable Object> T run(Awaitable<T> main) {
    return run(main, null);
  }

  /**
   * Runs a program without a result.
   *
   * @param main the program
   */
  public void run(Action main) {
    run(ActionCoroutine.of(main), null);
  }

  /**
   * Runs a program in a context.
   *
   * @param <T> the type of its result
   * @param main the program
   * @param in its context, or null for the runner's
   * @return its result
   */
  public <T extends @Nullable Object> T run(Awaitable<T> main, @Nullable Context in) {
    Objects.requireNonNull(main, "main");
    refuseInsideLoop("Runner.run()");
    TaskLoop now = open();
    TaskOptions own = TaskOptions.defaults().withContext(in == null ? context : in);
    Task<T> task = now.createTask(main, own);
    Interrupts interrupts = new Interrupts(now.engine(), task);
    interrupts.install(options);
    try {
      return now.runUntilComplete(task, interrupts::threadInterrupted, interrupts::waitNanos);
    } catch (CancelledError e) {
      throw interrupts.cancelled(e);
    } catch (KeyboardInterrupt e) {
      if (interrupts.byKeyboard()) {
        Interrupts.exitWith130IfUncaught(Thread.currentThread());
      }
      exit = e;
      throw e;
    } catch (IllegalStateException e) {
      if (interrupts.gaveUp()) {
        throw interrupts.keyboardInterrupt();
      }
      throw e;
    } catch (SystemExit e) {
      exit = e;
      throw e;
    } finally {
      interrupts.restore();
    }
  }

  /**
   * Refuses what would stop the loop that runs the caller.
   *
   * @param what the call
   */
  static void refuseInsideLoop(String what) {
    if (Engine.running() != null) {
      throw new IllegalStateException(
          what
              + " cannot be called from a running event loop; await the coroutine, or createTask"
              + " it");
    }
  }

  /**
   * Ends the loop: cancels all tasks, waits for them, reports their failures, shuts the default
   * executor down, closes the loop. A second call does nothing.
   */
  @Override
  public void close() {
    TaskLoop now = loop;
    if (closed) {
      return;
    }
    closed = true;
    loop = null;
    if (now == null || now.running()) {
      return; // never used, or left alone by an interrupt or a deadline
    }
    Shutdown shutdown = new Shutdown(options.shutdownDeadline());
    now.beginShutdown();
    try {
      cancelAll(now, shutdown);
      if (!now.running()) {
        now.runToEnd(now.createTask(now::shutdownAsyncgens));
        shutDownExecutor(now, shutdown);
      }
    } catch (KeyboardInterrupt | SystemExit e) {
      if (e != exit) {
        throw e;
      }
    } finally {
      if (!now.running()) {
        now.close();
      }
    }
  }

  private static void cancelAll(TaskLoop loop, Shutdown shutdown) {
    List<Task<?>> tasks = new ArrayList<>(loop.allTasks());
    if (tasks.isEmpty()) {
      return;
    }
    for (Task<?> task : tasks) {
      task.cancel();
    }
    Awaitable<List<Outcome<@Nullable Object>>> all = Gather.outcomes(tasks);
    if (!shutdown.run(loop, all, tasks)) {
      return;
    }
    for (Task<?> task : tasks) {
      Throwable error = task.cancelled() ? null : task.exception();
      if (error != null) {
        loop.callExceptionHandler(
            new ExceptionContext("unhandled exception during asyncio.run() shutdown", error)
                .withFuture(task));
      }
    }
  }

  /*
   * CPython closes async generators in a task of its own here, and shuts the executor down in another,
   * whether there are any or not. Each gives two turns to what is ready or due by now: the callbacks of
   * tasks that have just ended, and tasks made during the clean-up.
   */
  private static void shutDownExecutor(TaskLoop loop, Shutdown shutdown) {
    Duration patience = shutdown.left(EXECUTOR_PATIENCE);
    loop.runToEnd(loop.createTask(() -> loop.shutdownDefaultExecutor(patience)));
  }

  /** The end of a run, and who does not let it come. */
  private static final class Shutdown {
    private static final long REPORT_AFTER = 5_000_000_000L;

    private final @Nullable Long deadline;
    private long reportAt = System.nanoTime() + REPORT_AFTER;
    private boolean reported;

    Shutdown(@Nullable Duration limit) {
      deadline = limit == null ? null : System.nanoTime() + limit.toNanos();
    }

    Duration left(Duration most) {
      if (deadline == null) {
        return most;
      }
      long nanos = Math.max(0, deadline - System.nanoTime());
      return nanos < most.toNanos() ? Duration.ofNanos(nanos) : most;
    }

    /** Returns false if the deadline has passed and the loop was left alone. */
    boolean run(TaskLoop loop, Awaitable<?> all, List<Task<?>> tasks) {
      try {
        loop.runUntilComplete(all, () -> {}, () -> patience(tasks));
      } catch (IllegalStateException e) {
        if (!loop.running()) {
          throw e;
        }
        log(Level.ERROR, tasks, "run returns without these tasks, since its deadline has passed");
        return false;
      }
      return true;
    }

    private long patience(List<Task<?>> tasks) {
      long now = System.nanoTime();
      if (!reported && now >= reportAt) {
        reported = true;
        log(Level.WARNING, tasks, "run waits for these tasks, which were cancelled and do not end");
      }
      long report = reported ? Long.MAX_VALUE : reportAt - now;
      long end = deadline == null ? Long.MAX_VALUE : deadline - now;
      return Math.max(0, Math.min(report, end));
    }

    private static void log(Level level, List<Task<?>> tasks, String what) {
      System.getLogger("org.asyncio4j").log(level, what + ":" + TaskLoop.stacksOf(tasks));
    }
  }
}
