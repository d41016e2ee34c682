package org.asyncio4j.io.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.asyncio4j.Asyncio;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.fiber.Carrier;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskLoop;
import org.asyncio4j.testkit.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the library's own steps run, and what they may wait for. */
@Timeout(60)
class LoopCallTest {
  private static final boolean SCHEDULED =
      System.getProperty("asyncio4j.expectedDriver", "").equals("scheduled");

  private static Engine engine() {
    EventLoop loop = Asyncio.getRunningLoop();
    return ((TaskLoop) loop).engine();
  }

  /** Hands a step to a loop that waits, so that its carrier finds it. */
  private static void fromOutside(Engine engine, LoopCall step) {
    Thread.ofPlatform().start(() -> engine.soonThreadsafe(step));
  }

  @Test
  void stepFoundByTheCarrier_runsElsewhereIfTheCarrierMustNotWait() {
    Thread found =
        Asyncio.run(() -> {
          Engine engine = engine();
          Future<Thread> future = engine.loop().createFuture();
          fromOutside(engine, new LoopCall(() -> future.setResult(Thread.currentThread()), null));
          return future.await();
        });

    assertThat(SCHEDULED && found instanceof Carrier).isFalse();
  }

  @Test
  void operationFoundByTheCarrier_runsElsewhereIfTheCarrierMustNotWait() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      AtomicReference<@Nullable Thread> second = new AtomicReference<>();
      Asyncio.run(() -> {
        int[] tries = new int[1];
        SelectorPoller poller = SelectorPoller.of(Asyncio.getRunningLoop(), "test");
        return Operation.await(
            poller,
            pair.near(),
            false,
            "test",
            () -> {
              second.set(Thread.currentThread());
              if (tries[0]++ > 0) {
                return "done";
              }
              pair.far().write(ByteBuffer.wrap(new byte[1]));
              return null;
            });
      });

      assertThat(second.get()).isNotNull();
      assertThat(SCHEDULED && second.get() instanceof Carrier).isFalse();
    }
  }

  /**
   * The JDK wakes the task, which came first; the step gets the monitor only if the task goes on.
   */
  @Test
  void stepThatWaitsForAMonitorBehindATask_getsItAfterTheTask() {
    Trace trace = new Trace();
    Object monitor = new Object();
    CountDownLatch taken = new CountDownLatch(1);
    AtomicReference<@Nullable Thread> task = new AtomicReference<>();
    AtomicReference<@Nullable Thread> step = new AtomicReference<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          synchronized (monitor) {
            taken.countDown();
            while (!(waits(task) && (waits(step) || !SCHEDULED))) {
              Thread.onSpinWait();
            }
          }
        });

    Asyncio.run(() -> {
      taken.await();
      Engine engine = engine();
      Future<@Nullable Void> over = engine.loop().createFuture();
      Task<?> first = Asyncio.createTask(() -> enter(monitor, task, trace, "task"));
      while (SCHEDULED && !waits(task)) {
        Asyncio.sleep(Duration.ZERO);
      }
      fromOutside(
          engine,
          new LoopCall(
              () -> {
                enter(monitor, step, trace, "step");
                over.setResult(null);
              },
              null));
      over.await();
      first.await();
    });

    trace.is("task", "step");
  }

  private static boolean waits(AtomicReference<@Nullable Thread> who) {
    Thread thread = who.get();
    return thread != null && thread.getState() == Thread.State.BLOCKED;
  }

  private static void enter(
      Object monitor, AtomicReference<@Nullable Thread> who, Trace trace, String name) {
    who.set(Thread.currentThread());
    synchronized (monitor) {
      trace.add(name);
    }
  }
}
