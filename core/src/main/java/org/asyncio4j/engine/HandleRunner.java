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
  private final Engine engine;
  private final Turn turn;

  /** Set before the fiber starts. */
  @Nullable Fiber fiber;

  /** Whether it waits for user code to run. */
  boolean idle;

  boolean dismissed;

  HandleRunner(Engine engine, Turn turn) {
    this.engine = engine;
    this.turn = turn;
  }

  @Override
  public void run() {
    Fiber self = fiber;
    if (self == null) {
      throw new IllegalStateException("a runner was started before it had a fiber");
    }
    boolean goesOn = true;
    while (goesOn) {
      Ready user = turn.runners().work();
      if (user != null) {
        goesOn = runOne(user, self);
      }
      if (goesOn) {
        Fiber next = turn.advance();
        if (next != self) {
          waitForWork(self, next);
          goesOn = !dismissed;
        }
      }
    }
  }

  /** Leaves; the carrier goes on with the next fiber, or looks for itself. */
  private void waitForWork(Fiber self, @Nullable Fiber next) {
    turn.handOff(next);
    idle = true;
    if (!self.suspend()) {
      throw new IllegalStateException("a runner at its bottom cannot be pinned");
    }
    idle = false;
  }

  /** Returns whether this fiber may take more. */
  private boolean runOne(Ready user, Fiber self) {
    try {
      user.runUserCode(engine, self);
    } catch (Throwable e) {
      engine.report(new ExceptionContext("Unexpected error while running " + user, e));
    }
    self.task = null;
    self.context = null;
    return turn.runners().done(this, self.reset(), user);
  }
}
