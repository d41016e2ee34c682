package org.asyncio4j.cli.look;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls to another process, which may be stopped and never answer. */
final class Patience {
  private static final long SLICE_MILLIS = 500;

  private Patience() {}

  /** Looks now and then whether there is something to wait for. */
  @FunctionalInterface
  interface Check {
    /** For a call that can be waited for in any case. */
    Check NONE = () -> {};

    void check() throws LookException;
  }

  /**
   * Makes a call on another thread and waits for it.
   *
   * @param <T> the type of the result
   * @param seconds how long to wait
   * @param call the call
   * @param giveUp ends the call when the time is over
   * @param whileWaiting throws if no answer can come
   * @return its result
   * @throws TimeoutException if the time is over
   * @throws IOException if the call throws it
   * @throws LookException if the call or the check throws it
   */
  static <T> T within(int seconds, Callable<T> call, Closeable giveUp, Check whileWaiting)
      throws IOException, TimeoutException, LookException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(call.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return await(result, seconds, whileWaiting);
    } catch (TimeoutException | LookException e) {
      giveUp.close();
      throw e;
    } catch (InterruptedException e) {
      giveUp.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case LookException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IOException(String.valueOf(e.getCause()), e.getCause());
      }
    }
  }

  private static <T> T await(CompletableFuture<T> result, int seconds, Check whileWaiting)
      throws InterruptedException, ExecutionException, TimeoutException, LookException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      try {
        return result.get(Math.clamp(left, 0, SLICE_MILLIS), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        whileWaiting.check();
        if (left <= SLICE_MILLIS) {
          throw e;
        }
      }
    }
  }
}
