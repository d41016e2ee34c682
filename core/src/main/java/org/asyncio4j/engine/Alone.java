package org.asyncio4j.engine;

import java.util.Objects;
import org.asyncio4j.fiber.Fiber;

/**
 * A stretch of a task's code in which nothing else of its loop may run: the JDK's own waits hold
 * the loop, and an await is refused. Whoever holds the loop.
 */
public final class Alone {
  private Alone() {}

  /**
   * Begins a stretch. In a task or callback.
   *
   * @return what {@link #end} needs
   */
  public static boolean begin() {
    Fiber here = Objects.requireNonNull(Fiber.current());
    boolean before = here.holds;
    here.holds = true;
    return before;
  }

  /**
   * Ends a stretch.
   *
   * @param before what {@link #begin} has returned
   */
  public static void end(boolean before) {
    Objects.requireNonNull(Fiber.current()).holds = before;
  }

  /**
   * Checks that other code may run now.
   *
   * @param engine the loop's machine
   * @throws IllegalStateException inside such a stretch
   */
  public static void checkMayLeave(Engine engine) {
    if (engine.turn().held()) {
      throw new IllegalStateException(
          "await while bytes are lent: the buffer is the loop's, and others need it; let the code"
              + " take the bytes or copy them, and await after it");
    }
  }
}
