package org.asyncio4j.task;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/**
 * The executor of a loop for calls that name none; made when first needed, with as many threads as
 * CPython's. Loop's thread only.
 *
 * <pre>
 *   none --first call--> open --shutdown--> shut down
 * </pre>
 */
final class DefaultExecutor {
  private static final int THREADS = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

  private final TaskLoop loop;
  private @Nullable ExecutorService service;
  private boolean shutdown;

  DefaultExecutor(TaskLoop loop) {
    this.loop = loop;
  }

  ExecutorService get() {
    if (shutdown) {
      throw new IllegalStateException(
          "Executor shutdown has been called; hand an executor of your own to runInExecutor");
    }
    ExecutorService now = service;
    if (now == null) {
      now = pool();
      service = now;
    }
    return now;
  }

  /** Threads end after a second without work, so that a loop nobody closes keeps no JVM alive. */
  private ExecutorService pool() {
    AtomicInteger number = new AtomicInteger();
    String prefix = loop.engine().name() + "-worker-";
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(null, work, prefix + number.incrementAndGet(), 0, false));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  void set(ExecutorService newService) {
    service = newService;
  }

  /** Suspends the current task until the threads have ended. */
  void shutdown(Duration timeout) {
    shutdown = true;
    ExecutorService now = service;
    if (now == null) {
      return;
    }
    now.shutdown();
    if (now.isTerminated()) {
      return;
    }
    long nanos = Nanos.of(timeout);
    Future<Boolean> ended =
        ExecutorCall.submit(
            loop.engine(),
            work -> Thread.ofPlatform().daemon().name("asyncio-executor-shutdown").start(work),
            () -> now.awaitTermination(nanos, TimeUnit.NANOSECONDS));
    if (!ended.await()) {
      System.getLogger("org.asyncio4j")
          .log(
              Level.WARNING,
              "The executor did not finish joining its threads within {0} seconds; they are left"
                  + " running: {1}",
              timeout.toMillis() / 1000.0,
              now);
    }
  }

  void shutdownNow() {
    shutdown = true;
    if (service != null) {
      service.shutdown();
    }
  }
}
