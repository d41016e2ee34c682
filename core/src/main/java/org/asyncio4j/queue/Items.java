package org.asyncio4j.queue;

import org.jspecify.annotations.Nullable;

/*
 * Adding and removing take two steps, since between a change of the items and the waking of who waits
 * for it nothing may go wrong: first all that may fail (a comparator, memory, in the end the stack), then
 * waking, then the change, which cannot fail.
 */
/**
 * What is in a queue, and in which order it comes out. Loop's thread, except for {@link #size}.
 *
 * @param <T> the type of the items
 */
abstract class Items<T extends @Nullable Object> {
  /** Other threads may read an old value. */
  int size;

  /** Does what may fail of adding an item. */
  abstract void prepareAdd(T item);

  /** Adds the item that was prepared. */
  abstract void add(T item);

  /** Does what may fail of removing an item. Only if there is one. */
  void prepareRemove() {}

  /** Removes the next item. */
  abstract T remove();

  /** Drops all. */
  abstract void clear();
}
