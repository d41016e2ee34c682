package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** {@code runInExecutor}, the default executor and its end. */
class ExecutorTest {
  private final Trace trace = new Trace();

  @Test
  void function_runsOnAWorkerOfTheLoopAndItsResultComesBack() {
    Thread worker =
        Asyncio.run(
            () -> Asyncio.getRunningLoop().runInExecutor(null, Thread::currentThread).await());

    assertThat(worker.isVirtual()).isFalse();
    assertThat(worker.getName()).matches("asyncio-loop-\\d+-worker-1");
  }

  @Test
  void loop_goesOnWhileTheFunctionRuns() {
    CountDownLatch release = new CountDownLatch(1);

    Asyncio.run(() -> {
      Future<String> future =
          Asyncio.getRunningLoop()
              .runInExecutor(
                  null,
                  () -> {
                    Threads.await(release);
                    return "result";
                  });
      Asyncio.sleep(Duration.ofMillis(1));
      trace.add("went on");
      release.countDown();
      trace.add(future.await());
    });

    trace.is("went on", "result");
  }

  @Test
  void exceptionOfTheFunction_isThrownAsItIs() {
    IOException own = new IOException("own");

    assertThatThrownBy(() ->
            Asyncio.run(() ->
                Asyncio.getRunningLoop()
                    .runInExecutor(
                        null,
                        () -> {
                          throw own;
                        })
                    .await()))
        .isSameAs(own);
  }

  @Test
  void givenExecutor_isUsed() {
    try (ExecutorService own =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "own worker"))) {
      String name =
          Asyncio.run(() ->
              Asyncio.getRunningLoop()
                  .runInExecutor(own, () -> Thread.currentThread().getName())
                  .await());

      assertThat(name).isEqualTo("own worker");
    }
  }

  @Test
  void setDefaultExecutor_isUsedAndShutDownByTheLoop() {
    ExecutorService own = Executors.newSingleThreadExecutor(work -> new Thread(work, "own"));

    String name =
        Asyncio.run(() -> {
          EventLoop loop = Asyncio.getRunningLoop();
          loop.setDefaultExecutor(own);
          return loop.runInExecutor(null, () -> Thread.currentThread().getName()).await();
        });

    assertThat(name).isEqualTo("own");
    assertThat(own.isTerminated()).isTrue();
  }

  @Test
  void cancelledFuture_doesNotStopTheFunction() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();

    Asyncio.run(() -> {
      Future<String> future =
          Asyncio.getRunningLoop()
              .runInExecutor(
                  null,
                  () -> {
                    begun.countDown();
                    Threads.await(release);
                    ended.set(!Thread.interrupted());
                    return "";
                  });
      Asyncio.toThread(() -> {
        Threads.await(begun);
        return null;
      });
      future.cancel();
      trace.add("cancelled " + future.cancelled());
      release.countDown();
    });

    trace.is("cancelled true");
    assertThat(ended).isTrue(); // run has waited for the worker
  }

  @Test
  void futureCancelledBeforeItsTurn_theFunctionNeverRuns() {
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      CountDownLatch release = new CountDownLatch(1);
      Asyncio.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        Future<String> first =
            loop.runInExecutor(
                one,
                () -> {
                  Threads.await(release);
                  return "first";
                });
        Future<String> second =
            loop.runInExecutor(
                one,
                () -> {
                  trace.add("second runs");
                  return "";
                });
        second.cancel();
        release.countDown();
        trace.add(first.await());
      });
    }

    trace.is("first");
  }

  @Test
  void toThread_cancelledTaskStopsWaiting() {
    CountDownLatch release = new CountDownLatch(1);

    Asyncio.run(() -> {
      var task =
          Asyncio.createTask(() ->
              Asyncio.toThread(() -> {
                Threads.await(release);
                return "";
              }));
      Asyncio.sleep(Duration.ofMillis(1));
      task.cancel();
      try {
        task.await();
      } catch (CancelledError e) {
        trace.add("cancelled");
      }
      release.countDown();
    });

    trace.is("cancelled");
  }

  @Test
  void context_isCarriedOverByToThreadOnly() {
    ContextVar<String> variable = ContextVar.of("variable", "none");

    Asyncio.run(() -> {
      variable.set("task's");
      EventLoop loop = Asyncio.getRunningLoop();
      trace.add(loop.runInExecutor(null, () -> variable.get()).await());
      trace.add(Asyncio.toThread(() -> variable.get()));
    });

    trace.is("none", "task's");
  }

  @Test
  void executorThatRejects_throwsToTheCaller() {
    ExecutorService shut = Executors.newSingleThreadExecutor();
    shut.shutdown();

    assertThatThrownBy(
            () -> Asyncio.run(() -> Asyncio.getRunningLoop().runInExecutor(shut, () -> "")))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void afterItsShutdown_theDefaultExecutorRefuses() {
    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.runInExecutor(null, () -> "").await();
      loop.shutdownDefaultExecutor(Duration.ofSeconds(5));
      try {
        loop.runInExecutor(null, () -> "");
      } catch (IllegalStateException e) {
        trace.add(e.getMessage());
      }
    });

    trace.is("Executor shutdown has been called; hand an executor of your own to runInExecutor");
  }

  @Test
  void shutdownWithTimeout_warnsAndLeavesTheThreads() {
    CountDownLatch release = new CountDownLatch(1);
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        Future<String> future =
            loop.runInExecutor(
                null,
                () -> {
                  Threads.await(release);
                  return "";
                });
        loop.shutdownDefaultExecutor(Duration.ofMillis(20));
        trace.add("went on");
        release.countDown();
        future.await();
      });

      trace.is("went on");
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .startsWith("The executor did not finish joining its threads within 0.02 seconds");
    }
  }

  @Test
  void shutdownWithNegativeTimeout_isRefused() {
    EventLoop loop = Asyncio.newEventLoop();

    assertThatThrownBy(() -> loop.shutdownDefaultExecutor(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("timeout: PT-1S (expected: zero or more)");
    loop.close();
  }

  @Test
  void moreCallsThanThreads_allRun() {
    int calls = 200;
    int[] sum = new int[1];

    Asyncio.run(() -> {
      var all = new java.util.ArrayList<Future<Integer>>();
      for (int i = 0; i < calls; i++) {
        all.add(Asyncio.getRunningLoop().runInExecutor(null, () -> 1));
      }
      for (Future<Integer> each : all) {
        sum[0] += each.await();
      }
    });

    assertThat(sum[0]).isEqualTo(calls);
  }
}
