package org.asyncio4j.tests.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Blocking;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code cancel()} of a task that sits in a blocking call. In the portable driver nothing of the
 * loop can run then, so the request comes from a thread and arrives after the call.
 */
class CancelBlockedTest {
  private final Trace trace = new Trace();
  private final Duration sleep = Duration.ofMillis(Driver.scheduled() ? 20_000 : 20);

  /** Runs a task and cancels it while it sits in the call. */
  private Task<?> cancelWhileBlocked(Blocking.Call call, boolean release, Action body) {
    return Asyncio.run(() -> {
      var loop = Asyncio.getRunningLoop();
      Thread[] thread = new Thread[1];
      Task<?>[] task = new Task<?>[1];
      task[0] =
          Asyncio.createTask(() -> {
            thread[0] = Thread.currentThread();
            Threads.start(() -> {
              Threads.awaitAtRest(thread[0]);
              CountDownLatch cancelled = new CountDownLatch(1);
              loop.callSoonThreadsafe(() -> {
                task[0].cancel("stop");
                cancelled.countDown();
              });
              if (release) {
                if (Driver.scheduled()) {
                  Threads.await(cancelled);
                }
                call.release().run();
              }
            });
            body.run();
          });
      Asyncio.gatherOutcomes(task[0]).await();
      return task[0];
    });
  }

  private void blockThenAwait(Blocking.Call call) throws Throwable {
    try {
      call.block().run();
      trace.add("came back");
    } catch (Exception e) {
      trace.add("interrupted");
    }
    try {
      Asyncio.sleep(Duration.ofSeconds(10));
      trace.add("not cancelled");
    } catch (CancelledError e) {
      trace.add("cancelled at the await: " + e.getMessage() + " " + Thread.interrupted());
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancel_theNextAwaitRaisesCancelledError(Blocking kind) throws Exception {
    Blocking.Call call = kind.open(sleep);
    boolean interrupts = Driver.scheduled() && kind.interruptible;

    Task<?> task = cancelWhileBlocked(call, !interrupts, () -> blockThenAwait(call));

    trace.is(interrupts ? "interrupted" : "came back", "cancelled at the await: stop false");
    assertThat(task.cancelled()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void cancel_whatEscapesTheCallEndsTheTaskAsCancelled(Blocking kind) throws Exception {
    Blocking.Call call = kind.open(sleep);
    boolean interrupts = Driver.scheduled() && kind.interruptible;

    Task<?> task =
        cancelWhileBlocked(
            call,
            !interrupts,
            () -> {
              call.block().run();
              Asyncio.sleep(Duration.ofSeconds(10));
            });

    assertThat(task.toString()).contains("Task cancelled");
    assertThat(call.closedByInterrupt().getAsBoolean())
        .isEqualTo(interrupts || kind != Blocking.SOCKET_READ);
  }

  /** JDBC does so: an SQLException whose cause is that its socket was closed by the interrupt. */
  @Test
  void cancel_whatALibraryMakesOfTheInterruptEndsTheTaskAsCancelled() throws Exception {
    Blocking.Call call = Blocking.SLEEP.open(sleep);

    Task<?> task =
        cancelWhileBlocked(
            call,
            !Driver.scheduled(),
            () -> {
              try {
                call.block().run();
              } catch (InterruptedException e) {
                throw new Exception("the library's words", new Exception("its own cause", e));
              }
              Asyncio.sleep(Duration.ofSeconds(10));
            });

    assertThat(task.toString()).contains("Task cancelled");
  }

  @Test
  void notInterruptible_theCallGoesOnToItsEnd() {
    TaskOptions options = TaskOptions.defaults().withInterruptible(false);

    Asyncio.run(() -> {
      Thread[] thread = new Thread[1];
      Action body =
          () -> {
            thread[0] = Thread.currentThread();
            Thread.sleep(100);
            trace.add("slept");
            Asyncio.sleep(Duration.ofSeconds(10));
          };
      Task<?> task = Asyncio.createTask(body, options);
      Asyncio.sleep(Duration.ZERO);
      Asyncio.sleep(Duration.ofMillis(5));
      task.cancel();
      Asyncio.gatherOutcomes(task).await();
      trace.add("cancelled: " + task.cancelled());
    });

    trace.is("slept", "cancelled: true");
  }

  @Test
  void interruptOfACancelledTask_doesNotHitTheNextOne() {
    boolean[] seen = new boolean[1];

    Asyncio.run(() -> {
      Task<?> task = Asyncio.createTask(() -> Thread.sleep(sleep));
      Asyncio.sleep(Duration.ofMillis(5));
      task.cancel();
      Asyncio.gatherOutcomes(task).await();
      for (int i = 0; i < 3; i++) {
        seen[0] |= Asyncio.createTask(() -> Thread.interrupted()).await();
      }
    });

    assertThat(seen[0]).isFalse();
  }

  @Test
  void interruptByAnotherThread_isTheTasksOwnAffair() {
    Trace seen = new Trace();

    Asyncio.run(() -> {
      Thread self = Thread.currentThread();
      Threads.start(() -> {
        Threads.awaitAtRest(self);
        self.interrupt();
      });
      try {
        Thread.sleep(20_000);
      } catch (InterruptedException e) {
        seen.add("interrupted");
      }
      Asyncio.sleep(Duration.ofMillis(1));
      seen.add("goes on");
    });

    seen.is("interrupted", "goes on");
  }

  /** Scheduled: reported some seconds after the cancel. Portable: the loop is held, and says so. */
  @Test
  void callThatCannotBeInterrupted_isReportedWithItsLine() throws Exception {
    Blocking.Call call = Blocking.REENTRANT_LOCK.open(sleep);
    LoopOptions loop = LoopOptions.defaults().withStallReport(Duration.ofMillis(200));
    RunOptions options = RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(loop));

    try (Log log = Log.open()) {
      Threads.start(() -> {
        Threads.until(() -> !log.warnings().isEmpty());
        call.release().run();
      });
      Asyncio.run(
          () -> {
            Task<?> task = Asyncio.createTask("stuck", () -> blockHere(call));
            Asyncio.sleep(Duration.ofMillis(5));
            task.cancel();
            Asyncio.gatherOutcomes(task).await();
          },
          options);

      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .contains("stuck")
          .contains("CancelBlockedTest.blockHere(CancelBlockedTest.java:");
    }
  }

  private static void blockHere(Blocking.Call call) throws Throwable {
    call.block().run();
  }
}
