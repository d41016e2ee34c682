package org.asyncio4j.task;

import java.util.List;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Relay;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/*
 *   outer pending, inner pending --inner done--> outer ends likewise
 *                \--outer cancelled--> inner goes on; should it fail, that is reported
 */
/** {@code asyncio.shield}, 3.14. */
public final class Shield {
  /** One object, so that several shields over one future report its failure once. */
  private static final DoneCallback<?> REPORT_FAILURE = Shield::reportFailure;

  private Shield() {}

  /** What who awaits the outer future waits for. */
  private record Protected(Future<?> inner) implements Combined {
    @Override
    public String verb() {
      return "shield";
    }

    @Override
    public List<Future<?>> heldBy() {
      return List.of(inner);
    }
  }

  @SuppressWarnings("unchecked") // asks for the failure only
  private static <T extends @Nullable Object> DoneCallback<T> reportFailure() {
    return (DoneCallback<T>) REPORT_FAILURE;
  }

  /**
   * Protects an awaitable from the cancellation of those who wait for it.
   *
   * @param <T> the type of the result
   * @param awaitable a future, or code that becomes a task
   * @return a future that can be cancelled without cancelling the awaitable; the awaitable itself
   *     if it is done already
   */
  public static <T extends @Nullable Object> Future<T> of(Awaitable<T> awaitable) {
    Future<T> inner =
        EnsureFuture.in(
            awaitable instanceof Future<T> future ? future.loop() : TaskLoop.current(), awaitable);
    if (inner.done()) {
      return inner;
    }
    Future<T> outer = Waiter.create(((TaskLoop) inner.loop()).engine(), new Protected(inner));
    DoneCallback<T> innerDone = new Relay<>(outer, done -> pass(done, outer));
    inner.addDoneCallback(innerDone);
    outer.addDoneCallback(_ -> {
      if (!inner.done()) {
        inner.removeDoneCallback(innerDone);
        inner.removeDoneCallback(Shield.<T>reportFailure());
        inner.addDoneCallback(Shield.<T>reportFailure());
      }
    });
    return outer;
  }

  private static <T extends @Nullable Object> void pass(Future<T> inner, Future<T> outer) {
    if (outer.done()) {
      return;
    }
    if (inner.cancelled()) {
      outer.cancel();
      return;
    }
    Throwable error = inner.exception();
    if (error == null) {
      outer.setResult(inner.result());
    } else {
      outer.setException(error);
    }
  }

  private static void reportFailure(Future<?> inner) {
    if (inner.cancelled()) {
      return;
    }
    Throwable error = inner.exception();
    if (error != null) {
      inner
          .loop()
          .callExceptionHandler(
              new ExceptionContext(
                      error.getClass().getSimpleName() + " exception in shielded future", error)
                  .withFuture(inner));
    }
  }
}
