package org.asyncio4j.benchmarks.peer.limit;

import java.util.ArrayList;
import java.util.List;
import jdk.internal.vm.Continuation;
import org.asyncio4j.benchmarks.HeldTasks;

/** Parked continuations. */
public final class W9Memory implements HeldTasks {
  private long ended;

  @Override
  public long hold(int tasks, Runnable whileSuspended) {
    ended = 0;
    ContinuationLoop loop = new ContinuationLoop();
    List<Continuation> parked = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      loop.spawn(() -> {
        parked.add(loop.current());
        loop.park();
        ended++;
      });
    }
    loop.runReady();
    whileSuspended.run();
    parked.forEach(loop::unpark);
    loop.run();
    return ended;
  }
}
