package org.asyncio4j.io.selector;

import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.Handle;
import org.jspecify.annotations.Nullable;

/** A user's callback on a channel, which runs in each turn in which the channel is ready. */
public final class UserCallback extends IoReady implements Handle {
  private final Action callback;
  private final Context context;

  /** Any thread may read; the loop's thread writes. */
  private volatile boolean cancelled;

  /**
   * Makes one, to run in a copy of the current context.
   *
   * @param callback the user's code
   */
  public UserCallback(Action callback) {
    this.callback = callback;
    this.context = Context.current().copy();
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  protected void replaced() {
    cancel();
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  protected @Nullable Fiber run(Engine engine) {
    return cancelled ? null : engine.onRunner(this);
  }

  @Override
  protected void runUserCode(Engine engine, Fiber fiber) {
    fiber.context = context;
    try {
      callback.run();
    } catch (KeyboardInterrupt | SystemExit e) {
      engine.escape(e);
    } catch (Throwable e) {
      engine.report(
          new ExceptionContext("Exception in callback " + Engine.describe(callback), e)
              .withHandle(this));
    } finally {
      fiber.context = null;
    }
  }

  @Override
  public String toString() {
    return cancelled ? "<Handle cancelled>" : "<Handle " + Engine.describe(callback) + ">";
  }
}
