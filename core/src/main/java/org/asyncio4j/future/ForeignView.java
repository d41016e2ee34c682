package org.asyncio4j.future;

import java.util.concurrent.CompletableFuture;
import org.asyncio4j.error.CancelledError;
import org.jspecify.annotations.Nullable;

/** A future as code outside the loop sees it. */
final class ForeignView<T extends @Nullable Object> extends CompletableFuture<T> {
  private final Future<T> inner;

  private ForeignView(Future<T> inner) {
    this.inner = inner;
  }

  static <T extends @Nullable Object> ForeignView<T> of(Future<T> inner) {
    ForeignView<T> view = new ForeignView<>(inner);
    if (inner.done()) {
      view.take(inner);
    } else {
      inner.addDoneCallback(view::take);
    }
    return view;
  }

  private void take(Future<T> done) {
    if (done.cancelled()) {
      super.cancel(false);
      return;
    }
    Throwable failure = done.exception();
    if (failure == null) {
      complete(done.result());
    } else if (failure instanceof CancelledError) {
      super.cancel(false);
    } else {
      completeExceptionally(failure);
    }
  }

  /** Cancels the inner future too; from any thread. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled && !inner.done()) {
      inner.cancelSoon();
    }
    return cancelled;
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
