package org.asyncio4j.io.soak;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.io.transport.Server;

/** A loop on a thread of its own that serves until closed. Not for tasks. */
final class ServingLoop implements AutoCloseable {
  private final CompletableFuture<Server> started = new CompletableFuture<>();
  private final CompletableFuture<Void> stop = new CompletableFuture<>();
  private final CompletableFuture<Void> ended;

  private ServingLoop(String driver, Awaitable<Server> start) {
    ended =
        CompletableFuture.runAsync(
            () -> Asyncio.run(() -> serve(driver, start)),
            body -> Thread.ofPlatform().name("serving").start(body));
    ended.whenComplete((_, error) -> {
      if (error != null) {
        started.completeExceptionally(error);
      }
    });
  }

  static ServingLoop start(String driver, Awaitable<Server> start) {
    ServingLoop loop = new ServingLoop(driver, start);
    loop.started.join();
    return loop;
  }

  private void serve(String driver, Awaitable<Server> start) {
    String got = Asyncio.getRunningLoop().driver();
    if (!got.equals(driver)) {
      throw new IllegalStateException("driver: " + got + " (expected: " + driver + ")");
    }
    Server server = Asyncio.await(start);
    started.complete(server);
    Asyncio.await(stop);
    server.close();
    server.abortClients();
    server.waitClosed();
  }

  int port() {
    return started.join().port();
  }

  /** How many connections the server has now. */
  int connections() {
    Server server = started.join();
    return Asyncio.runCoroutineThreadsafe(() -> server.connections(), server.loop()).join();
  }

  @Override
  public void close() {
    stop.complete(null);
    ended.join();
  }
}
