package org.asyncio4j.engine;

import org.asyncio4j.fiber.Fiber;
import org.jspecify.annotations.Nullable;

/**
 * What a loop's machine shows to tools. Any thread; the numbers may be a little old and need not
 * fit each other while the loop runs. Taking them costs the loop nothing.
 *
 * @param steps callbacks and steps of tasks so far
 * @param turns turns so far
 * @param ready how many stand in the ready queue
 * @param timers how many timers are set, with those that were cancelled and are not thrown out yet
 * @param blocked how many tasks sit in a blocking call of the JDK, and leave the loop free
 * @param waits whether the loop waits for something to do
 * @param step what runs now; null if nothing does
 * @param holder the fiber it runs on; null if there was none
 */
public record Readings(
    long steps,
    long turns,
    int ready,
    int timers,
    int blocked,
    boolean waits,
    @Nullable Object step,
    @Nullable Fiber holder) {

  /**
   * Takes them.
   *
   * @param engine the loop's machine
   * @return the readings
   */
  public static Readings of(Engine engine) {
    Turn turn = engine.turn();
    boolean idle = turn.waits() || !engine.isRunning();
    return new Readings(
        turn.steps(),
        turn.turns(),
        turn.readyCount(),
        turn.timerCount(),
        turn.blocked(),
        turn.waits(),
        idle ? null : turn.current(),
        idle ? null : turn.holder());
  }

  /**
   * Returns the fiber that holds the loop. Any thread.
   *
   * @param engine the loop's machine
   * @return the fiber; null if none does
   */
  public static @Nullable Fiber runningFiber(Engine engine) {
    Fiber holder = engine.turn().holder();
    return holder != null && holder.state() == Fiber.RUNNING ? holder : null;
  }

  /**
   * Returns the time as the loop has last read it: in this turn if a timer is set, else after its
   * last wait or some turns ago. Reading the clock for each task would cost more than the rest of
   * what can be seen of it. The loop's thread.
   *
   * @param engine the loop's machine
   * @return nanoseconds on the loop's clock
   */
  public static long turnNanos(Engine engine) {
    return engine.isRunning() ? engine.turn().turnNanos() : engine.nanoTime();
  }
}
