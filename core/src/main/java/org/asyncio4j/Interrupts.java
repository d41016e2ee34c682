package org.asyncio4j;

import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.task.Task;

/*
 *   none --1st Ctrl-C, or interrupt of the waiting thread--> main task is cancelled
 *        --2nd Ctrl-C--> the loop ends at once; if it does not within a second, run goes on without it
 *
 * Source: CPython 3.14, Lib/asyncio/runners.py, Runner._on_sigint.
 */
/** How a program under {@code run} is stopped from outside. */
final class Interrupts {
  private static final long LAST_CHANCE = 1_000_000_000L;

  private final Engine engine;
  private final Task<?> main;
  private final Thread waiting = Thread.currentThread();

  // Any thread; guarded by this.
  private int keyboard;
  private long giveUpAt = Long.MAX_VALUE;
  private boolean threadInterrupted;
  private boolean gaveUp;

  Interrupts(Engine engine, Task<?> main) {
    this.engine = engine;
    this.main = main;
  }

  /** Takes Ctrl-C over until closed, if nobody else has. */
  CtrlC install(boolean wanted) {
    return wanted ? CtrlC.take(this::keyPressed) : CtrlC.NOT_TAKEN;
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
      engine.loop().callSoonThreadsafe(main::cancel);
    } else {
      engine.breakOff(new KeyboardInterrupt());
      waiting.interrupt();
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

  /**
   * The second Ctrl-C has interrupted the waiting thread to wake it; nobody else is to see that.
   */
  synchronized void restoreThread() {
    if (keyboard > 1 && !threadInterrupted) {
      boolean ours = Thread.interrupted();
      assert ours || keyboard > 1;
    }
  }

  KeyboardInterrupt keyboardInterrupt() {
    CtrlC.exitWith130IfUncaught(waiting);
    return new KeyboardInterrupt();
  }
}
