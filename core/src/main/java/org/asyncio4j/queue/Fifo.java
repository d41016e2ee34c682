package org.asyncio4j.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** First in, first out: a ring. Unlike {@link java.util.ArrayDeque}, it may hold null. */
final class Fifo<T extends @Nullable Object> extends Items<T> {
  private @Nullable Object[] ring = new @Nullable Object[8]; // a power of two
  private int head;

  @Override
  void prepareAdd(T item) {
    if (size == ring.length) {
      @Nullable Object[] wider = new @Nullable Object[Math.multiplyExact(size, 2)];
      int right = size - head;
      System.arraycopy(ring, head, wider, 0, right);
      System.arraycopy(ring, 0, wider, right, head);
      ring = wider;
      head = 0;
    }
  }

  @Override
  void add(T item) {
    ring[(head + size) & (ring.length - 1)] = item;
    size++;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // only add(T) fills it
  T remove() {
    T item = (T) ring[head];
    ring[head] = null;
    head = (head + 1) & (ring.length - 1);
    size--;
    return item;
  }

  @Override
  void clear() {
    Arrays.fill(ring, null);
    head = 0;
    size = 0;
  }
}
