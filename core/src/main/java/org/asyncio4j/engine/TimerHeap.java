package org.asyncio4j.engine;

import java.util.Arrays;
import org.asyncio4j.fiber.StackRoom;
import org.jspecify.annotations.Nullable;

/*
 * A heap of four children a node, ordered by (when, number). The times stand in an array of their own,
 * so that sifting compares longs that lie side by side and touches a timer only where times are equal.
 *
 * A cancelled timer stays where it is: taking it out would need every timer to know its place. What
 * keeps a million cancelled ones from costing anything is the count of them: once they are more than
 * half of the heap (and more than 100), one pass throws them all out and orders the rest anew. Each pass
 * is paid by the cancellations since the last, a constant for each; the heap is never more than twice
 * as large as the live timers in it, and it gives memory back when it shrinks. CPython does the same.
 */
/** Timers by time, equal times in the order of creation. */
final class TimerHeap {
  private static final int SMALLEST = 64;
  private static final int FEW = 100;

  private long[] times = new long[SMALLEST];
  private Timer[] timers = new Timer[SMALLEST];
  private int size;
  private int cancelled;
  private long created;

  int size() {
    return size;
  }

  void add(Timer timer) {
    if (size == timers.length) {
      resize(size * 2);
    }
    // One method and no call from here on, see StackRoom. The new one has the highest number of
    // all, so
    // it stays behind those of the same time.
    int at = size;
    long when = timer.whenNanos;
    while (at > 0 && times[(at - 1) >> 2] > when) {
      int parent = (at - 1) >> 2;
      timers[at] = timers[parent];
      times[at] = times[parent];
      at = parent;
    }
    timers[at] = timer;
    times[at] = when;
    size++;
    timer.number = created++;
    timer.queued = true;
  }

  /** Returns the time of the first timer that is not cancelled, or Long.MAX_VALUE. */
  long next() {
    while (size > 0 && timers[0].isCancelled()) {
      removeFirst();
      cancelled--;
    }
    return size == 0 ? Long.MAX_VALUE : times[0];
  }

  /** Takes out the first timer if it is due at that time and not cancelled. */
  @Nullable Timer takeDue(long nowNanos) {
    return next() <= nowNanos && size > 0 ? removeFirst() : null;
  }

  void cancelled(Timer timer) {
    if (timer.queued) {
      cancelled++;
      if (cancelled > FEW && cancelled > size / 2) {
        compact();
      }
    }
  }

  void clear(Engine engine) {
    for (int i = 0; i < size; i++) {
      timers[i].drop(engine);
    }
    timers = new Timer[SMALLEST];
    times = new long[SMALLEST];
    size = 0;
    cancelled = 0;
  }

  private void compact() {
    StackRoom.ensure();
    int live = 0;
    for (int i = 0; i < size; i++) {
      Timer timer = timers[i];
      if (timer.isCancelled()) {
        timer.queued = false;
      } else {
        timers[live] = timer;
        times[live++] = timer.whenNanos;
      }
    }
    Arrays.fill(timers, live, size, null);
    size = live;
    cancelled = 0;
    if (timers.length > SMALLEST && live < timers.length / 4) {
      resize(Math.max(SMALLEST, Integer.highestOneBit(live) * 2));
    }
    for (int i = (size - 2) >> 2; i >= 0; i--) {
      siftDown(i, timers[i]);
    }
  }

  @SuppressWarnings("NullAway") // a free place keeps nothing alive
  private Timer removeFirst() {
    Timer first = timers[0];
    first.queued = false;
    Timer last = timers[--size];
    timers[size] = null;
    if (size > 0) {
      siftDown(0, last);
    }
    if (timers.length > SMALLEST && size < timers.length / 8) {
      resize(timers.length / 2);
    }
    return first;
  }

  private void siftDown(int start, Timer timer) {
    int at = start;
    long when = timer.whenNanos;
    for (; ; ) {
      int first = (at << 2) + 1;
      if (first >= size) {
        break;
      }
      int least = leastOf(first, Math.min(first + 4, size));
      if (before(when, timer, least)) {
        break;
      }
      move(least, at);
      at = least;
    }
    place(at, timer);
  }

  private int leastOf(int from, int to) {
    int least = from;
    for (int i = from + 1; i < to; i++) {
      if (before(times[i], timers[i], least)) {
        least = i;
      }
    }
    return least;
  }

  private boolean before(long when, Timer timer, int other) {
    long otherWhen = times[other];
    return when < otherWhen || (when == otherWhen && timer.number < timers[other].number);
  }

  private void move(int from, int to) {
    timers[to] = timers[from];
    times[to] = times[from];
  }

  private void place(int at, Timer timer) {
    timers[at] = timer;
    times[at] = timer.whenNanos;
  }

  private void resize(int capacity) {
    timers = Arrays.copyOf(timers, capacity);
    times = Arrays.copyOf(times, capacity);
  }
}
