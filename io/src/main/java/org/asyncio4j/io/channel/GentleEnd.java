package org.asyncio4j.io.channel;

import java.time.Duration;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/**
 * Ends a child: asks it, and kills it when it has not ended after a time.
 *
 * <pre>
 *   running --begin--> asked --the time is over, now--> killed
 *      |                 \------------------------------/ \--gone--> gone
 *      \--begin without time, now-----------------------^
 * </pre>
 *
 * <p>The loop's thread.
 */
final class GentleEnd {
  /** What is ended. */
  interface Child {
    /** Asks it to end. */
    void ask();

    /** Ends it. */
    void end();
  }

  private enum State {
    RUNNING,
    ASKED,
    KILLED,
    GONE
  }

  private final EventLoop loop;
  private final Child child;
  private State state = State.RUNNING;
  private @Nullable TimerHandle timer;

  GentleEnd(EventLoop loop, Child child) {
    this.loop = loop;
    this.child = child;
  }

  /** Begins, unless that was done. */
  void begin(Duration grace) {
    if (state != State.RUNNING) {
      return;
    }
    if (grace.isZero()) {
      now();
      return;
    }
    state = State.ASKED;
    child.ask();
    timer = loop.callLater(grace, this::now);
  }

  /** Kills. */
  void now() {
    if (state == State.RUNNING || state == State.ASKED) {
      state = State.KILLED;
      cancelTimer();
      child.end();
    }
  }

  /** The child has ended. */
  void gone() {
    state = State.GONE;
    cancelTimer();
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
