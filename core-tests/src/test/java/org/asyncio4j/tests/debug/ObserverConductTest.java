package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.Asyncio;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What observers may do, and that a program runs as if there were none. */
class ObserverConductTest {
  private final Trace trace = new Trace();

  /** Does the same at each event. */
  private static LoopObserver at(Action code) {
    return new LoopObserver() {
      private void now() {
        try {
          code.run();
        } catch (RuntimeException | Error e) {
          throw e;
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void taskCreated(Task<?> task, @Nullable Task<?> creator) {
        now();
      }

      @Override
      public void taskStarted(Task<?> task) {
        now();
      }

      @Override
      public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
        now();
      }

      @Override
      public void taskResumed(Task<?> task) {
        now();
      }

      @Override
      public void taskCancelRequested(
          Task<?> task, @Nullable Task<?> by, @Nullable String message) {
        now();
      }

      @Override
      public void taskDone(Task<?> task) {
        now();
      }

      @Override
      public void turnStarted(EventLoop loop, int ready) {
        now();
      }

      @Override
      public void turnEnded(EventLoop loop) {
        now();
      }

      @Override
      public boolean observesTurns() {
        now();
        return true;
      }
    };
  }

  /** Two tasks that take turns, a cancelled one, and a timer that cancels. */
  private void program() {
    Task<?> never = Asyncio.createTask("never", () -> trace.add("never"));
    never.cancel();
    Task<?> late = Asyncio.createTask("late", () -> Asyncio.sleep(seconds(9)));
    Asyncio.getRunningLoop().callLater(seconds(1), () -> late.cancel());
    Asyncio.gather(Asyncio.action(() -> steps("a")), Asyncio.action(() -> steps("b"))).await();
    Asyncio.wait(List.of(never, late));
    trace.add("end");
  }

  private void steps(String name) {
    for (int i = 1; i <= 2; i++) {
      trace.add(name + i);
      turn();
    }
  }

  @Test
  void observerThatFails_isReportedOnceAndTheProgramGoesOn() {
    try (Log log = Log.open()) {
      TestLoop.run(() -> {
        Debug.observe(
            Asyncio.getRunningLoop(),
            at(() -> {
              throw new IllegalStateException("broken");
            }));
        program();
      });

      trace.is("a1", "b1", "a2", "b2", "end");
      assertThat(log.errors())
          .singleElement()
          .asString()
          .startsWith("The observer ObserverConductTest")
          .contains("has failed with java.lang.IllegalStateException: broken; the program goes on")
          .contains("correct its code, or close its registration");
      assertThat(log.thrown()).hasOnlyElementsOfType(IllegalStateException.class);
    }
  }

  @Test
  void makerThatFails_isReportedOnceAndTheProgramGoesOn() {
    try (Log log = Log.open();
        var _ =
            Debug.observeEach(_ -> {
              throw new IllegalStateException("broken");
            })) {
      TestLoop.run(this::program);

      trace.is("a1", "b1", "a2", "b2", "end");
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void await_isRefusedAndTheProgramGoesOn() {
    try (Log log = Log.open()) {
      TestLoop.run(() -> {
        Debug.observe(Asyncio.getRunningLoop(), at(() -> turn()));
        program();
      });

      trace.is("a1", "b1", "a2", "b2", "end");
      assertThat(log.errors())
          .singleElement()
          .asString()
          .contains("await in an observer of the loop: all else stands still while it is told");
    }
  }

  @Test
  void awaitOfAFuture_isRefusedAndTheTaskStillWakes() {
    try (Log log = Log.open()) {
      TestLoop.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        Future<Integer> never = loop.createFuture();
        Debug.observe(loop, at(never::await));
        program();
      });

      trace.is("a1", "b1", "a2", "b2", "end");
      assertThat(log.errors()).hasSize(1);
    }
  }

  @Test
  void eagerTask_isRefused() {
    TestLoop.run(() -> {
      List<Throwable> thrown = new ArrayList<>();
      LoopObserver maker =
          new LoopObserver() {
            @Override
            public void taskStarted(Task<?> task) {
              TaskOptions eager = TaskOptions.defaults().withEagerStart(true);
              try {
                Asyncio.createTask(() -> turn(), eager);
              } catch (IllegalStateException e) {
                thrown.add(e);
              }
            }
          };
      try (var _ = Debug.observe(Asyncio.getRunningLoop(), maker)) {
        Asyncio.createTask(() -> turn()).await();
      }

      assertThat(thrown).singleElement().asString().contains("await in an observer of the loop");
      assertThat(Asyncio.allTasks()).hasSize(1);
    });
  }

  @Test
  void noMethod_runsOnTheLoopsOwnThread() {
    List<String> threads = new ArrayList<>();

    TestLoop.run(() -> {
      Debug.observe(
          Asyncio.getRunningLoop(),
          at(() -> threads.add(Thread.currentThread().getClass().getSimpleName())));
      program();
    });

    assertThat(threads).hasSizeGreaterThan(20).contains("VirtualThread").doesNotContain("Carrier");
  }

  @Test
  void lockThatIsTaken_letsNothingElseGoFirst() throws Exception {
    ReentrantLock lock = new ReentrantLock();

    TestLoop.run(() -> {
      Debug.observe(
          Asyncio.getRunningLoop(),
          at(() -> {
            holdForAMoment(lock);
            lock.lock();
            lock.unlock();
          }));
      program();
    });

    trace.is("a1", "b1", "a2", "b2", "end");
  }

  /** Another thread has the lock and gives it back once somebody waits for it. */
  private static void holdForAMoment(ReentrantLock lock) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    Threads.start(() -> {
      lock.lock();
      taken.countDown();
      Threads.until(lock::hasQueuedThreads);
      lock.unlock();
    });
    while (taken.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatAnObserverSetsOff_isToldAfterIt() {
    TestLoop.run(() -> {
      LoopObserver canceller =
          new LoopObserver() {
            @Override
            public void taskSuspended(Task<?> task, @Nullable Future<?> awaited) {
              if (task.name().equals("child")) {
                trace.add("cancels");
                task.cancel();
                trace.add("has cancelled");
              }
            }

            @Override
            public void taskCancelRequested(
                Task<?> task, @Nullable Task<?> by, @Nullable String message) {
              trace.add("told of it");
            }
          };
      Debug.observe(Asyncio.getRunningLoop(), canceller);
      Task<?> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(1)));
      Asyncio.wait(List.of(child));
      assertThat(child.cancelled()).isTrue();
    });

    trace.is("cancels", "has cancelled", "told of it");
  }

