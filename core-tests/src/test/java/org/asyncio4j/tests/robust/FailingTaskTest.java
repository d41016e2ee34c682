package org.asyncio4j.tests.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Log;
import org.junit.jupiter.api.Test;

/** Tasks that fail in the worst ways: the loop lives, and what happened is reported. */
class FailingTaskTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();

  @Test
  void endlessCatchOfThrowableAroundAwaits_doesNotStopTheOthers() {
    int[] swallowed = new int[1];

    clock.run(() -> {
      Task<?> stubborn =
          Asyncio.createTask(() -> {
            while (swallowed[0] < 100) {
              try {
                Asyncio.sleep(MOMENT);
              } catch (Throwable e) {
                swallowed[0]++;
              }
            }
            trace.add("stubborn ends");
          });
      Asyncio.sleep(Duration.ZERO);
      for (int i = 0; i < 100; i++) {
        stubborn.cancel();
        Asyncio.sleep(Duration.ZERO);
        Asyncio.sleep(Duration.ZERO);
      }
      trace.add("others");
      stubborn.await();
      trace.add("cancelled: " + stubborn.cancelled() + " " + stubborn.cancelling());
    });

    trace.is("stubborn ends", "others", "cancelled: false 100");
  }

  @Test
  void taskThatCatchesEverythingForEver_isReportedAtTheEndOfRunWhichTheDeadlineLetsReturn() {
    RunOptions options = RunOptions.defaults().withShutdownDeadline(Duration.ofMillis(200));
    boolean[] stop = new boolean[1];
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Asyncio.createTask("stubborn", () -> catchForEver(stop));
            Asyncio.sleep(MOMENT);
          },
          options);

      assertThat(log.errors())
          .singleElement()
          .asString()
          .startsWith("run returns without these tasks, since its deadline has passed")
          .contains("name='stubborn'")
          .contains("FailingTaskTest.catchForEver(FailingTaskTest.java:");
    } finally {
      stop[0] = true;
    }
  }

  private static void catchForEver(boolean[] stop) {
    while (!stop[0]) {
      try {
        Asyncio.sleep(MOMENT);
      } catch (Throwable e) {
        assertThat(e).isInstanceOf(CancelledError.class);
      }
    }
  }

  @Test
  void stackOverflowInATask_endsThatTaskAndNoOther() {
    Throwable[] error = new Throwable[1];

    clock.run(() -> {
      Task<?> deep = Asyncio.createTask(() -> recurse(0));
      Task<?> other = Asyncio.createTask(() -> Asyncio.sleep(MOMENT));
      Asyncio.wait(List.of(deep, other));
      error[0] = deep.exception();
      trace.add(other.toString().contains("finished") ? "other finished" : "other lost");
    });

    assertThat(error[0]).isInstanceOf(StackOverflowError.class);
    trace.is("other finished");
  }

  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }

  /** Awaits move a deep stack into the heap, so what overflows is what comes after them. */
  @Test
  void stackOverflowAfterAwaitsInDeepRecursion_endsThatTaskAndNoOther() {
    Throwable[] error = new Throwable[1];
    int[] ticks = new int[1];

    clock.run(() -> {
      Task<?> deep = Asyncio.createTask(() -> recurseAndAwait(0));
      Task<?> ticker =
          Asyncio.createTask(() -> {
            while (!deep.done()) {
              ticks[0]++;
              Asyncio.sleep(Duration.ZERO);
            }
          });
      Asyncio.wait(List.of(deep, ticker));
      error[0] = deep.exception();
      Asyncio.createTask(() -> trace.add("next task")).await();
    });

    assertThat(error[0]).isInstanceOf(StackOverflowError.class);
    assertThat(ticks[0]).isGreaterThan(10);
    trace.is("next task");
  }

  private static int recurseAndAwait(int depth) {
    if (depth % 100 == 0 && depth < 2_000) {
      Asyncio.sleep(Duration.ZERO);
    }
    return recurseAndAwait(depth + 1) + 1;
  }

  /** Whoever catches the overflow awaits with hardly any stack left, so that overflows as well. */
  @Test
  void awaitWithHardlyAnyStackLeft_failsOrWaitsAndTheLoopLives() {
    int[] rounds = new int[1];

    clock.run(() -> {
      int[] ticks = new int[1];
      Task<?> ticker =
          Asyncio.createTask(() -> {
            while (rounds[0] < 4) {
              ticks[0]++;
              Asyncio.sleep(MOMENT);
            }
          });
      for (int i = 0; i < 4; i++) {
        Asyncio.createTask(() -> recurseThenAwaitAtTheEdge(0)).await();
        rounds[0]++;
      }
      ticker.await();
    });

    assertThat(rounds[0]).isEqualTo(4);
  }

  private static int recurseThenAwaitAtTheEdge(int depth) {
    try {
      return recurseThenAwaitAtTheEdge(depth + 1) + 1;
    } catch (StackOverflowError e) {
      Asyncio.sleep(MOMENT);
      return depth;
    }
  }

  @Test
  void stackOverflowInACallback_isReportedAndTheLoopLives() {
    List<Throwable> reported = new ArrayList<>();

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.setExceptionHandler((in, report) -> reported.add(report.exception()));
      loop.callSoon(() -> recurse(0));
      loop.callSoon(() -> trace.add("next"));
      Asyncio.sleep(MOMENT);
    });

    assertThat(reported).singleElement().isInstanceOf(StackOverflowError.class);
    trace.is("next");
  }

  @Test
  void outOfMemoryInATask_endsThatTaskAndNoOther() {
    Throwable[] error = new Throwable[1];

    clock.run(() -> {
      Task<?> hungry = Asyncio.createTask(FailingTaskTest::eatAll);
      Task<?> other = Asyncio.createTask(() -> Asyncio.sleep(MOMENT));
      Asyncio.wait(List.of(hungry, other));
      error[0] = hungry.exception();
      Asyncio.sleep(MOMENT);
      trace.add("goes on");
    });

    assertThat(error[0]).isInstanceOf(OutOfMemoryError.class);
    trace.is("goes on");
  }

  private static long eatAll() {
    List<long[]> eaten = new ArrayList<>();
    for (; ; ) {
      eaten.add(new long[Integer.MAX_VALUE - 8]);
    }
  }

  @Test
  void errorNobodyAsksFor_isReportedAtTheEnd() {
    List<String> reports = new ArrayList<>();
    Error own = new Error("own");

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.setExceptionHandler(
          (in, report) -> reports.add(report.message() + " " + report.exception()));
      Action fails =
          () -> {
            throw own;
          };
      loop.createTask(fails);
      Asyncio.sleep(MOMENT);
    });

    assertThat(reports).containsExactly("Task exception was never retrieved java.lang.Error: own");
  }

  @Test
  void callbackHandlerAndTaskThatThrowInOneTurn_leaveTheLoopAlive() {
    try (Log log = Log.open()) {
      clock.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        loop.setExceptionHandler((in, report) -> {
          throw new Error("handler");
        });
        Action fails =
            () -> {
              throw new Error("code");
            };
        loop.callSoon(fails);
        loop.createTask(fails);
        loop.callLater(Duration.ZERO, fails);
        loop.<String>createFuture().addDoneCallback(done -> fails.run());
        Asyncio.sleep(MOMENT);
        trace.add("alive");
      });

      trace.is("alive");
      assertThat(log.errors()).hasSize(3);
    }
  }
}
