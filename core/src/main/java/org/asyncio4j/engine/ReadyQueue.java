package org.asyncio4j.engine;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** First in, first out; a ring that grows, and shrinks again once it has been nearly empty. */
final class ReadyQueue {
  private static final int SMALLEST = 64;

  private Ready[] ring = new Ready[SMALLEST];
  private int head;
  private int size;

  int size() {
    return size;
  }

  void add(Ready ready) {
    if (size == ring.length) {
      resize(ring.length * 2);
    }
    ring[(head + size) & (ring.length - 1)] = ready;
    size++;
  }

  /** Puts back what was taken last and is not finished. */
  void addFirst(Ready ready) {
    if (size == ring.length) {
      resize(ring.length * 2);
    }
    head = (head - 1) & (ring.length - 1);
    ring[head] = ready;
    size++;
  }

  @SuppressWarnings("NullAway") // a taken place keeps nothing alive
  Ready take() {
    Ready ready = ring[head];
    ring[head] = null;
    head = (head + 1) & (ring.length - 1);
    size--;
    if (size == 0 && ring.length > SMALLEST * 1024) {
      resize(SMALLEST);
    }
    return ready;
  }

  /** Finds the first of a kind, and leaves it where it is. */
  <T extends Ready> @Nullable T find(Class<T> kind, Predicate<T> wanted) {
    for (int i = 0; i < size; i++) {
      Ready each = ring[(head + i) & (ring.length - 1)];
      if (kind.isInstance(each) && wanted.test(kind.cast(each))) {
        return kind.cast(each);
      }
    }
    return null;
  }

  private void resize(int capacity) {
    Ready[] next = new Ready[capacity];
    int first = Math.min(size, ring.length - head);
    System.arraycopy(ring, head, next, 0, first);
    System.arraycopy(ring, 0, next, first, size - first);
    ring = next;
    head = 0;
  }
}
