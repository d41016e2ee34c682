package org.asyncio4j.engine;

import java.util.Objects;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.FiberDriver;
import org.jspecify.annotations.Nullable;

/**
 * The fibers that run user code and have none of their own under way: at most one whose thread is
 * as new, for tasks, and one that callbacks have left something behind in, for callbacks. Whoever
 * holds the loop.
 */
final class Runners {
  private final Turn turn;
  private @Nullable HandleRunner fresh;
  private @Nullable HandleRunner used;
  private @Nullable Ready work;

  Runners(Turn turn) {
    this.turn = turn;
  }

  /** Returns the fiber that will run this user code when it is resumed. */
  Fiber take(Ready user) {
    work = user;
    HandleRunner runner = user.wantsFreshThread() || used == null ? fresh : used;
    if (runner == null) {
      runner = new HandleRunner();
      runner.fiber = FiberDriver.chosen().create(turn, runner);
      fresh = runner;
    }
    return Objects.requireNonNull(runner.fiber);
  }

  /** What was to run does not: its maker could not leave. */
  void takeBack() {
    work = null;
  }

  @Nullable Ready work() {
    Ready user = work;
    work = null;
    return user;
  }

  /** Its code has suspended: it belongs to that code now. */
  void left(Fiber fiber) {
    if (fresh != null && fresh.fiber == fiber && !fresh.idle) {
      fresh = null;
    } else if (used != null && used.fiber == fiber && !used.idle) {
      used = null;
    }
  }

  /**
   * A runner's code has ended. Its thread is only cleaned where it is needed again.
   *
   * @param runner the runner
   * @param fiber its fiber
   * @param user what it has run
   * @return whether it may take more
   */
  boolean done(HandleRunner runner, Fiber fiber, Ready user) {
    boolean mayBeFresh = fresh == null || fresh == runner;
    if (mayBeFresh) {
      fresh = fiber.reset() ? runner : null;
      if (fresh == runner) {
        if (used == runner) {
          used = null; // or a task that suspends here would be resumed for a callback
        }
        return true;
      }
    }
    if (used == null && !user.wantsFreshThread()) {
      used = runner;
    }
    if (used != runner) {
      return false;
    }
    if (!mayBeFresh) {
      fiber.reset();
    }
    return true;
  }

  /** A thread that waits for ever is never collected, so idle runners end with the run. */
  void dismiss() {
    dismiss(fresh);
    dismiss(used);
    fresh = null;
    used = null;
  }

  private static void dismiss(@Nullable HandleRunner runner) {
    if (runner != null && runner.idle) {
      runner.dismissed = true;
      Objects.requireNonNull(runner.fiber).resume();
    }
  }
}
