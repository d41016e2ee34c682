package org.asyncio4j.benchmarks.peer.limit;

import java.util.ArrayDeque;
import jdk.internal.vm.Continuation;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.jspecify.annotations.Nullable;

/** A producer and a consumer that park at the ends of an array deque. */
public final class W5Queue implements Workload {
  private long sum;

  @Override
  public long run(Load load) {
    sum = 0;
    ContinuationLoop loop = new ContinuationLoop();
    Bounded queue = new Bounded(loop, load.level());
    loop.spawn(() -> {
      for (int i = 0; i < load.times(); i++) {
        queue.put(1);
      }
    });
    loop.spawn(() -> {
      for (int i = 0; i < load.times(); i++) {
        sum += queue.take();
      }
    });
    loop.run();
    return sum;
  }

  /** For one producer and one consumer. */
  private static final class Bounded {
    private final ContinuationLoop loop;
    private final int capacity;
    private final ArrayDeque<Integer> items = new ArrayDeque<>();
    private @Nullable Continuation producer;
    private @Nullable Continuation consumer;

    Bounded(ContinuationLoop loop, int capacity) {
      this.loop = loop;
      this.capacity = capacity;
    }

    void put(Integer item) {
      while (items.size() == capacity) {
        producer = loop.current();
        loop.park();
      }
      items.add(item);
      Continuation waiting = consumer;
      if (waiting != null) {
        consumer = null;
        loop.unpark(waiting);
      }
    }

    Integer take() {
      while (items.isEmpty()) {
        consumer = loop.current();
        loop.park();
      }
      Integer item = items.remove();
      Continuation waiting = producer;
      if (waiting != null) {
        producer = null;
        loop.unpark(waiting);
      }
      return item;
    }
  }
}
