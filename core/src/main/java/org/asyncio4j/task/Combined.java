package org.asyncio4j.task;

import java.util.Collection;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.WaitedFor;

/** What a combinator waits for: other futures, of which some may be done. */
interface Combined extends WaitedFor {
  /** How many are named in a text. */
  int FEW = 5;

  /** The combinator's name. */
  String verb();

  @Override
  Collection<? extends Future<?>> heldBy();

  /**
   * Tells whether the wait cannot end before all are done; else one of them, if need be by failing,
   * may end it.
   */
  default boolean needsAll() {
    return false;
  }

  /** Such as {@code gather(Task 'a', shield(...))}; what is done is left out. */
  @Override
  default String describe() {
    StringBuilder text = new StringBuilder(verb()).append('(');
    int pending = 0;
    for (Future<?> part : WaitText.holders(this)) {
      if (!part.done() && pending++ < FEW) {
        text.append(pending == 1 ? "" : ", ")
            .append(
                WaitText.what(part) instanceof Combined inner
                    ? inner.verb() + "(...)"
                    : WaitText.nameOf(part));
      }
    }
    if (pending > FEW) {
      text.append(", and ").append(pending - FEW).append(" more");
    }
    return text.append(')').toString();
  }
}
