package org.asyncio4j.queue;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} that gives the smallest item; equal ones in the order in which they were put in.
 *
 * <p>A comparator may throw: {@link #put} and {@link #get} throw that on, and the queue is as it
 * was. It must not wait, nor touch the queue.
 *
 * <p>{@code asyncio.PriorityQueue}, 3.14, which leaves the order of equal items open.
 *
 * @param <T> the type of the items
 */
public final class PriorityQueue<T extends @Nullable Object> extends Queue<T> {
  /** Makes a queue without a limit, for items that are {@link Comparable}. No loop needed. */
  public PriorityQueue() {
    this(0);
  }

  /**
   * Makes a queue for items that are {@link Comparable}. No loop needed.
   *
   * @param maxsize how many items it holds at most; zero or negative for any number
   */
  public PriorityQueue(int maxsize) {
    super(maxsize, new Heap<>(PriorityQueue::compareNaturally));
  }

  /**
   * Makes a queue without a limit. No loop needed.
   *
   * @param order which of two items comes out first
   */
  public PriorityQueue(Comparator<? super T> order) {
    this(0, order);
  }

  /**
   * Makes a queue. No loop needed.
   *
   * @param maxsize how many items it holds at most; zero or negative for any number
   * @param order which of two items comes out first
   */
  public PriorityQueue(int maxsize, Comparator<? super T> order) {
    super(maxsize, new Heap<>(Objects.requireNonNull(order, "order")));
  }

  @SuppressWarnings("unchecked") // what does not compare with its like throws ClassCastException
  private static int compareNaturally(@Nullable Object a, @Nullable Object b) {
    return comparable(a).compareTo(comparable(b));
  }

  @SuppressWarnings("unchecked") // as above
  private static Comparable<Object> comparable(@Nullable Object item) {
    if (item instanceof Comparable<?> comparable) {
      return (Comparable<Object>) comparable;
    }
    throw new IllegalArgumentException(
        "item: "
            + (item == null ? "null" : "a " + item.getClass().getName())
            + " has no natural order (expected: a Comparable); give the queue a Comparator");
  }
}
