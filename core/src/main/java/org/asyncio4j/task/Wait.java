package org.asyncio4j.task;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.error.NotAwaitableException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Relay;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.wait}, 3.14; code becomes tasks, which asyncio gave up in 3.11. */
public final class Wait<T extends @Nullable Object> {
  private final Set<Future<T>> futures;
  private final ReturnWhen when;
  private final Future<@Nullable Void> waiter;
  private int missing;
  private @Nullable TimerHandle timer;

  private Wait(TaskLoop loop, Set<Future<T>> futures, ReturnWhen when) {
    this.futures = futures;
    this.when = when;
    this.waiter = Waiter.create(loop.engine(), new Parts());
    this.missing = futures.size();
  }

  /** What the waiting task waits for. */
  private final class Parts implements Combined {
    @Override
    public String verb() {
      return "wait";
    }

    @Override
    public Collection<Future<T>> heldBy() {
      return futures;
    }

    @Override
    public boolean needsAll() {
      return when == ReturnWhen.ALL_COMPLETED;
    }

    @Override
    public @Nullable Duration deadline() {
      TimerHandle handle = timer;
      return handle == null ? null : handle.when();
    }
  }

  /**
   * Suspends the current task until some or all are done. Cancels nothing.
   *
   * @param <T> the type of the results
   * @param awaitables futures, or code that becomes tasks; at least one
   * @param timeout how long to wait at most; null for as long as it takes
   * @param when when to return
   * @return those that are done, and the others
   * @throws IllegalArgumentException if there are none, or if one is a {@link Coroutine} object
   */
  public static <T extends @Nullable Object> WaitResult<T> of(
      Collection<? extends Awaitable<? extends T>> awaitables,
      @Nullable Duration timeout,
      ReturnWhen when) {
    Objects.requireNonNull(awaitables, "awaitables");
    Objects.requireNonNull(when, "when");
    if (awaitables.isEmpty()) {
      throw new IllegalArgumentException("Set of Tasks/Futures is empty.; wait needs at least one");
    }
    for (Awaitable<? extends T> each : awaitables) {
      if (Objects.requireNonNull(each, "awaitable") instanceof Coroutine<?>) {
        throw new NotAwaitableException(
            "Passing coroutines is forbidden, use tasks explicitly.; "
                + each
                + " could not be told from its task in the result: createTask(...) it first");
      }
    }
    TaskLoop loop = TaskLoop.current();
    TaskLoop.taskFor("wait");
    Set<Future<T>> futures = new LinkedHashSet<>();
    for (Awaitable<? extends T> each : awaitables) {
      Future<T> future = EnsureFuture.in(loop, each);
      if (future.loop() != loop) {
        throw new IllegalArgumentException(
            "wait got " + future + " attached to a different loop; it runs in " + loop);
      }
      futures.add(future);
    }
    return new Wait<>(loop, futures, when).await(loop, timeout);
  }

  /** Waits even if all are done, for two turns of the loop then, as CPython does. */
  private WaitResult<T> await(TaskLoop loop, @Nullable Duration timeout) {
    if (timeout != null) {
      timer = loop.callLater(timeout, this::release);
    }
    DoneCallback<T> callback = new Relay<>(waiter, this::oneDone);
    Context context = Context.current().copy();
    try {
      for (Future<T> future : futures) {
        future.addDoneCallback(callback, context);
      }
      waiter.await();
    } finally {
      if (timer != null) {
        timer.cancel();
      }
      for (Future<T> future : futures) {
        future.removeDoneCallback(callback);
      }
    }
    return result();
  }

  private void oneDone(Future<T> future) {
    missing--;
    if (missing <= 0
        || when == ReturnWhen.FIRST_COMPLETED
        || (when == ReturnWhen.FIRST_EXCEPTION
            && !future.cancelled()
            && future.exception() != null)) {
      if (timer != null) {
        timer.cancel();
      }
      release();
    }
  }

  private void release() {
    if (!waiter.done()) {
      waiter.setResult(null);
    }
  }

  private WaitResult<T> result() {
    Set<Future<T>> done = new LinkedHashSet<>();
    Set<Future<T>> pending = new LinkedHashSet<>();
    for (Future<T> future : futures) {
      (future.done() ? done : pending).add(future);
    }
    return new WaitResult<>(done, pending);
  }
}
