package org.asyncio4j.benchmarks.peer.vertxvt;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Vert.x with one verticle whose tasks are virtual threads that take turns. */
final class VirtualThreadContext implements AutoCloseable {
  private static final int POOL_THREADS = 4;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(POOL_THREADS)
              .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
  private final Context context = deploy(vertx);

  private static Context deploy(Vertx vertx) {
    CompletableFuture<Context> started = new CompletableFuture<>();
    vertx.deployVerticle(
        new VerticleBase() {
          @Override
          public Future<?> start() {
            started.complete(context);
            return Future.succeededFuture();
          }
        },
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
    return started.join();
  }

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  /** Lets all that is ready go first: sleep(0). */
  void yieldNow() {
    Promise<@Nullable Void> turn = Promise.promise();
    context.runOnContext(_ -> turn.complete());
    turn.future().await();
  }

  /** Starts a task. */
  Future<Long> start(Callable<Long> body) {
    Promise<Long> end = Promise.promise();
    context.runOnContext(_ -> {
      try {
        end.complete(body.call());
      } catch (Exception e) {
        end.fail(e);
      }
    });
    return end.future();
  }

  /** Starts tasks that do the same and waits for the sum of their results. */
  long sum(int count, Callable<Long> body) throws Exception {
    return start(
            () -> {
              List<Future<Long>> all = new ArrayList<>(count);
              for (int i = 0; i < count; i++) {
                all.add(start(body));
              }
              Future.all(all).await();
              return all.stream().mapToLong(Future::result).sum();
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
