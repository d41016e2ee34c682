package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** An executor with one thread, on which all callbacks run. */
final class Loop implements AutoCloseable {
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("loop").factory());

  ExecutorService executor() {
    return executor;
  }

  /** A future that is done after all that is ready has gone first: sleep(0). */
  CompletableFuture<Void> yielding() {
    return CompletableFuture.runAsync(() -> {}, executor);
  }

  /** Starts chains on the loop and waits for the sum of their results. */
  long sum(int count, IntFunction<CompletableFuture<Long>> chain) {
    return CompletableFuture.supplyAsync(() -> startAll(count, chain), executor)
        .thenCompose(all -> all)
        .join();
  }

  private static CompletableFuture<Long> startAll(
      int count, IntFunction<CompletableFuture<Long>> chain) {
    CompletableFuture<?>[] all =
        IntStream.range(0, count).mapToObj(chain).toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .thenApply(_ -> IntStream.range(0, count).mapToLong(i -> (Long) all[i].join()).sum());
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
