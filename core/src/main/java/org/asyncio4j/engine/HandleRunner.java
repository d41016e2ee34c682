package org.asyncio4j.engine;

import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;

/**
 * The body of a fiber that runs user code: one handle after the other, until its code suspends and
 * another runner takes its place.
 *
 * <pre>
 *   idle &lt;--> runs user code --suspends--> belongs to that code --its code ends, no other runner--> runner
 *    |                                                         \--there is another----------------> ends
 *    \--the run ends--> dismissed --> ends
 * </pre>
 */
final class HandleRunner implements Runnable {
  /** Set before it starts. */
  @Nullable Fiber fiber;

  /** Whether it waits for user code to run. */
  boolean idle;

  boolean dismissed;

  private boolean mayTakeMore = true;

  /*
   * Nothing but calls stands behind the point where user code may suspend, here and in runOne. A branch
   * there that no code had come to when the JIT compiled this would make each of a million suspended
   * stacks fall back to the interpreter, one by one, when it goes on.
   */
  @Override
  public void run() {
    Fiber self = fiber;
    if (self == null) {
      throw new IllegalStateException("a runner was started before it had a fiber");
    }
    Turn turn = (Turn) self.host();
    runNext(turn, self);
    serve(turn, self);
  }

  /** Takes one after the other, for as long as this is a runner. */
  private void serve(Turn turn, Fiber self) {
    while (mayTakeMore) {
      self.holds = true; // the machine is in the middle of something
      Fiber next = turn.advance();
      self.holds = false;
      if (next != self) {
        waitForWork(turn, self, next);
        mayTakeMore = !dismissed;
      }
      runNext(turn, self);
    }
  }

  private void runNext(Turn turn, Fiber self) {
    Ready user = turn.runners().work();
    if (user != null) {
      runOne(turn, user, self);
    }
  }

  /** Leaves; the carrier goes on with the next fiber, or looks for itself. */
  private void waitForWork(Turn turn, Fiber self, @Nullable Fiber next) {
    turn.handOff(next);
    idle = true;
    if (!self.suspend()) {
      throw new IllegalStateException("a runner at its bottom cannot be pinned");
    }
    idle = false;
  }

  private void runOne(Turn turn, Ready user, Fiber self) {
    try {
      user.runUserCode(turn.engine(), self);
    } catch (Throwable e) {
      turn.engine().report(new ExceptionContext("Unexpected error while running " + user, e));
    }
    self.task = null;
    self.context = null;
    mayTakeMore = turn.runners().done(this, self, user);
  }
}
