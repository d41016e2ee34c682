package org.asyncio4j;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.JvmSignals;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/*
 *   none --1st Ctrl-C, 1st SIGTERM, or interrupt of the waiting thread--> main task is cancelled
 *        --2nd Ctrl-C--> the loop ends at once; if it does not within a second, run goes on without it
 *        --2nd SIGTERM--> the process ends at once, see Terminations
 *
 * Source for Ctrl-C: CPython 3.14, Lib/asyncio/runners.py, Runner._on_sigint.
 */
/** How a program under {@code run} is stopped from outside. */
final class Interrupts {
  private static final long LAST_CHANCE = 1_000_000_000L;

  private final Engine engine;
  private final Task<?> main;
  private final Thread waiting = Thread.currentThread();
  private JvmSignals.@Nullable Taken ctrlC;

  // Any thread; guarded by this.
  private int keyboard;
  private boolean terminated;
  private long giveUpAt = Long.MAX_VALUE;
  private boolean threadInterrupted;
  private boolean gaveUp;

  Interrupts(Engine engine, Task<?> main) {
    this.engine = engine;
    this.main = main;
  }

  /** Takes over the signals that are wanted and that nobody else has, until {@link #restore}. */
  void install(RunOptions options) {
    if (options.handleInterrupt()) {
      ctrlC = JvmSignals.takeFromJvm(Signal.SIGINT, this::keyPressed);
    }
    if (options.handleTerminate()) {
      Terminations.add(this);
    }
  }

  /** On the JVM's signal thread. */
  private void keyPressed() {
    boolean first;
    synchronized (this) {
      first = keyboard++ == 0;
      if (!first) {
        giveUpAt = System.nanoTime() + LAST_CHANCE;
      }
    }
    if (first) {
      cancelMain();
    } else {
      engine.breakOff(new KeyboardInterrupt());
      waiting.interrupt();
    }
  }

  /** On the JVM's signal thread: SIGTERM has come for the first time. */
  void terminate() {
    synchronized (this) {
      terminated = true;
    }
    cancelMain();
  }

  private void cancelMain() {
    try {
      engine.loop().callSoonThreadsafe(main::cancel);
    } catch (IllegalStateException e) {
      if (!engine.isClosed()) {
        throw e;
      }
    }
  }

  /** In the loop: the thread that waits in run was interrupted. */
  void threadInterrupted() {
    synchronized (this) {
      if (keyboard > 1) {
        return; // our own, to make it look at the clock
      }
      threadInterrupted = true;
    }
    main.cancel();
  }

  synchronized long waitNanos() {
    if (giveUpAt == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long left = giveUpAt - System.nanoTime();
    gaveUp = left <= 0;
    return Math.max(0, left);
  }

  synchronized boolean byKeyboard() {
    return keyboard > 0;
  }

  synchronized boolean gaveUp() {
    return gaveUp;
  }

  /** Returns whether the thread that runs the program still has something to clean up. */
  boolean cleansUp() {
    return engine.isRunning();
  }

  Thread thread() {
    return waiting;
  }

  /** Returns what run throws in place of the cancellation of the main task. */
  Error cancelled(CancelledError error) {
    boolean keys;
    boolean term;
    synchronized (this) {
      keys = keyboard > 0;
      term = terminated;
    }
    if ((keys || term) && main.uncancel() == 0) {
      return keys ? keyboardInterrupt() : Terminations.systemExit(waiting);
    }
    return error;
  }

  /** Gives the signals back. */
  void restore() {
    if (ctrlC != null) {
      ctrlC.close();
    }
    Terminations.remove(this);
    synchronized (this) {
      if (keyboard > 1 && !threadInterrupted) {
        // the second Ctrl-C has interrupted the waiting thread to wake it; nobody else is to see it
        boolean ours = Thread.interrupted();
        assert ours || keyboard > 1;
      }
    }
  }

  KeyboardInterrupt keyboardInterrupt() {
    exitWith130IfUncaught(waiting);
    return new KeyboardInterrupt();
  }

  /** Gives a thread that has no handler of its own the conduct of a shell's programs. */
  static void exitWith130IfUncaught(Thread thread) {
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    if (before == thread.getThreadGroup()) {
      thread.setUncaughtExceptionHandler((dying, error) -> {
        before.uncaughtException(dying, error);
        if (error instanceof KeyboardInterrupt) {
          Runtime.getRuntime().exit(130);
        }
      });
    }
  }

  /**
   * Lets a thread that has no handler of its own end in silence by an exit that the process makes
   * by itself, when all programs have ended.
   */
  static void endQuietly(Thread thread, SystemExit exit) {
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    if (before == thread.getThreadGroup()) {
      thread.setUncaughtExceptionHandler((dying, error) -> {
        if (error != exit) {
          before.uncaughtException(dying, error);
        }
      });
    }
  }
}
