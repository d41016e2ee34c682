package org.asyncio4j.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.fiber.Carrier;
import org.jspecify.annotations.Nullable;

/*
 * A logger is a user's code: its handlers take locks, and a task may be suspended while it holds one. So
 * the carrier never logs; what it has to say is logged by the watchdog's thread, or at the end of the run
 * by the thread that waits for it.
 */
/** The library's one way to the log. Any thread. */
public final class Log {
  private static final ConcurrentLinkedQueue<Runnable> LATER = new ConcurrentLinkedQueue<>();
  private static final AtomicBoolean REFUSED = new AtomicBoolean();
  private static final ReentrantLock WRITES = new ReentrantLock();
  private static final long PATIENCE_SECONDS = 2;

  /** Whether a logger has kept a line for longer than anybody waits. Any thread. */
  private static volatile boolean stuck;

  private Log() {}

  /**
   * Logs a text.
   *
   * @param level how bad it is
   * @param text the text
   * @param error an error to show with it, or null
   */
  public static void say(Level level, String text, @Nullable Throwable error) {
    if (Thread.currentThread() instanceof Carrier) {
      LATER.add(() -> write(level, text, error));
      Watchdog.wake();
    } else {
      write(level, text, error);
    }
  }

  /**
   * Logs a text soon, on another thread, so that the loop is not disturbed; at the end of the run
   * at the latest.
   *
   * @param level how bad it is
   * @param text the text
   */
  public static void later(Level level, String text) {
    later(level, text, null);
  }

  /**
   * Logs a text soon, on another thread, so that the loop is not disturbed; at the end of the run
   * at the latest.
   *
   * @param level how bad it is
   * @param text the text
   * @param error an error to show with it, or null
   */
  public static void later(Level level, String text, @Nullable Throwable error) {
    LATER.add(() -> write(level, text, error));
    Engine.undisturbed(Watchdog::wake);
  }

  private static void write(Level level, String text, @Nullable Throwable error) {
    Logger logger = System.getLogger("org.asyncio4j");
    logger.log(level, text, error);
  }

  /** Logs what was left for later, unless another thread does. On the watchdog; throws nothing. */
  static void flush() {
    if (WRITES.tryLock()) {
      try {
        writeAll();
      } finally {
        WRITES.unlock();
      }
    }
  }

  /**
   * Logs what was left for later, and waits for what another thread is writing of it: the process
   * may end when this returns. Does not wait for ever, nor twice, for a logger that never returns.
   * Not on a carrier; throws nothing.
   */
  static void flushAll() {
    boolean mine = false;
    boolean interrupted = false;
    while (!mine && !stuck) {
      try {
        mine = WRITES.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        stuck = !mine;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    try {
      writeAll();
    } finally {
      if (mine) {
        WRITES.unlock();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void writeAll() {
    for (Runnable next = LATER.poll(); next != null; next = LATER.poll()) {
      try {
        next.run();
      } catch (Throwable e) {
        refused(e);
      }
    }
  }

  /**
   * A logger has thrown where nobody waits for it. Said once, as of a thread that dies of it: to
   * its handler of uncaught exceptions, which by default prints to stderr.
   *
   * @param error what it has thrown
   */
  static void refused(Throwable error) {
    if (!REFUSED.compareAndSet(false, true)) {
      return;
    }
    try {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, error);
    } catch (Throwable e) {
      return; // there is nobody left to tell
    }
  }
}
