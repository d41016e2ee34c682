package org.asyncio4j.future;

import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Ready;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/** One call of {@code addDoneCallback}. */
final class DoneHandle<T extends @Nullable Object> extends Ready {
  final DoneCallback<T> callback;
  private final Future<T> future;
  private final Context context;

  DoneHandle(Future<T> future, DoneCallback<T> callback, Context context) {
    this.future = future;
    this.callback = callback;
    this.context = context;
  }

  @Override
  protected @Nullable Fiber run(Engine engine) {
    return engine.onRunner(this);
  }

  @Override
  protected void runUserCode(Engine engine, Fiber fiber) {
    fiber.context = context;
    try {
      callback.done(future);
    } catch (KeyboardInterrupt | SystemExit e) {
      engine.escape(e);
    } catch (Throwable e) {
      engine.report(new ExceptionContext("Exception in callback " + this, e).withFuture(future));
    } finally {
      fiber.context = null;
    }
  }

  @Override
  public String toString() {
    Object code = callback instanceof Relay<?> relay ? relay.callback() : callback;
    return Engine.describe(code) + "()";
  }
}
