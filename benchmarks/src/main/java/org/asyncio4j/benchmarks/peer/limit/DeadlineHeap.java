package org.asyncio4j.benchmarks.peer.limit;

import java.util.ArrayDeque;
import java.util.Arrays;
import jdk.internal.vm.Continuation;

/** A binary heap whose keys are primitive. */
final class DeadlineHeap {
  private long[] deadlines = new long[64];
  private Continuation[] sleepers = new Continuation[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  long first() {
    return deadlines[0];
  }

  void add(long deadline, Continuation sleeper) {
    if (size == deadlines.length) {
      deadlines = Arrays.copyOf(deadlines, size * 2);
      sleepers = Arrays.copyOf(sleepers, size * 2);
    }
    int hole = size++;
    while (hole > 0 && deadlines[(hole - 1) / 2] > deadline) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, deadline, sleeper);
  }

  void moveDue(long now, ArrayDeque<Continuation> ready) {
    while (size > 0 && deadlines[0] <= now) {
      ready.add(sleepers[0]);
      removeFirst();
    }
  }

  private void removeFirst() {
    int last = --size;
    int hole = 0;
    for (int child = 1; child < last; child = 2 * hole + 1) {
      if (child + 1 < last && deadlines[child + 1] < deadlines[child]) {
        child++;
      }
      if (deadlines[child] >= deadlines[last]) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    move(last, hole);
  }

  private void move(int from, int to) {
    put(to, deadlines[from], sleepers[from]);
  }

  private void put(int at, long deadline, Continuation sleeper) {
    deadlines[at] = deadline;
    sleepers[at] = sleeper;
  }
}
