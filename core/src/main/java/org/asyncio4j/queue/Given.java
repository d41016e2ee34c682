package org.asyncio4j.queue;

import org.jspecify.annotations.Nullable;

/** Items in a collection of the user's. */
final class Given<T extends @Nullable Object> extends Items<T> {
  private final java.util.Queue<T> items;

  Given(java.util.Queue<T> items) {
    this.items = items;
  }

  @Override
  void prepareAdd(T item) {
    items.add(item); // a user's code, which may fail
    size = items.size();
  }

  @Override
  void add(T item) {}

  @Override
  T remove() {
    T item = items.remove();
    size = items.size();
    return item;
  }

  @Override
  void clear() {
    items.clear();
    size = items.size();
  }
}
