package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** The thread of a task is unparked by threads that are no loop's. */
class UnparkTest {
  private static final int ROUNDS = 5_000;

  /** A ball that a task and a thread hit in turn, each parked meanwhile. */
  private static final class Table {
    private final AtomicInteger hits = new AtomicInteger();

    void play(int mine, Thread other) {
      for (int round = 0; round < ROUNDS; round++) {
        while (hits.get() % 2 != mine) {
          LockSupport.park();
        }
        hits.incrementAndGet();
        LockSupport.unpark(other);
      }
    }
  }

  @Test
  void taskParkedThousandsOfTimes_isWokenEachTime() {
    Table table = new Table();

    Asyncio.run(() -> {
      Thread taskThread = Thread.currentThread();
      Thread other = Threads.start(() -> table.play(1, taskThread));
      table.play(0, other);
      Threads.join(other);
    });

    assertThat(table.hits.get()).isEqualTo(2 * ROUNDS);
  }

  @Test
  void taskParkedAndUnparkedByManyAtOnce_isWokenEachTime() throws InterruptedException {
    Table table = new Table();
    AtomicBoolean stop = new AtomicBoolean();
    Thread[] noise = new Thread[2];

    Asyncio.run(() -> {
      Thread taskThread = Thread.currentThread();
      for (int i = 0; i < noise.length; i++) {
        noise[i] = Threads.start(() -> unparkUntil(stop, taskThread));
      }
      Thread other = Threads.start(() -> table.play(1, taskThread));
      table.play(0, other);
      Threads.join(other);
    });
    stop.set(true);
    for (Thread each : noise) {
      Threads.join(each);
    }

    assertThat(table.hits.get()).isEqualTo(2 * ROUNDS);
  }

  private static void unparkUntil(AtomicBoolean stop, Thread target) {
    while (!stop.get()) {
      LockSupport.unpark(target);
      Thread.onSpinWait();
    }
  }

  @Test
  void suspendedTaskUnparkedFromOutside_staysSuspended() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> future = loop.createFuture();
      Thread[] waiting = new Thread[1];
      Task<?> task =
          Asyncio.createTask(() -> {
            waiting[0] = Thread.currentThread();
            trace.add(future.await());
          });
      Asyncio.sleep(Duration.ZERO);
      Asyncio.toThread(() -> {
        for (int i = 0; i < 10_000; i++) {
          LockSupport.unpark(waiting[0]);
        }
        return null;
      });
      trace.add("before");
      future.setResult("after");
      task.await();
    });

    trace.is("before", "after");
  }

  @Test
  void taskUnparkedByAnotherTask_goesOnAfterThatOneHasLeft() {
    Trace trace = new Trace();
    Thread[] parked = new Thread[1];
    Duration atMost = Driver.scheduled() ? Duration.ofSeconds(10) : Duration.ofMillis(50);

    Asyncio.run(() -> {
      Task<?> a =
          Asyncio.createTask(() -> {
            parked[0] = Thread.currentThread();
            trace.add("a parks");
            LockSupport.parkNanos(atMost.toNanos());
            trace.add("a goes on");
          });
      Asyncio.sleep(Duration.ZERO);
      trace.add("b unparks");
      LockSupport.unpark(parked[0]);
      trace.add("b has unparked");
      a.await();
    });

    if (Driver.scheduled()) {
      trace.is("a parks", "b unparks", "b has unparked", "a goes on");
    } else {
      trace.is("a parks", "a goes on", "b unparks", "b has unparked");
    }
  }

  @Test
  void threadYieldInATask_neitherRecursesNorLosesTheTask() {
    int[] yields = new int[2];

    Asyncio.run(() -> {
      Task<?> a = Asyncio.createTask(() -> yieldOften(yields, 0));
      Task<?> b = Asyncio.createTask(() -> yieldOften(yields, 1));
      Asyncio.gather(a, b).await();
    });

    assertThat(yields).containsOnly(100_000);
  }

  private static void yieldOften(int[] yields, int me) {
    for (int i = 0; i < 100_000; i++) {
      Thread.yield();
      yields[me]++;
    }
  }

  @Test
  void threadYieldBetweenAwaits_keepsBothWorking() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      for (int i = 0; i < 3; i++) {
        Thread.yield();
        Asyncio.sleep(Duration.ofMillis(1));
        trace.add("woken " + i);
      }
    });

    trace.is("woken 0", "woken 1", "woken 2");
  }
}
