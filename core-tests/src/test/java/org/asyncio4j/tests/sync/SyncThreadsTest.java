package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which threads and which loops may use locks, events and queues. */
class SyncThreadsTest {
  /** One of each, all used in the running loop once, so that they know where they are at home. */
  private static final class Things {
    final Lock lock = new Lock();
    final Event event = new Event();
    final Condition condition = new Condition();
    final Semaphore semaphore = new Semaphore(1);
    final Barrier barrier = new Barrier(1);
    final Queue<String> queue = new Queue<>();

    void use() {
      lock.with(() -> {});
      event.clear();
      condition.with(condition::signalAll);
      semaphore.with(() -> {});
      barrier.await();
      queue.put("x");
      queue.get();
      queue.taskDone();
    }
  }

  @FunctionalInterface
  private interface Operation {
    void on(Things things) throws Throwable;
  }

  private static Arguments operation(String name, Operation operation) {
    return Arguments.of(name, operation);
  }

  static Stream<Arguments> changes() {
    return Stream.concat(
        waits(),
        Stream.of(
            operation("Lock.release", t -> t.lock.release()),
            operation("Event.set", t -> t.event.set()),
            operation("Event.clear", t -> t.event.clear()),
            operation("Lock.release", t -> t.condition.release()),
            operation("Condition.signal", t -> t.condition.signal()),
            operation("Condition.signalAll", t -> t.condition.signalAll()),
            operation("Semaphore.release", t -> t.semaphore.release()),
            operation("Queue.putNowait", t -> t.queue.putNowait("x")),
            operation("Queue.getNowait", t -> t.queue.getNowait()),
            operation("Queue.taskDone", t -> t.queue.taskDone()),
            operation("Queue.shutdown", t -> t.queue.shutdown()),
            operation("Queue.shutdownNow", t -> t.queue.shutdownNow())));
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        operation("Lock.acquire", t -> t.lock.acquire()),
        operation("Lock.acquire", t -> t.lock.with(() -> {})),
        operation("Event.await", t -> t.event.await()),
        operation("Lock.acquire", t -> t.condition.acquire()),
        operation("Condition.await", t -> t.condition.await()),
        operation("Condition.awaitFor", t -> t.condition.awaitFor(() -> true)),
        operation("Semaphore.acquire", t -> t.semaphore.acquire()),
        operation("Barrier.await", t -> t.barrier.await()),
        operation("Barrier.reset", t -> t.barrier.reset()),
        operation("Barrier.abort", t -> t.barrier.abort()),
        operation("Queue.put", t -> t.queue.put("x")),
        operation("Queue.get", t -> t.queue.get()),
        operation("Queue.join", t -> t.queue.join()));
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        operation("Lock.locked", t -> t.lock.locked()),
        operation("Event.isSet", t -> t.event.isSet()),
        operation("Condition.locked", t -> t.condition.locked()),
        operation("Semaphore.locked", t -> t.semaphore.locked()),
        operation("Barrier.waiting", t -> t.barrier.waiting()),
        operation("Barrier.broken", t -> t.barrier.broken()),
        operation("Queue.qsize", t -> t.queue.qsize()),
        operation("Queue.empty", t -> t.queue.empty()),
        operation("Queue.full", t -> t.queue.full()),
        operation("Queue.maxsize", t -> t.queue.maxsize()));
  }

  // ---------------------------------------------------------------- threads

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("changes")
  void changeFromAnotherThread_namesBothThreads(String name, Operation change) {
    Throwable thrown =
        TestLoop.run(() -> {
          Things things = new Things();
          things.use();
          return toThread(() -> thrownOnForeignThread(() -> change.on(things)));
        });

    assertThat(thrown)
        .isInstanceOf(WrongThreadException.class)
        .hasMessageMatching(
            name.replace(".", "\\.")
                + " was called on thread foreign, but <EventLoop asyncio-loop-\\d+ running> runs on"
                + " thread asyncio-loop-\\d+; use callSoonThreadsafe or runCoroutineThreadsafe");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reads")
  void readFromAnotherThread_isFine(String name, Operation read) {
    Throwable thrown =
        TestLoop.run(() -> {
          Things things = new Things();
          things.use();
          return toThread(() -> thrownOnForeignThread(() -> read.on(things)));
        });

    assertThat(thrown).as(name).isNull();
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("waits")
  void waitWithoutALoop_saysWhatToDo(String name, Operation wait) {
    assertThatThrownBy(() -> wait.on(new Things()))
        .as(name)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread main runs none");
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("waits")
  void waitInACallback_isRefusedEvenIfItWouldNotSuspend(String name, Operation wait) {
    Throwable[] thrown = new Throwable[1];

    TestLoop.run(() -> {
      Things things = new Things();
      things.use();
      getRunningLoop()
          .callSoon(() -> {
            try {
              wait.on(things);
            } catch (Throwable e) {
              thrown[0] = e;
            }
          });
      turn();
    });

    assertThat(thrown[0])
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(name + " in a callback: only a task can wait; make one with createTask(...)");
  }

  @Test
  void changesInACallback_areFine() {
    TestLoop.run(() -> {
      Things things = new Things();
      things.lock.acquire();
      getRunningLoop()
          .callSoon(() -> {
            things.event.set();
            things.lock.release();
            things.queue.putNowait("x");
          });

      things.event.await();

      assertThat(things.lock.locked()).isFalse();
      assertThat(things.queue.getNowait()).isEqualTo("x");
    });
  }

  // ---------------------------------------------------------------- loops

  @Test
  void whatWasMadeBeforeTheLoop_worksInIt() {
    Things things = new Things();

    TestLoop.run(things::use);

    assertThat(things.queue.empty()).isTrue();
  }

  @Test
  void whatNobodyHasHadToWaitFor_goesFromOneRunToTheNext() {
    Things things = new Things();

    TestLoop.run(things::use);
    TestLoop.run(things::use);

    assertThat(things.lock.locked()).isFalse();
  }

  @Test
  void whatIsLeftInAQueueAfterTheRun_canBeTakenByAnyThread() throws InterruptedException {
    Queue<String> queue = new Queue<>();
    TestLoop.run(() -> queue.put("x"));
    String[] got = new String[1];

    Throwable thrown = thrownOnForeignThread(() -> got[0] = queue.getNowait());

    assertThat(thrown).isNull();
    assertThat(got[0]).isEqualTo("x");
  }

  /** Makes somebody wait in one loop, then somebody in the next. */
  private static Throwable thrownInTheSecondLoop(Action wait, Action wake) {
    Action waiting =
        () -> {
          Task<Void> task = createTask(wait);
          turn();
          wake.run();
          task.await();
        };
    TestLoop.run(waiting);
    Throwable[] thrown = new Throwable[1];
    TestLoop.run(() -> {
      try {
        waiting.run();
      } catch (Throwable e) {
        thrown[0] = e;
      }
    });
    return thrown[0];
  }

  static Stream<Arguments> bound() {
    Supplier<Arguments> lock =
        () -> {
          Lock it = new Lock();
          return Arguments.of(
              "<Lock [locked] owner='Task-\\d+'>",
              (Action)
                  () -> {
                    it.acquire();
                    it.acquire();
                  },
              (Action) it::release);
        };
    Event event = new Event();
    Semaphore semaphore = new Semaphore(0);
    Queue<String> queue = new Queue<>();
    Condition condition = new Condition();
    return Stream.of(
        lock.get(),
        Arguments.of(
            "<Event \\[unset\\]>",
            (Action) event::await,
            (Action)
                () -> {
                  event.set();
                  event.clear();
                }),
        Arguments.of(
            "<Semaphore \\[locked\\]>", (Action) semaphore::acquire, (Action) semaphore::release),
        Arguments.of(
            "<Condition \\[locked\\] owner='Task-\\d+'>",
            (Action) () -> condition.with(() -> condition.await()),
            (Action) () -> condition.with(condition::signalAll)),
        Arguments.of(
            "<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0>",
            (Action)
                () -> {
                  queue.get();
                  queue.taskDone();
                },
            (Action) () -> queue.putNowait("x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bound")
  void secondLoopInWhichSomebodyHasToWait_isRefused(String text, Action wait, Action wake) {
    Throwable thrown = thrownInTheSecondLoop(wait, wake);

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            text.replace("[locked] owner", "\\[locked\\] owner")
                + " is bound to a different event loop; tasks have waited for it in <EventLoop"
                + " asyncio-loop-\\d+ closed>, this is <EventLoop asyncio-loop-\\d+ running>: make"
                + " one for each loop");
  }

  @Test
  void twoLoopsAtTheSameTime_areToldApartBeforeAnybodyWaits() {
    TestLoop.runInRealTime(() -> {
      Lock lock = new Lock();
      lock.with(() -> {});

      Throwable thrown =
          toThread(() -> {
            try {
              Asyncio.run(lock::acquire);
              return null;
            } catch (Throwable e) {
              return e;
            }
          });

      assertThat(thrown)
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("Lock.acquire was called on thread ")
          .hasMessageContaining("runs on thread asyncio-loop-");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void loopThatRests_givesWayToTheNextOneWhileNobodyWaits() {
    Lock lock = new Lock();
    EventLoop first = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    first.runUntilComplete(Asyncio.action(() -> lock.with(() -> sleep(Duration.ofSeconds(1)))));

    TestLoop.run(() -> lock.with(() -> {}));
    first.runUntilComplete(Asyncio.action(() -> lock.with(() -> {})));
    first.close();

    assertThat(lock.locked()).isFalse();
  }
}
