package org.asyncio4j.benchmarks.peer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The thread pool of workload W7, the same for all peers. */
public final class Pool {
  private static final int THREADS = 4;

  private Pool() {}

  /** What runs there. */
  public static int one() {
    return 1;
  }

  /** Starts a pool. */
  public static ExecutorService start() {
    return Executors.newFixedThreadPool(
        THREADS, Thread.ofPlatform().daemon().name("pool-", 0).factory());
  }
}
