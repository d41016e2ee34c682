package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.DeadlockReport;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Texts;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** What is said of tasks that can never go on. */
class DeadlockReportTest {
  private static final LoopOptions REAL = LoopOptions.defaults();
  private static final Duration SHORT = Duration.ofMillis(20);

  private static void run(LoopOptions options, Action main) {
    Asyncio.run(
        main,
        org.asyncio4j.RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));
  }

  /** Runs a program and returns what was logged until its end. */
  private static List<String> warnings(LoopOptions options, Action main) {
    try (Log log = Log.open()) {
      run(options, main);
      return said(log);
    }
  }

  /** A slow machine may make a step look like one that holds the loop. */
  private static List<String> said(Log log) {
    return log.warnings().stream()
        .filter(text -> !text.contains("has been held"))
        .map(Texts::fixed)
        .toList();
  }

  private static void locks(Lock first, Lock second) {
    first.acquire();
    turn();
    second.acquire();
  }

  /** Three tasks of which each holds a lock and wants that of the next. */
  private static List<Task<?>> philosophers() {
    List<Lock> forks = List.of(new Lock(), new Lock(), new Lock());
    List<Task<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Lock own = forks.get(i);
      Lock next = forks.get((i + 1) % 3);
      tasks.add(createTask(List.of("a", "b", "c").get(i), () -> locks(own, next)));
    }
    return tasks;
  }

  private static void end(List<? extends Task<?>> tasks) {
    tasks.forEach(task -> task.cancel());
    turns(5);
  }

  /** Ends tasks after the loop has been idle for a moment. */
  private static void idleThenEnd(List<? extends Task<?>> tasks) {
    Asyncio.sleep(SHORT);
    Asyncio.sleep(SHORT);
    end(tasks);
  }

  /** Two tasks that await each other; with a shield between, so that they can be cancelled. */
  private static List<Task<?>> ring() {
    Task<?>[] ring = new Task<?>[2];
    ring[0] = createTask("a", () -> Asyncio.shield(ring[1]).await());
    ring[1] = createTask("b", () -> Asyncio.shield(ring[0]).await());
    return List.of(ring[0], ring[1]);
  }

  // ---------------------------------------------------------------- nothing can go on

  @Test
  void circleOfThreeLocksUnderTheVirtualClock_failsWithTasksLocksAndLines() {
    assertThatThrownBy(
            () -> run(new VirtualClock().loopOptions(), () -> philosophers().getFirst().await()))
        .isInstanceOf(DeadlockException.class)
        .extracting(e -> Texts.fixed(e.getMessage()))
        .isEqualTo(
            """
            deadlock: nothing is ready, no timer is set and no other thread is at work for \
            <EventLoop asyncio-loop-1 running>
              in a circle: 'a' -> 'b' -> 'c' -> 'a'
              Task 'Task-1' (at DeadlockReportTest.java:N) waits for Task 'a'
              Task 'a' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='b' waiters=1> held by Task 'b'
              Task 'b' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='c' waiters=1> held by Task 'c'
              Task 'c' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='a' waiters=1> held by Task 'a'\
            """);
  }

  @Test
  void linesOfTheReport_areThoseOfTheAwaits() {
    int[] line = new int[1];

    Throwable thrown =
        catchThrowable(() ->
            run(
                new VirtualClock().loopOptions(),
                () -> {
                  Future<String> never = Asyncio.getRunningLoop().createFuture();
                  Asyncio.currentTask().setName("main");
                  line[0] = Texts.line(1);
                  never.await();
                }));

    assertThat(thrown)
        .hasMessageContaining("Task 'main' (at DeadlockReportTest.java:" + line[0] + ") waits for");
  }

  @Test
  void realTime_failsIfThatIsWanted() {
    LoopOptions options = REAL.withDeadlockReport(DeadlockReport.FAIL);

    assertThatThrownBy(() -> run(options, () -> ring().getFirst().await()))
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("in a circle: 'a' -> 'b' -> 'a'");
  }

  @Test
  void realTimeThatMayFail_waitsForOtherThreadsItKnows() {
    LoopOptions options = REAL.withDeadlockReport(DeadlockReport.FAIL);

    run(options, () -> assertThat(Asyncio.toThread(() -> "there")).isEqualTo("there"));
  }

  @Test
  void virtualClock_failsEvenIfReportsAreOff() {
    LoopOptions options = new VirtualClock().loopOptions().withDeadlockReport(DeadlockReport.OFF);

    assertThatThrownBy(() -> run(options, () -> Asyncio.getRunningLoop().createFuture().await()))
        .isInstanceOf(DeadlockException.class);
  }

  @Test
  void idleLoopInRealTime_isReportedOnceAfterTheStallTime() {
    LoopOptions options = REAL.withStallReport(Duration.ofMillis(20));
    try (Log log = Log.open()) {
      run(
          options,
          () -> {
            EventLoop loop = Asyncio.getRunningLoop();
            Future<String> never = loop.createFuture();
            Threads.start(() -> {
              Threads.until(() -> !said(log).isEmpty());
              loop.callSoonThreadsafe(() -> never.setResult(""));
            });
            never.await();
          });

      assertThat(said(log))
          .containsExactly(
              """
              <EventLoop asyncio-loop-1 running> waits, and nothing that it knows can wake it: no \
              timer is set, no other thread is at work for it. Unless a thread that it does not \
              know calls in, it waits for ever:
                Task 'Task-1' (at DeadlockReportTest.java:N) waits for <Future pending \
              cb=[Task.wakeup()]>\
              """);
    }
  }

  @Test
  void loopThatWaitsForATimer_isNotReported() {
    LoopOptions options = REAL.withStallReport(Duration.ofMillis(5));

    assertThat(warnings(options, () -> Asyncio.sleep(Duration.ofMillis(60)))).isEmpty();
  }

  @Test
  void loopThatServesAndHasNoTask_isNotReported() throws Exception {
    LoopOptions options = REAL.withStallReport(Duration.ofMillis(5));
    try (Log log = Log.open()) {
      EventLoop loop = Asyncio.newEventLoop(options);
      Thread runner = Threads.start(loop::runForever);
      CountDownLatch later = new CountDownLatch(1);
      run(REAL, () -> Asyncio.sleep(Duration.ofMillis(60)));
      loop.callSoonThreadsafe(later::countDown);
      Threads.await(later);
      loop.callSoonThreadsafe(loop::stop);
      Threads.join(runner);
      loop.close();

      assertThat(said(log)).isEmpty();
    }
  }

  // ---------------------------------------------------------------- some cannot go on

  @Test
  void circleOfThreeLocksInRealTime_isReportedWithTasksLocksAndLines() {
    assertThat(warnings(REAL, () -> idleThenEnd(philosophers())))
        .containsExactly(
            """
            3 tasks of <EventLoop asyncio-loop-1 running> cannot go on, unless one is cancelled: \
            'a' -> 'b' -> 'c' -> 'a'
              Task 'a' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='b' waiters=1> held by Task 'b'
              Task 'b' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='c' waiters=1> held by Task 'c'
              Task 'c' (at DeadlockReportTest.java:N) waits for <Lock [locked] owner='a' waiters=1> held by Task 'a'\
            """);
  }

  @Test
  void circleOfTasks_isReportedOnceHoweverOftenTheLoopIsIdle() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  List<Task<?>> ring = ring();
                  for (int i = 0; i < 20; i++) {
                    Asyncio.sleep(seconds(1));
                  }
                  end(ring);
                }))
        .hasSize(1);
  }

  @Test
  void secondCircle_isReportedToo() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  List<Task<?>> first = ring();
                  Asyncio.sleep(seconds(1));
                  List<Task<?>> second = ring();
                  Asyncio.sleep(seconds(1));
                  end(first);
                  end(second);
                }))
        .hasSize(2);
  }

  @Test
  void taskThatAwaitsItselfThroughACombinator_isReported() {
    List<String> warnings =
        warnings(
            new VirtualClock().loopOptions(),
            () -> {
              Task<?>[] self = new Task<?>[1];
              self[0] = createTask("narcissus", () -> Asyncio.shield(self[0]).await());
              idleThenEnd(List.of(self[0]));
            });

    assertThat(warnings)
        .containsExactly(
            """
            1 task of <EventLoop asyncio-loop-1 running> cannot go on, unless one is cancelled: \
            'narcissus' -> 'narcissus'
              Task 'narcissus' (at DeadlockReportTest.java:N) waits for shield(Task 'narcissus')\
            """);
  }

  @Test
  void circleUnderATimeout_isNotReported() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  Task<?>[] ring = new Task<?>[2];
                  ring[0] =
                      createTask(
                          () -> Asyncio.timeout(seconds(3), () -> Asyncio.shield(ring[1]).await()));
                  ring[1] = createTask(() -> ring[0].await());
                  Asyncio.sleep(seconds(1));
                  Asyncio.wait(List.of(ring[0], ring[1]));
                  assertThat(ring[0].exception()).isNotNull();
                  assertThat(ring[1].exception()).isSameAs(ring[0].exception());
                }))
        .isEmpty();
  }

  @Test
  void circleThatAnotherChildOfAGatherCanBreak_isNotReported() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  Task<?>[] pair = new Task<?>[2];
                  Task<?> other = createTask(() -> Asyncio.sleep(seconds(9)));
                  pair[0] =
                      createTask(
                          () -> Asyncio.gather(List.of(Asyncio.shield(pair[1]), other)).await());
                  pair[1] = createTask(() -> pair[0].await());
                  Asyncio.sleep(seconds(1));
                  end(List.of(pair[1], pair[0]));
                }))
        .isEmpty();
  }

  @Test
  void waitForTheFirst_isNotReportedWhileOneCanGoOn() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  Task<?>[] pair = new Task<?>[2];
                  Task<?> other = createTask(() -> Asyncio.sleep(seconds(9)));
                  pair[0] =
                      createTask(() ->
                          Asyncio.wait(
                              List.of(pair[1], other),
                              org.asyncio4j.task.ReturnWhen.FIRST_COMPLETED));
                  pair[1] = createTask(() -> pair[0].await());
                  Asyncio.sleep(seconds(1));
                  Asyncio.wait(List.of(pair[0], pair[1]));
                }))
        .isEmpty();
  }

  @Test
  void chainThatEndsWell_isNotReported() {
    assertThat(
            warnings(
                new VirtualClock().loopOptions(),
                () -> {
                  Task<?> last = createTask(() -> Asyncio.sleep(seconds(9)));
                  for (int i = 0; i < 50; i++) {
                    Task<?> before = last;
                    last = createTask(() -> before.await());
                  }
                  last.await();
                }))
        .isEmpty();
  }

  @Test
  void reportsOff_saysNothing() {
    assertThat(
            warnings(
                REAL.withDeadlockReport(DeadlockReport.OFF), () -> idleThenEnd(philosophers())))
        .isEmpty();
  }

  /** With many tasks the watchdog sees to it that the loop looks. */
  @Test
  void circleAmongManyTasks_isReported() {
    try (Log log = Log.open()) {
      run(
          REAL,
          () -> {
            List<Task<?>> tasks = new ArrayList<>(ring());
            for (int i = 0; i < 1000; i++) {
              tasks.add(createTask(() -> Asyncio.sleep(seconds(3600))));
            }
            CountDownLatch said = new CountDownLatch(1);
            Threads.start(() -> {
              Threads.until(() -> !said(log).isEmpty());
              said.countDown();
            });
            Asyncio.toThread(() -> {
              Threads.await(said);
              return "";
            });
            end(tasks);
          });

      assertThat(said(log)).hasSize(1).first().asString().contains("'a' -> 'b' -> 'a'");
    }
  }
}
