package org.asyncio4j.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Last in, first out: a stack. */
final class Lifo<T extends @Nullable Object> extends Items<T> {
  private @Nullable Object[] stack = new @Nullable Object[8];

  @Override
  void prepareAdd(T item) {
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, Math.multiplyExact(size, 2));
    }
  }

  @Override
  void add(T item) {
    stack[size++] = item;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // only add(T) fills it
  T remove() {
    T item = (T) stack[--size];
    stack[size] = null;
    return item;
  }

  @Override
  void clear() {
    Arrays.fill(stack, 0, size, null);
    size = 0;
  }
}
