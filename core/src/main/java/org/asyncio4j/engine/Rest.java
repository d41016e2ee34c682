package org.asyncio4j.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.Poller;
import org.jspecify.annotations.Nullable;

/*
 * A thread dump that a JVM up to 25.0.3 takes while a virtual thread is being mounted or unmounted may
 * crash it (JDK-8364343). So the watchdog takes one only while none is:
 *
 *   each loop        waits, for no timer that is near, or is held by a task that waits without a limit
 *   the JDK's own    has no virtual thread mounted and none queued
 *   scheduler
 *
 * Both are read twice with a pause between, and no loop may have made a step. What can still come in the
 * moment after is another thread that calls in, or the end of a sleep in a blocking call; nobody can know
 * that. The scheduler is asked by reflection, since its bean is in jdk.management, where the dump is too.
 */
/** Whether the virtual threads of the process are at rest. Watchdog's thread only. */
final class Rest {
  private static final long PAUSE = 20_000_000L;
  private static final long NEAR = 500_000_000L;

  private Rest() {}

  /**
   * Looks twice.
   *
   * @param engines the loops that run
   * @return whether nothing has moved
   */
  static boolean reached(Iterable<Engine> engines) {
    List<Long> first = reading(engines);
    if (first == null) {
      return false;
    }
    LockSupport.parkNanos(PAUSE);
    return first.equals(reading(engines));
  }

  /** The steps of the loops; null if something moves. */
  private static @Nullable List<Long> reading(Iterable<Engine> engines) {
    List<Long> steps = new ArrayList<>();
    for (Engine engine : engines) {
      if (!rests(engine)) {
        return null;
      }
      steps.add(engine.turn().steps());
    }
    return Scheduler.rests() ? steps : null;
  }

  private static boolean rests(Engine engine) {
    Turn turn = engine.turn();
    if (turn.waits()) {
      long until = turn.waitsUntil();
      return until == Poller.NO_DEADLINE || until - engine.nanoTime() > NEAR;
    }
    Fiber holder = turn.holder();
    if (holder == null) {
      return false;
    }
    Thread.State state = holder.thread().getState();
    return state == Thread.State.BLOCKED || state == Thread.State.WAITING;
  }

  /** The JDK's scheduler of virtual threads: jdk.management.VirtualThreadSchedulerMXBean. */
  private static final class Scheduler {
    private static final @Nullable Object BEAN;
    private static final List<Method> COUNTS = new ArrayList<>();

    static {
      Object bean = null;
      try {
        Class<?> type = Class.forName("jdk.management.VirtualThreadSchedulerMXBean");
        bean =
            Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getPlatformMXBean", Class.class)
                .invoke(null, type);
        COUNTS.add(type.getMethod("getMountedVirtualThreadCount"));
        COUNTS.add(type.getMethod("getQueuedVirtualThreadCount"));
      } catch (ReflectiveOperationException | LinkageError e) {
        bean = null; // no such module: there is no dump either
      }
      BEAN = bean;
    }

    static boolean rests() {
      if (BEAN == null) {
        return false;
      }
      try {
        for (Method count : COUNTS) {
          if (((Number) count.invoke(BEAN)).longValue() != 0) {
            return false;
          }
        }
        return true;
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }
  }
}
