package org.asyncio4j.queue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;

/*
 * A binary heap. Equal items are told apart by a number, so that they come out in the order in which
 * they were put in.
 *
 * The comparator is a user's code and may throw. Therefore all comparing is done before anything is
 * moved: the way of an item through the heap depends on items in their old places only. `at` is where it
 * ends; the places on its way follow from that. A comparator that changes the heap meanwhile, or lets
 * other tasks change it by waiting, is found by counting the changes.
 */
/** The smallest item first; equal ones in the order in which they came. */
final class Heap<T extends @Nullable Object> extends Items<T> {
  private final Comparator<? super T> order;
  private @Nullable Object[] heap = new @Nullable Object[8];
  private long[] numbers = new long[8];
  private long added;
  private int changes;

  /** Where the item that is added, or the last one if one is removed, will be. */
  private int at;

  Heap(Comparator<? super T> order) {
    this.order = order;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // only add(T) fills it
  private T item(int index) {
    return (T) heap[index];
  }

  @Override
  void prepareAdd(T item) {
    int before = changes;
    int hole = size;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (order.compare(item, item(parent)) >= 0) {
        break; // an equal one is older
      }
      hole = parent;
    }
    if (size == 0) {
      checkComparable(item);
    }
    checkUnchanged(before);
    at = hole;
    if (size == heap.length) {
      int length = Math.multiplyExact(size, 2);
      numbers = Arrays.copyOf(numbers, length);
      heap = Arrays.copyOf(heap, length);
    }
  }

  /** An item that cannot be compared is refused at once, not when the next one comes. */
  private void checkComparable(T item) {
    int _ = order.compare(item, item);
  }

  private void checkUnchanged(int before) {
    if (changes != before) {
      throw new ConcurrentModificationException(
          "the comparator has changed the queue that it compares for, or has waited while others"
              + " did; it must only compare");
    }
  }

  @Override
  void add(T item) {
    int hole = size;
    while (hole > at) {
      int parent = (hole - 1) >>> 1;
      heap[hole] = heap[parent];
      numbers[hole] = numbers[parent];
      hole = parent;
    }
    heap[hole] = item;
    numbers[hole] = added++;
    size++;
    changes++;
  }

  @Override
  void prepareRemove() {
    int before = changes;
    int last = size - 1;
    int hole = 0;
    while (2 * hole + 1 < last) {
      int child = 2 * hole + 1;
      if (child + 1 < last && isBefore(child + 1, child)) {
        child++;
      }
      if (!isBefore(child, last)) {
        break;
      }
      hole = child;
    }
    checkUnchanged(before);
    at = hole;
  }

  private boolean isBefore(int one, int other) {
    int sign = order.compare(item(one), item(other));
    return sign < 0 || (sign == 0 && numbers[one] < numbers[other]);
  }

  @Override
  T remove() {
    T first = item(0);
    int last = --size;
    // From the root down to `at`: the child on the way to index i is found from the bits of i + 1.
    int depth = 31 - Integer.numberOfLeadingZeros(at + 1);
    int hole = 0;
    for (int level = depth - 1; level >= 0; level--) {
      int child = ((at + 1) >>> level) - 1;
      heap[hole] = heap[child];
      numbers[hole] = numbers[child];
      hole = child;
    }
    heap[hole] = heap[last];
    numbers[hole] = numbers[last];
    heap[last] = null;
    changes++;
    return first;
  }

  @Override
  void clear() {
    Arrays.fill(heap, 0, size, null);
    size = 0;
    changes++;
  }
}
