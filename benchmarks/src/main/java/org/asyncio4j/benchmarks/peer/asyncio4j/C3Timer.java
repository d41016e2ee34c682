package org.asyncio4j.benchmarks.peer.asyncio4j;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** Timers that fire soon, or that are set for within an hour and cancelled. */
public final class C3Timer implements Workload {
  private static final long SPREAD_NANOS = 10; // for each timer

  @Override
  public long run(Load load) {
    return Driver.batches(
        load, () -> load.level() == 0 ? fireAll(load.tasks()) : cancelAll(load.tasks()));
  }

  private static long fireAll(int count) {
    EventLoop loop = getRunningLoop();
    Future<@Nullable Void> last = loop.createFuture();
    SplittableRandom random = new SplittableRandom(1);
    int[] fired = new int[1];
    for (int i = 0; i < count; i++) {
      loop.callLater(
          Duration.ofNanos(random.nextLong(SPREAD_NANOS * count)),
          () -> {
            if (++fired[0] == count) {
              last.setResult(null);
            }
          });
    }
    await(last);
    return fired[0];
  }

  private static long cancelAll(int count) {
    EventLoop loop = getRunningLoop();
    SplittableRandom random = new SplittableRandom(1);
    List<TimerHandle> timers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      timers.add(loop.callLater(Duration.ofMillis(1 + random.nextInt(3_600_000)), () -> {}));
    }
    timers.forEach(TimerHandle::cancel);
    sleep(Duration.ZERO);
    return timers.stream().filter(TimerHandle::cancelled).count();
  }
}
