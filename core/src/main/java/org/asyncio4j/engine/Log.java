package org.asyncio4j.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.asyncio4j.fiber.Carrier;
import org.jspecify.annotations.Nullable;

/*
 * A logger is a user's code: its handlers take locks, and a task may be suspended while it holds one. So
 * the carrier never logs; what it has to say is logged by the watchdog's thread, or at the end of the run
 * by the thread that waits for it.
 */
/** The library's one way to the log. Any thread. */
public final class Log {
  private static final ConcurrentLinkedQueue<Runnable> FROM_CARRIERS =
      new ConcurrentLinkedQueue<>();

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
      FROM_CARRIERS.add(() -> write(level, text, error));
      Watchdog.wake();
    } else {
      write(level, text, error);
    }
  }

  private static void write(Level level, String text, @Nullable Throwable error) {
    Logger logger = System.getLogger("org.asyncio4j");
    logger.log(level, text, error);
  }

  /** Logs what carriers have said. Not on a carrier. */
  static void flush() {
    for (Runnable next = FROM_CARRIERS.poll(); next != null; next = FROM_CARRIERS.poll()) {
      next.run();
    }
  }
}
