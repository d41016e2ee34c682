package org.asyncio4j.engine;

import java.time.Duration;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.function.Action;

/** The wait of the thread that called {@code run} for the thread that turns the loop. */
final class CarrierWait {
  private final Engine engine;
  private final Carrier carrier;

  CarrierWait(Engine engine, Carrier carrier) {
    this.engine = engine;
    this.carrier = carrier;
  }

  /**
   * Returns whether the loop has ended; false if the caller is to go on without it. An interrupt of
   * the waiting thread is told to the loop, and the thread's flag is set again in the end.
   */
  boolean await(Action interrupted, GiveUp giveUp) {
    boolean flag = false;
    try {
      for (; ; ) {
        long nanos = giveUp.waitNanos();
        if (nanos <= 0 && carrier.isAlive()) {
          return false;
        }
        try {
          if (carrier.join(Duration.ofNanos(Math.max(nanos, 1)))) {
            return true;
          }
        } catch (InterruptedException e) {
          flag = true;
          engine.soonThreadsafe(new CallbackHandle(interrupted, Context.current().copy(), null));
        }
      }
    } finally {
      if (flag) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
