package org.asyncio4j.task;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.text.UserFrames;
import org.jspecify.annotations.Nullable;

/**
 * What tasks wait for, as text: {@code Task 'a' (at Demo.java:12) waits for <Lock locked> held by
 * Task 'b'}. Any thread; never throws.
 */
final class WaitText {
  private static final int FEW = 5;

  private WaitText() {}

  /** Names a future shortly: nothing of what it waits for. */
  static String nameOf(Future<?> future) {
    if (future instanceof Task<?> task) {
      return "Task '" + task.name() + "'";
    }
    WaitedFor what = what(future);
    return what == null ? future.toString() : describe(what);
  }

  /** Who has to go on before the wait ends. */
  static Collection<? extends Future<?>> holders(WaitedFor what) {
    try {
      return what.heldBy();
    } catch (RuntimeException e) {
      return List.of(); // read while the loop changes it
    }
  }

  private static String describe(WaitedFor what) {
    try {
      return what.describe();
    } catch (RuntimeException e) {
      return "<" + Engine.describe(what) + " that changes>"; // read while the loop changes it
    }
  }

  /** What a future stands for, if it is but the means. */
  static @Nullable WaitedFor what(Future<?> future) {
    if (future instanceof Waiter<?> waiter) {
      return waiter.what();
    }
    return future instanceof WaitedFor self ? self : null;
  }

  /** Names what is awaited and, if that is known, who holds it. */
  static String awaited(Future<?> future) {
    WaitedFor what = what(future);
    if (what == null || what instanceof Combined) {
      return nameOf(future);
    }
    Collection<? extends Future<?>> holders = holders(what);
    if (holders.isEmpty()) {
      return describe(what);
    }
    String more = holders.size() > FEW ? " and " + (holders.size() - FEW) + " more" : "";
    return describe(what)
        + " held by "
        + holders.stream().limit(FEW).map(WaitText::nameOf).collect(Collectors.joining(", "))
        + more;
  }

  /** Says in a line where a task stands and what it waits for. */
  static String line(Task<?> task, @Nullable Task<?> lockOwner) {
    StackTraceElement place = task.stack().stream().findFirst().orElse(null);
    String who = nameOf(task) + (place == null ? "" : " (at " + UserFrames.place(place) + ")");
    Future<?> awaited = task.waitingFor();
    return switch (task.state()) {
      case CREATED -> who + " has not started";
      case READY -> who + " is ready";
      case RUNNING -> who + " runs";
      case DONE -> who + " is done";
      case WAITING -> who + " waits" + (awaited == null ? "" : " for " + awaited(awaited));
      case BLOCKED ->
          who
              + (lockOwner != null
                  ? " waits for a lock of the JDK held by " + nameOf(lockOwner)
                  : waitsForLock(task.fiber())
                      ? " waits for a lock of the JDK"
                      : " is in a blocking call");
    };
  }

  /** Whether a fiber has left the loop in a lock of the JDK. */
  static boolean waitsForLock(@Nullable Fiber fiber) {
    return fiber != null && fiber.state() == Fiber.BLOCKED && JdkLock.wanted(fiber.thread());
  }
}