  @Test
  void blockingCall_isToldWhereItLeavesTheLoop() {
    Watcher watcher = new Watcher();
    CountDownLatch release = new CountDownLatch(1);

    TestLoop.runInRealTime(() -> {
      Debug.observe(Asyncio.getRunningLoop(), watcher);
      Task<?> blocked = Asyncio.createTask("blocked", () -> Threads.await(release));
      if (Driver.scheduled()) {
        turn();
      }
      release.countDown();
      blocked.await();
    });

    List<String> told =
        watcher.trace.events().stream().filter(line -> line.startsWith("blocked ")).toList();
    if (Driver.scheduled()) {
      assertThat(told)
          .containsSubsequence(
              "blocked started", "blocked blocked", "blocked unblocked", "blocked done: None");
    } else {
      assertThat(told).doesNotContain("blocked blocked").contains("blocked done: None");
    }
  }

  @Test
  void nullArguments_areRefused() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThatThrownBy(() -> Debug.observe(loop, null)).hasMessage("observer");
    assertThatThrownBy(() -> Debug.observe(null, at(() -> {}))).hasMessage("loop");
    assertThatThrownBy(() -> Debug.observeEach(null)).hasMessage("maker");
  }

  @Test
  void observerOfAClosedLoop_isLeftAlone() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    try (var _ = Debug.observe(loop, at(() -> trace.add("told")))) {
      TestLoop.run(() -> turn());
    }

    assertThat(trace.events()).isEmpty();
  }
}
