package org.asyncio4j.task;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.engine.Timer;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.sleep}, 3.14. */
public final class Sleep {
  private Sleep() {}

  /** Ends the sleeper's future when its time has come. */
  private static final class Alarm extends Timer implements WaitedFor {
    private final Future<@Nullable Void> future;

    Alarm(long whenNanos, Engine engine) {
      super(whenNanos);
      this.future = Waiter.create(engine, this);
    }

    @Override
    public String describe() {
      return "<sleep until " + whenNanos() / 1e9 + ">";
    }

    @Override
    public Duration deadline() {
      return Duration.ofNanos(whenNanos());
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
    Alarm alarm = new Alarm(Nanos.after(engine.nanoTime(), delay), engine);
    engine.schedule(alarm);
    try {
      alarm.future.await();
    } finally {
      alarm.cancel(engine);
    }
  }
}
