package org.asyncio4j.benchmarks.peer.vertx;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A Vert.x with one event loop. */
final class EventLoop implements AutoCloseable {
  private static final int POOL_THREADS = 4;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(POOL_THREADS)
              .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
  private final Context context = vertx.getOrCreateContext();

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  /** Starts chains on the event loop and waits for the sum of their results. */
  long sum(int count, IntFunction<Future<Long>> chain) throws Exception {
    Promise<Long> end = Promise.promise();
    context.runOnContext(_ -> {
      List<Future<Long>> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(chain.apply(i));
      }
      Future.all(all).map(_ -> all.stream().mapToLong(Future::result).sum()).onComplete(end);
    });
    return end.future().toCompletionStage().toCompletableFuture().get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
