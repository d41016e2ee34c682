package org.asyncio4j.future;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.asyncio4j.engine.Ready;
import org.jspecify.annotations.Nullable;

/**
 * Two or more that wait for one future, in the order in which they came. The static methods take
 * what a future keeps: null, one, or an object of this class; other threads may read it while it
 * changes, and then miss some.
 */
final class Waiters {
  private @Nullable Ready[] all = new Ready[4];
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

  @Nullable Ready last() {
    return all[to - 1];
  }

  @Nullable Ready take() {
    Ready first = all[from];
    all[from++] = null; // a taken place keeps nothing alive
    return first;
  }

  static List<Ready> all(@Nullable Object waiters) {
    List<Ready> found = new ArrayList<>();
    if (waiters instanceof Waiters many) {
      @Nullable Ready[] places = many.all;
      int end = Math.min(many.to, places.length);
      for (int i = many.from; i < end; i++) {
        Ready each = places[i];
        if (each != null) {
          found.add(each);
        }
      }
    } else if (waiters != null) {
      found.add((Ready) waiters);
    }
    return found;
  }

  /** Those among them that are futures, or stand for one. */
  static List<Future<?>> futures(@Nullable Object waiters) {
    List<Future<?>> found = new ArrayList<>();
    for (Ready each : all(waiters)) {
      if (each instanceof Future<?> future) {
        found.add(future);
      } else if (each instanceof DoneHandle<?> handle
          && handle.callback instanceof Relay<?> relay) {
        found.add(relay.to());
      }
    }
    return found;
  }

  static void append(StringBuilder text, @Nullable Object waiters) {
    List<Ready> all = all(waiters);
    if (!all.isEmpty()) {
      text.append(" cb=[").append(text(all.getFirst()));
      if (all.size() > 2) {
        text.append(", <").append(all.size() - 2).append(" more>");
      }
      if (all.size() > 1) {
        text.append(", ").append(text(all.getLast()));
      }
      text.append("]");
    }
  }

  private static String text(Ready waiter) {
    return waiter instanceof Future<?> future ? future.kind() + ".wakeup()" : waiter.toString();
  }
}
