package org.asyncio4j.fiber;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/*
 * The few members of java.lang that the scheduled driver needs. None of them is promised by the JDK:
 * initialising this class fails where one is missing or hidden, and the choice of a driver takes that
 * as "portable". They are static finals so that calls through them compile to direct calls.
 *
 *   ThreadBuilders.newVirtualThread(Executor, String, int, Runnable)   a virtual thread on our executor
 *   Thread.currentCarrierThread()                                      whose loop is this? in 1 ns
 *   VirtualThread.defaultScheduler()                                   for threads that user code makes
 *   Thread.threadLocals, .inheritableThreadLocals                      cleared before a runner's reuse
 */
/** Reflective access to {@code java.lang}; fails to initialise where it is not open. */
final class ThreadInternals {
  private static final MethodHandle NEW_VIRTUAL_THREAD;
  private static final MethodHandle CURRENT_CARRIER;
  private static final VarHandle THREAD_LOCALS;
  private static final VarHandle INHERITABLE;
  private static final Executor DEFAULT_SCHEDULER;

  static {
    try {
      MethodHandles.Lookup here = MethodHandles.lookup();
      Class<?> builders = Class.forName("java.lang.ThreadBuilders");
      NEW_VIRTUAL_THREAD =
          MethodHandles.privateLookupIn(builders, here)
              .findStatic(
                  builders,
                  "newVirtualThread",
                  MethodType.methodType(
                      Thread.class, Executor.class, String.class, int.class, Runnable.class));
      MethodHandles.Lookup thread = MethodHandles.privateLookupIn(Thread.class, here);
      CURRENT_CARRIER =
          thread.findStatic(
              Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
      Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
      THREAD_LOCALS = thread.findVarHandle(Thread.class, "threadLocals", map).withInvokeBehavior();
      INHERITABLE =
          thread.findVarHandle(Thread.class, "inheritableThreadLocals", map).withInvokeBehavior();
      Class<?> virtual = Class.forName("java.lang.VirtualThread");
      DEFAULT_SCHEDULER =
          (Executor)
              MethodHandles.privateLookupIn(virtual, here)
                  .findStatic(virtual, "defaultScheduler", MethodType.methodType(Executor.class))
                  .invoke();
      trial();
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ThreadInternals() {}

  /** Initialises this class; see there for how it fails. */
  static void open() {}

  /**
   * One thread through all its moves, since a later JDK may keep the names and change the conduct.
   */
  private static void trial() throws Throwable {
    Queue<Runnable> submitted = new ArrayDeque<>();
    int[] steps = new int[1];
    Thread thread =
        newVirtualThread(
            submitted::add,
            () -> {
              steps[0]++;
              Thread.yield();
              steps[0]++;
            });
    thread.start();
    for (int step = 1; step <= 2; step++) {
      Runnable next = submitted.poll();
      if (next == null) {
        throw new NoSuchMethodException("the executor is not given the thread to run");
      }
      next.run();
      if (steps[0] != step) {
        throw new NoSuchMethodException("the thread does not run on the caller of its task");
      }
    }
  }

  /**
   * Makes a virtual thread that runs wherever its executor runs it.
   *
   * @param scheduler is handed the thread whenever it may go on
   * @param body its code
   * @return the thread, not started
   */
  static Thread newVirtualThread(Executor scheduler, Runnable body) {
    try {
      return (Thread) NEW_VIRTUAL_THREAD.invokeExact(scheduler, (String) null, 0, body);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("ThreadBuilders.newVirtualThread", e);
    }
  }

  /**
   * Returns the platform thread under the caller.
   *
   * @return the carrier of a virtual thread, else the thread itself
   */
  static Thread currentCarrier() {
    try {
      return (Thread) CURRENT_CARRIER.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("Thread.currentCarrierThread", e);
    }
  }

  /**
   * Returns the executor of ordinary virtual threads.
   *
   * @return the JDK's own
   */
  static Executor defaultScheduler() {
    return DEFAULT_SCHEDULER;
  }

  /**
   * Clears the thread-locals of the calling thread.
   *
   * @param thread the calling thread
   */
  static void clearThreadLocals(Thread thread) {
    if (THREAD_LOCALS.get(thread) != null) {
      THREAD_LOCALS.set(thread, null);
    }
  }

  /**
   * Returns the inheritable thread-locals of a thread, to compare by identity.
   *
   * @param thread the calling thread
   * @return the map or null
   */
  static @org.jspecify.annotations.Nullable Object inheritableThreadLocals(Thread thread) {
    return INHERITABLE.get(thread);
  }
}
