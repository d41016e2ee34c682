package org.asyncio4j.future;

import java.util.Arrays;
import org.asyncio4j.engine.Ready;

/** Two or more that wait for one future, in the order in which they came. */
final class Waiters {
  private Ready[] all = new Ready[4];
  private int from;
  private int to;

  Waiters add(Ready waiter) {
    if (to == all.length) {
      all = Arrays.copyOf(all, to * 2);
    }
    all[to++] = waiter;
    return this;
  }

  int size() {
    return to - from;
  }

  Ready last() {
    return all[to - 1];
  }

  Ready get(int index) {
    return all[from + index];
  }

  @SuppressWarnings("NullAway") // a taken place keeps nothing alive
  Ready take() {
    Ready first = all[from];
    all[from++] = null;
    return first;
  }
}
