package org.asyncio4j.cli.repl;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.cli.repl.cell.Break;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.jspecify.annotations.Nullable;

/*
 *   submitted --in the loop--> running --returns, throws--> ended
 *                                |  1st Ctrl-C: its task is cancelled
 *                                |  2nd Ctrl-C: its methods and loops throw
 *                                \- a second later: left alone
 */
/** One cell on its way through the loop. */
final class Evaluation {
  private static final long LAST_CHANCE_MILLIS = 1000;
  private static final long PING_MILLIS = 300;

  private final EventLoop loop;
  private final String name;
  private final Awaitable<@Nullable String> code;
  private final Context context;

  /** Any thread. */
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /** Written in the loop, read by the console. */
  private volatile @Nullable Task<?> task;

  /** How often Ctrl-C was pressed. Guarded by this. */
  private int interrupts;

  /**
   * Makes one.
   *
   * @param loop the loop
   * @param name the task's name
   * @param code gives the text to show, or null
   * @param context the context, shared by all cells
   */
  Evaluation(EventLoop loop, String name, Awaitable<@Nullable String> code, Context context) {
    this.loop = loop;
    this.name = name;
    this.code = code;
    this.context = context;
  }

  /** Hands the cell to the loop. Console thread. */
  void submit() {
    try {
      loop.callSoonThreadsafe(this::start, context);
    } catch (IllegalStateException e) {
      outcome.complete(new Outcome.Failed(e)); // the loop has ended
    }
  }

  private void start() {
    TaskOptions options = TaskOptions.defaults().withName(name).withContext(context);
    Task<Outcome> made = loop.createTask(Coroutine.of(name, this::run), options);
    task = made;
    made.addDoneCallback(done -> outcome.complete(outcomeOf(done)));
    if (interrupted()) {
      made.cancel();
    }
  }

  /** What the cell throws is its outcome, and not the loop's matter. */
  private Outcome run() {
    try {
      return new Outcome.Done(code.await());
    } catch (CancelledError e) {
      return interrupted() ? new Outcome.Interrupted() : new Outcome.Failed(e);
    } catch (SystemExit e) {
      return new Outcome.Exit(e.code());
    } catch (KeyboardInterrupt e) {
      return new Outcome.Failed(e);
    } catch (Throwable e) {
      return new Outcome.Failed(e);
    }
  }

  private static Outcome outcomeOf(Future<Outcome> done) {
    if (done.cancelled()) {
      return new Outcome.Interrupted(); // before its first step
    }
    Throwable error = done.exception();
    return error == null ? done.result() : new Outcome.Failed(error);
  }

  private synchronized boolean interrupted() {
    return interrupts > 0;
  }

  /** Ctrl-C. Any thread. */
  void interrupt() {
    int count;
    synchronized (this) {
      count = ++interrupts;
    }
    if (count == 1) {
      cancelTask();
    } else if (count == 2) {
      Break.off(task);
      later(LAST_CHANCE_MILLIS).execute(this::leaveAlone);
    }
  }

  /** Another task has thrown KeyboardInterrupt: a Ctrl-C, unless one was pressed. Any thread. */
  void cancel() {
    synchronized (this) {
      interrupts = Math.max(1, interrupts);
    }
    cancelTask();
  }

  private void cancelTask() {
    soon(() -> {
      Task<?> running = task;
      if (running != null) {
        running.cancel();
      }
    });
  }

  /** A loop that is closed has nothing to cancel. */
  private void soon(Runnable code) {
    try {
      loop.callSoonThreadsafe(code::run);
    } catch (IllegalStateException e) {
      outcome.complete(new Outcome.Interrupted());
    }
  }

  private static Executor later(long millis) {
    return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
  }

  /** Asks the loop whether it still turns; if it does not say so soon, it does not. */
  private void leaveAlone() {
    if (!outcome.isDone()) {
      soon(() -> outcome.complete(new Outcome.LeftAlone(false)));
      later(PING_MILLIS).execute(() -> outcome.complete(new Outcome.LeftAlone(true)));
    }
  }

  /**
   * Ends the wait, since the loop has ended.
   *
   * @param error what has ended it, or null
   */
  void loopEnded(@Nullable Throwable error) {
    outcome.complete(
        error instanceof SystemExit exit
            ? new Outcome.Exit(exit.code())
            : new Outcome.Failed(
                error == null ? new IllegalStateException("the REPL's loop has ended") : error));
  }

  /**
   * Waits for the end. Console thread.
   *
   * @return how the cell has ended
   */
  Outcome await() {
    try {
      return outcome.join();
    } finally {
      Break.off(null);
    }
  }
}
