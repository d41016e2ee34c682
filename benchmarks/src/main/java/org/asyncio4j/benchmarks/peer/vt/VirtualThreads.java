package org.asyncio4j.benchmarks.peer.vt;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads on the scheduler that {@code -Dbenchmarks.scheduler} names: {@code default}, the
 * JDK's, on all processors, or {@code own}, on the calling thread.
 */
final class VirtualThreads {
  /** Whether all threads run on one carrier, so that plain objects do between them. */
  static final boolean OWN = own(System.getProperty("benchmarks.scheduler", "default"));

  private final @Nullable OwnScheduler scheduler = OWN ? new OwnScheduler() : null;

  private static boolean own(String name) {
    return switch (name) {
      case "own" -> true;
      case "default" -> false;
      default ->
          throw new IllegalArgumentException(
              "-Dbenchmarks.scheduler: " + name + " (expected: own, default)");
    };
  }

  /** A body that may be interrupted. */
  interface Body {
    void run() throws Exception;
  }

  /** Starts threads that do the same and waits for all of them. */
  void runAll(int count, Body body) {
    CountDownLatch end = startAll(count, body);
    awaitAll(end);
  }

  CountDownLatch startAll(int count, Body body) {
    CountDownLatch end = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      start(body, end);
    }
    return end;
  }

  /** Starts a thread that counts the latch down at its end. */
  Thread start(Body body, CountDownLatch end) {
    Runnable whole =
        () -> {
          try {
            body.run();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          } finally {
            end.countDown();
          }
        };
    Thread thread =
        scheduler == null ? Thread.ofVirtual().unstarted(whole) : scheduler.newThread(whole);
    thread.start();
    return thread;
  }

  void awaitAll(CountDownLatch end) {
    if (scheduler != null) {
      scheduler.runUntil(end);
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
