package org.asyncio4j.tests.support;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.asyncio4j.function.Action;

/** Threads beside the loop. */
public final class Threads {
  private static final long PATIENCE_SECONDS = 20;
  private static final Set<Thread.State> AT_REST =
      EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private Threads() {}

  /** Starts a thread that fails loudly. */
  public static Thread start(Action body) {
    return Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            body.run();
          } catch (Throwable e) {
            throw new AssertionError("a thread of the test failed", e);
          }
        });
  }

  /** Waits until a thread waits for something itself; no latch can tell that from outside. */
  public static void awaitAtRest(Thread thread) {
    until(() -> AT_REST.contains(thread.getState()));
  }

  /** Waits until something holds that no latch can tell. */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  /** Waits for a latch. */
  public static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("waited in vain");
    }
  }

  /** Waits for the end of a thread. */
  public static void join(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    if (thread.isAlive()) {
      throw new AssertionError(thread + " does not end");
    }
  }
}
