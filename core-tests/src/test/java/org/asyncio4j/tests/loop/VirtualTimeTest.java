package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Blocking;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The virtual clock stands still while something real is at work, and fails where nothing is. */
class VirtualTimeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();

  private void addTime(String what) {
    trace.add(what + " at " + clock.time());
  }

  @Test
  void sleepOfHours_takesNone() {
    clock.run(() -> {
      Asyncio.sleep(HOUR);
      addTime("woken");
    });

    trace.is("woken at PT1H");
  }

  @ParameterizedTest
  @EnumSource
  void taskInABlockingCall_timeStandsStill(Blocking kind) throws Exception {
    Blocking.Call call = kind.open(Duration.ofMillis(20));

    clock.run(() -> {
      var sleeper =
          Asyncio.createTask(() -> {
            Asyncio.sleep(HOUR);
            addTime("sleeper");
          });
      Asyncio.sleep(Duration.ZERO);
      Thread self = Thread.currentThread();
      Threads.start(() -> {
        Threads.awaitAtRest(self);
        call.release().run();
      });
      call.block().run();
      addTime("blocked");
      sleeper.await();
    });

    trace.is("blocked at PT0S", "sleeper at PT1H");
  }

  @Test
  void taskInToThread_timeStandsStill() {
    CountDownLatch gate = new CountDownLatch(1);

    clock.run(() -> {
      var sleeper =
          Asyncio.createTask(() -> {
            Asyncio.sleep(HOUR);
            addTime("sleeper");
          });
      Threads.start(gate::countDown);
      Asyncio.toThread(() -> {
        Threads.await(gate);
        Thread.sleep(20); // time for a clock that jumps to do so
        return null;
      });
      addTime("thread");
      sleeper.await();
    });

    trace.is("thread at PT0S", "sleeper at PT1H");
  }

  @Test
  void taskThatAwaitsACompletionStage_timeStandsStill() {
    clock.run(() -> {
      var sleeper =
          Asyncio.createTask(() -> {
            Asyncio.sleep(HOUR);
            addTime("sleeper");
          });
      CompletableFuture<String> stage = new CompletableFuture<>();
      Threads.start(() -> {
        Thread.sleep(20); // time for a clock that jumps to do so
        stage.complete("");
      });
      Asyncio.await(stage);
      addTime("stage");
      sleeper.await();
    });

    trace.is("stage at PT0S", "sleeper at PT1H");
  }

  @Test
  void cancelledStageOrThread_holdsTimeNoLonger() {
    CountDownLatch release = new CountDownLatch(1);

    clock.run(() -> {
      var waiter = Asyncio.createTask(() -> Asyncio.await(new CompletableFuture<String>()));
      Asyncio.sleep(Duration.ZERO);
      waiter.cancel();
      Asyncio.sleep(HOUR);
      addTime("woken");
      release.countDown();
    });

    trace.is("woken at PT1H");
  }

  @Test
  void nothingCanEverWakeTheProgram_failsWithAllTasksAndWhatTheyWaitFor() {
    assertThatThrownBy(() ->
            clock.run(() -> {
              Future<String> never = Asyncio.getRunningLoop().createFuture();
              Asyncio.createTask("other", () -> waitsHere(never));
              never.await();
            }))
        .isInstanceOf(DeadlockException.class)
        .hasMessageStartingWith(
            "deadlock: nothing is ready, no timer is set and no other thread is at work for"
                + " <EventLoop asyncio-loop-")
        .hasMessageContaining("\n  Task 'other' (at VirtualTimeTest.java:")
        .hasMessageContaining(") waits for <Future pending cb=[");
  }

  private static String waitsHere(Future<String> future) {
    return future.await();
  }

  @Test
  void deadlock_runsTheFinallyBlocksOfTheTasks() {
    assertThatThrownBy(() ->
            clock.run(() -> {
              try {
                Asyncio.getRunningLoop().createFuture().await();
              } finally {
                trace.add("finally");
              }
            }))
        .isInstanceOf(DeadlockException.class);

    trace.is("finally");
  }

  @Test
  void tasksThatAwaitEachOther_areNamedInTheDeadlock() {
    assertThatThrownBy(() ->
            clock.run(() -> {
              var tasks = new org.asyncio4j.task.Task<?>[2];
              tasks[0] = Asyncio.createTask("ping", () -> tasks[1].await());
              tasks[1] = Asyncio.createTask("pong", () -> tasks[0].await());
              tasks[0].await();
            }))
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("\n  in a circle: 'ping' -> 'pong' -> 'ping'");
  }

  /** A loop that serves other threads has nothing to do before the first of them calls. */
  @Test
  void runForeverWithoutTasks_waitsForOtherThreads() throws Exception {
    EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
    Thread runner = Threads.start(loop::runForever);
    Threads.until(() -> carrierOf(loop).isPresent());
    Threads.awaitAtRest(carrierOf(loop).orElseThrow());

    var result = Asyncio.runCoroutineThreadsafe(() -> Asyncio.sleep(HOUR, "served"), loop);

    assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo("served");
    loop.callSoonThreadsafe(loop::stop);
    Threads.join(runner);
    loop.close();
  }

  @Test
  void runForeverWithATimerAndNoTask_jumpsToIt() {
    EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
    loop.callLater(HOUR, loop::stop);

    loop.runForever();

    assertThat(clock.time()).isEqualTo(HOUR);
    loop.close();
  }

  @Test
  void runForeverWithATaskThatNothingCanWake_fails() {
    EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
    loop.createTask(() -> Asyncio.getRunningLoop().createFuture().await());

    assertThatThrownBy(loop::runForever).isInstanceOf(DeadlockException.class);
    loop.close();
  }

  private static Optional<Thread> carrierOf(EventLoop loop) {
    String name = loop.toString().split(" ")[1];
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findAny();
  }

  @Test
  void installedClock_servesProgramsThatCallRunThemselves() {
    try (var installed = VirtualClock.install()) {
      Asyncio.run(() -> Asyncio.sleep(HOUR));

      assertThat(installed.clock().time()).isEqualTo(HOUR);
    }
  }
}
