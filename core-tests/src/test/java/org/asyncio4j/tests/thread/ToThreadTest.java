package org.asyncio4j.tests.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

class ToThreadTest {
  private final Trace trace = new Trace();

  @Test
  void result_comesBack() {
    TestLoop.run(() -> {
      assertThat(toThread(() -> "x")).isEqualTo("x");
    });
  }

  @Test
  void nullResult_comesBack() {
    TestLoop.run(() -> {
      Object result = toThread(() -> null);

      assertThat(result).isNull();
    });
  }

  @Test
  void checkedException_comesBackAsItIs() {
    IOException error = new IOException("x");
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              toThread(() -> {
                throw error;
              }))
          .isSameAs(error);
    });
  }

  @Test
  void error_comesBackAsItIs() {
    Error error = new AssertionError("x");
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              toThread(() -> {
                throw error;
              }))
          .isSameAs(error);
    });
  }

  @Test
  void function_runsOnAnotherThread() {
    TestLoop.run(() -> {
      Thread here = Thread.currentThread();

      Thread there = toThread(Thread::currentThread);

      assertThat(there).isNotSameAs(here);
      assertThat(there.getName()).contains("-worker-");
      assertThat(there.isVirtual()).isFalse();
    });
  }

  @Test
  void loop_goesOnMeanwhile() {
    TestLoop.run(() -> {
      CountDownLatch release = new CountDownLatch(1);
      Task<Void> other =
          createTask(() -> {
            trace.add("other");
            release.countDown();
          });

      boolean released = toThread(() -> release.await(20, TimeUnit.SECONDS));
      trace.add("released " + released);

      other.await();
      trace.is("other", "released true");
    });
  }

  @Test
  void severalFunctions_runSideBySide() {
    TestLoop.run(() -> {
      CyclicBarrier barrier = new CyclicBarrier(3);
      Callable<Integer> meet = () -> barrier.await(20, TimeUnit.SECONDS);

      var all = gather(() -> toThread(meet), () -> toThread(meet), () -> toThread(meet)).await();

      assertThat(all).containsExactlyInAnyOrder(0, 1, 2);
    });
  }

  @Test
  void virtualClock_standsStillMeanwhile() {
    TestLoop.run(() -> {
      createTask(() -> sleep(Duration.ofHours(1)));
      turn();

      toThread(() -> "x");

      assertThat(getRunningLoop().time()).isZero();
    });
  }

  @Test
  void functionHasNoRunningLoop() {
    TestLoop.run(() -> {
      Throwable thrown = toThread(() -> catchThrowable(() -> getRunningLoop()));

      assertThat(thrown)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("no running event loop; thread ");
    });
  }

  @Test
  void executor_canBeChosen() {
    TestLoop.run(() -> {
      Executor executor = work -> Thread.ofPlatform().name("mine").start(work);

      assertThat(toThread(() -> Thread.currentThread().getName(), executor)).isEqualTo("mine");
    });
  }

  @Test
  void executorThatRunsInPlace_works() {
    TestLoop.run(() -> {
      assertThat(toThread(() -> "x", Runnable::run)).isEqualTo("x");
    });
  }

  @Test
  void executorThatRejects_throws() {
    TestLoop.run(() -> {
      Executor full =
          work -> {
            throw new RejectedExecutionException("full");
          };

      assertThatThrownBy(() -> toThread(() -> "x", full))
          .isInstanceOf(RejectedExecutionException.class);
    });
  }

  @Test
  void cancelledTask_stopsWaitingWhileTheThreadGoesOn() {
    TestLoop.run(() -> {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch ended = new CountDownLatch(1);
      Task<String> task =
          createTask(() ->
              toThread(() -> {
                begun.countDown();
                Threads.await(release);
                trace.add("interrupted " + Thread.interrupted());
                ended.countDown();
                return "x";
              }));
      turn();
      Threads.await(begun);

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      release.countDown();
      Threads.await(ended);
      trace.is("interrupted false");
    });
  }

  @Test
  void cancelBeforeTheThreadBegins_keepsTheFunctionFromRunning() {
    TestLoop.run(() -> {
      Runnable[] queued = new Runnable[1];
      Task<String> task =
          createTask(() ->
              toThread(
                  () -> {
                    trace.add("ran");
                    return "x";
                  },
                  work -> queued[0] = work));
      turn();
      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      queued[0].run();
      turn();

      trace.is();
    });
  }

  @Test
  void failureAfterACancel_isNotReported() {
    TestLoop.run(() -> {
      CountDownLatch release = new CountDownLatch(1);
      Task<String> task =
          createTask(() ->
              toThread(() -> {
                Threads.await(release);
                throw new IOException("late");
              }));
      turn();
      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      release.countDown();
      toThread(() -> "x");
      turn();
    });
  }

  @Test
  void endOfRun_waitsForTheThreads() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    TestLoop.run(() -> {
      Task<Object> task =
          createTask(() ->
              toThread(() -> {
                begun.countDown();
                Threads.await(release);
                trace.add("thread");
                return null;
              }));
      turn();
      Threads.await(begun);
      task.cancel();
      release.countDown();
    });

    trace.is("thread");
  }

  @Test
  void nullArguments_areRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> toThread(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("function");
      assertThatThrownBy(() -> toThread(() -> "x", null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("executor");
    });
  }

  @Test
  void toThreadInACallback_isRefusedBeforeTheFunctionRuns() {
    TestLoop.run(() -> {
      Throwable[] thrown = new Throwable[1];
      Executor inPlace = Runnable::run;
      getRunningLoop()
          .callSoon(() ->
              thrown[0] =
                  catchThrowable(() ->
                      toThread(
                          () -> {
                            trace.add("ran");
                            return "x";
                          },
                          inPlace)));

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in a callback: only a task can wait");
      trace.is();
    });
  }

  @Test
  void toThreadOutsideALoop_isAnError() {
    assertThatThrownBy(() -> toThread(() -> "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread ");
  }
}
