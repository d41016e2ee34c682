package org.asyncio4j.benchmarks.peer.completablefuture;

import java.util.concurrent.CompletableFuture;

/** A program that says hello from a future. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) {
    try (Loop loop = new Loop()) {
      CompletableFuture<Void> hello = loop.yielding().thenRun(() -> System.out.println("hello"));
      hello.join();
    }
  }
}
