package org.asyncio4j.conformance;

import org.asyncio4j.Asyncio;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.loop.Poller;
import org.asyncio4j.testkit.VirtualClock;
import org.jspecify.annotations.Nullable;

/**
 * Ends a program whose virtual time runs too far: what is due at that time still runs, in one turn
 * of the loop, and at the beginning of the next turn the trace ends.
 */
final class TimeLimit {
  private static final long MAX_NANOS = 10_000_000L * 1_000_000;

  private final VirtualClock clock;
  private final Trace trace;
  private @Nullable EventLoop loop;
  private boolean passed;

  TimeLimit(VirtualClock clock, Trace trace) {
    this.clock = clock;
    this.trace = trace;
  }

  /** Makes a loop whose time is limited. */
  EventLoop makeLoop() {
    LoopOptions options = clock.loopOptions();
    EventLoop made =
        Asyncio.newEventLoop(
            options.withTime(clock, time -> new Limited(options.poller().apply(time))));
    loop = made;
    return made;
  }

  private void moved() {
    EventLoop limited = loop;
    if (!passed && clock.nanoTime() > MAX_NANOS && limited != null) {
      passed = true;
      limited.callSoon(() -> limited.callSoon(() -> trace.end("run limit")));
    }
  }

  /** Moves the clock as the poller below does, and looks how far. */
  private final class Limited implements Poller {
    private final Poller poller;

    Limited(Poller poller) {
      this.poller = poller;
    }

    @Override
    public boolean poll(long deadlineNanos, boolean workOutside) {
      boolean hope = poller.poll(deadlineNanos, workOutside);
      moved();
      return hope;
    }

    @Override
    public void wakeup() {
      poller.wakeup();
    }
  }
}
