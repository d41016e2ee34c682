package org.asyncio4j.engine;

import java.time.Duration;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** A callback that a user has scheduled for a time. */
final class UserTimer extends CallbackHandle implements TimerHandle {
  private final Engine engine;
  private final Timer trigger;

  UserTimer(
      Engine engine,
      long whenNanos,
      Action callback,
      Context context,
      @Nullable Throwable created) {
    super(callback, context, created);
    this.engine = engine;
    this.trigger = new Trigger(whenNanos);
    engine.schedule(trigger);
  }

  @Override
  public void cancel() {
    engine.checkThread("TimerHandle.cancel");
    super.cancel();
    trigger.cancel(engine);
  }

  @Override
  public Duration when() {
    return Duration.ofNanos(trigger.whenNanos);
  }

  @Override
  public String toString() {
    return super.toString().replace("<Handle", "<TimerHandle when=" + trigger.whenNanos / 1e9);
  }

  private final class Trigger extends Timer {
    Trigger(long whenNanos) {
      super(whenNanos);
    }

    @Override
    protected @Nullable Fiber fire(Engine unused) {
      return UserTimer.this.run(engine);
    }

    @Override
    protected void drop(Engine unused) {
      UserTimer.super.drop(engine);
    }
  }
}
