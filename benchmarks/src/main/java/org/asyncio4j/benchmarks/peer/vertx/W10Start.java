package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Future;

/** A program that says hello from an event loop. */
public final class W10Start {
  private W10Start() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    try (EventLoop loop = new EventLoop()) {
      loop.sum(
          1,
          _ -> {
            System.out.println("hello");
            return Future.succeededFuture(1L);
          });
    }
  }
}
