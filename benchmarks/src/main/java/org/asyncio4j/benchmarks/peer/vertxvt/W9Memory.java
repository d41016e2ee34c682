package org.asyncio4j.benchmarks.peer.vertxvt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.benchmarks.HeldTasks;
import org.jspecify.annotations.Nullable;

/** Tasks that each await a promise of their own. */
public final class W9Memory implements HeldTasks {
  @Override
  public long hold(int tasks, Runnable whileSuspended) throws Exception {
    try (VirtualThreadContext loop = new VirtualThreadContext()) {
      List<Promise<@Nullable Void>> gates = new ArrayList<>(tasks);
      List<Future<Long>> all = new ArrayList<>(tasks);
      CountDownLatch suspended = new CountDownLatch(tasks);
      for (int i = 0; i < tasks; i++) {
        Promise<@Nullable Void> gate = Promise.promise();
        gates.add(gate);
        all.add(
            loop.start(() -> {
              suspended.countDown();
              gate.future().await();
              return 1L;
            }));
      }
      suspended.await();
      whileSuspended.run();
      gates.forEach(Promise::complete);
      Future.all(all).toCompletionStage().toCompletableFuture().get();
      return all.stream().mapToLong(Future::result).sum();
    }
  }
}
