package org.asyncio4j.benchmarks.peer.limit;

import java.util.ArrayDeque;
import jdk.internal.vm.Continuation;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;

/** A fair lock handed from continuation to continuation, held over a yield. */
public final class W6Lock implements Workload {
  private final ArrayDeque<Continuation> waiters = new ArrayDeque<>();
  private boolean locked;
  private long sections;

  @Override
  public long run(Load load) {
    sections = 0;
    ContinuationLoop loop = new ContinuationLoop();
    for (int i = 0; i < load.tasks(); i++) {
      loop.spawn(() -> enterAgain(loop, load.times()));
    }
    loop.run();
    return sections;
  }

  private void enterAgain(ContinuationLoop loop, int times) {
    for (int i = 0; i < times; i++) {
      acquire(loop);
      loop.yieldNow();
      sections++;
      release(loop);
    }
  }

  private void acquire(ContinuationLoop loop) {
    if (locked) {
      waiters.add(loop.current());
      loop.park();
    } else {
      locked = true;
    }
  }

  private void release(ContinuationLoop loop) {
    Continuation next = waiters.poll();
    if (next == null) {
      locked = false;
    } else {
      loop.unpark(next);
    }
  }
}
