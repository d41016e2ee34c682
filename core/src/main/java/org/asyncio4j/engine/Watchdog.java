package org.asyncio4j.engine;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.fiber.Fiber;
import org.jspecify.annotations.Nullable;

/*
 * One daemon thread for all loops of the process looks now and then whether each loop has moved. A loop
 * pays nothing for it but the count of its steps. In debug mode it looks often enough to catch a step
 * while it is slow, so the report has the stack of that moment; otherwise once a second, to report a
 * loop that stands.
 */
/** Reports a step that holds its loop, with the stack it has while it does. */
final class Watchdog implements Runnable {
  private static final long RARELY = 1_000_000_000L;
  private static final Map<Engine, Sample> WATCHED = new ConcurrentHashMap<>();
  private static @Nullable Thread thread;

  private static final class Sample {
    long steps = -1;
    long sinceNanos;
    boolean reported;
    final StandstillWatch standstill = new StandstillWatch();
  }

  static void watch(Engine engine) {
    synchronized (Watchdog.class) {
      WATCHED.put(engine, new Sample());
      if (thread == null) {
        thread = new Thread(null, new Watchdog(), "asyncio-watchdog", 0, false);
        thread.setDaemon(true);
        thread.start();
      } else {
        LockSupport.unpark(thread);
      }
    }
  }

  /** What counts as slow has changed. */
  static void wake() {
    synchronized (Watchdog.class) {
      LockSupport.unpark(thread);
    }
  }

  static void unwatch(Engine engine) {
    WATCHED.remove(engine);
  }

  @Override
  public void run() {
    for (; ; ) {
      Log.flush();
      long pause = RARELY;
      for (Map.Entry<Engine, Sample> entry : WATCHED.entrySet()) {
        Engine engine = entry.getKey();
        try {
          look(engine, entry.getValue(), System.nanoTime());
        } catch (Throwable e) { // of a logger, or of a name that a text shows
          Log.refused(e);
        }
        pause = Math.min(pause, pause(engine));
      }
      if (WATCHED.isEmpty() && ends()) {
        return;
      }
      LockSupport.parkNanos(this, pause);
    }
  }

  private static void look(Engine engine, Sample sample, long now) {
    sample.standstill.look(engine, WATCHED.keySet(), now);
    long limit = limit(engine);
    if (limit > 0) {
      look(engine, sample, now, limit);
    }
  }

  /** From when on a step is reported; zero for never. */
  private static long limit(Engine engine) {
    return engine.debug() ? engine.slowNanos() : engine.stallNanos();
  }

  private static long pause(Engine engine) {
    long pause = RARELY;
    for (long limit : new long[] {limit(engine), engine.stallNanos()}) {
      if (limit > 0) {
        pause = Math.min(pause, Math.max(limit / 4, 1_000_000L));
      }
    }
    return pause;
  }

  private static boolean ends() {
    synchronized (Watchdog.class) {
      if (WATCHED.isEmpty()) {
        thread = null;
        return true;
      }
      return false;
    }
  }

  private static void look(Engine engine, Sample sample, long now, long limit) {
    long steps = engine.turn().steps();
    if (steps != sample.steps || engine.turn().waits() || engine.turn().current() == null) {
      sample.steps = steps;
      sample.sinceNanos = now;
      sample.reported = false;
    } else if (!sample.reported && now - sample.sinceNanos >= limit) {
      sample.reported = true;
      report(engine, now - sample.sinceNanos);
    }
  }

  private static void report(Engine engine, long nanos) {
    Fiber holder = engine.turn().holder();
    Ready step = engine.turn().current();
    StringBuilder text = new StringBuilder();
    text.append(engine.loop())
        .append(" has been held for ")
        .append(String.format(Locale.ROOT, "%.3f", nanos / 1e9))
        .append(" seconds by ")
        .append(holder != null && holder.task != null ? holder.task : step)
        .append("; nothing else can run meanwhile: give blocking calls to toThread(...)");
    if (holder != null) {
      for (StackTraceElement frame : holder.thread().getStackTrace()) {
        text.append("\n    at ").append(frame);
      }
      text.append(LockOwner.of(holder.thread(), WATCHED.keySet()));
      Object lock = LockSupport.getBlocker(holder.thread());
      if (lock instanceof AbstractOwnableSynchronizer) {
        text.append("\n  it waits for the lock ")
            .append(lock)
            .append(": do not await while holding one. One of these tasks may hold it:")
            .append(engine.reports().standstill().waits().lines(20));
      }
    }
    engine.reports().held(text.toString());
  }
}
