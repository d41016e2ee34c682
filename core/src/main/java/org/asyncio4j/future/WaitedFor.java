package org.asyncio4j.future;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task really waits for where the future that it awaits is only the means: a lock, a queue,
 * a timer, another thread. For reports and for tools that draw who waits for whom.
 *
 * <p><b>Threads.</b> Any may ask; an answer may be out of date while the loop runs.
 */
public interface WaitedFor {
  /**
   * Names it, with its state. Runs no code of the program: also the loop's own thread asks.
   *
   * @return a text such as {@code <Lock locked owner='Task-3' waiters=2>}
   */
  String describe();

  /**
   * Returns whose going on would end the wait.
   *
   * @return the tasks that hold it; empty if nobody does, or nobody knows
   */
  default Collection<? extends Future<?>> heldBy() {
    return List.of();
  }

  /**
   * Returns when the wait ends by itself.
   *
   * @return time on the loop's clock, or null if it does not
   */
  default @Nullable Duration deadline() {
    return null;
  }
}
