package org.asyncio4j.task;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Timer;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.sleep}, 3.14. */
public final class Sleep {
  private Sleep() {}

  /** Ends the sleeper's future when its time has come. */
  private static final class Alarm extends Timer {
    private final Future<@Nullable Void> future;

    Alarm(long whenNanos, Future<@Nullable Void> future) {
      super(whenNanos);
      this.future = future;
    }

    @Override
    protected @Nullable Fiber fire(Engine engine) {
      if (!future.done()) {
        future.setResult(null);
      }
      return null;
    }
  }

  /**
   * Suspends the current task.
   *
   * @param delay how long, on the loop's clock; zero or less yields to the loop once
   */
  public static void of(Duration delay) {
    Objects.requireNonNull(delay, "delay");
    Task<?> task = TaskLoop.taskFor("sleep");
    if (delay.isZero() || delay.isNegative()) {
      task.yieldOnce();
      return;
    }
    Engine engine = ((TaskLoop) task.loop()).engine();
    Future<@Nullable Void> future = Future.create(engine);
    Alarm alarm = new Alarm(Nanos.after(engine.nanoTime(), delay), future);
    engine.schedule(alarm);
    try {
      future.await();
    } finally {
      alarm.cancel(engine);
    }
  }
}
