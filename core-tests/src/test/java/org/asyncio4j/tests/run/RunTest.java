package org.asyncio4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.Runner;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Blocking;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** {@code run} and {@code Runner}. */
class RunTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();

  @Test
  void run_returnsTheResult() {
    assertThat(clock.run(() -> Asyncio.sleep(HOUR, "done"))).isEqualTo("done");
  }

  @Test
  void run_throwsACheckedExceptionAsItIs() {
    IOException own = new IOException("own");

    assertThatThrownBy(() ->
            clock.run(() -> {
              throw own;
            }))
        .isSameAs(own);
  }

  @Test
  void run_throwsCancelledErrorIfMainCancelsItself() {
    assertThatThrownBy(() -> clock.run(() -> Asyncio.currentTask().cancel("by myself")))
        .isInstanceOf(CancelledError.class)
        .hasMessage("by myself");
  }

  @Test
  void eachRun_hasAFreshLoopThatIsClosedAfterwards() {
    EventLoop first = clock.run(() -> Asyncio.getRunningLoop());
    EventLoop second = clock.run(() -> Asyncio.getRunningLoop());

    assertThat(first).isNotSameAs(second);
    assertThat(first.closed()).isTrue();
    assertThat(second.closed()).isTrue();
  }

  @Test
  void runInsideALoop_isRefused() {
    Throwable[] thrown = new Throwable[2];

    clock.run(() -> {
      thrown[0] = thrownBy(() -> Asyncio.run(() -> ""));
      thrown[1] = thrownBy(() -> new Runner().run(() -> ""));
    });

    assertThat(thrown[0])
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "asyncio.run() cannot be called from a running event loop; await the coroutine, or"
                + " createTask it");
    assertThat(thrown[1]).hasMessageStartingWith("Runner.run() cannot be called from a running");
  }

  private static Throwable thrownBy(Runnable code) {
    try {
      code.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  @Test
  void runInAThreadThatATaskHasMade_isAllowed() {
    String result =
        clock.run(
            () -> Asyncio.toThread(() -> Asyncio.run(() -> Asyncio.sleep(Duration.ZERO, "inner"))));

    assertThat(result).isEqualTo("inner");
  }

  @Test
  void endOfRun_cancelsAllTasksInOrderOfCreationAndWaitsForThem() {
    clock.run(() -> {
      for (String name : List.of("a", "b", "c")) {
        Asyncio.createTask(() -> {
          try {
            Asyncio.sleep(HOUR);
          } catch (CancelledError e) {
            trace.add(name + " cancelled");
            Asyncio.sleep(Duration.ofSeconds(1));
            trace.add(name + " cleaned up");
            throw e;
          }
        });
      }
      Asyncio.sleep(Duration.ZERO);
      trace.add("main ends");
    });

    trace.is(
        "main ends",
        "a cancelled",
        "b cancelled",
        "c cancelled",
        "a cleaned up",
        "b cleaned up",
        "c cleaned up");
  }

  @Test
  void taskThatFailsAtTheEndOfRun_isReported() {
    List<String> reports = new ArrayList<>();

    clock.run(() -> {
      Asyncio.getRunningLoop()
          .setExceptionHandler(
              (in, report) -> reports.add(report.message() + ": " + report.exception()));
      Asyncio.createTask(() -> {
        try {
          Asyncio.sleep(HOUR);
        } finally {
          throwAnother();
        }
      });
      Asyncio.sleep(Duration.ZERO);
    });

    assertThat(reports)
        .containsExactly(
            "unhandled exception during asyncio.run() shutdown: java.lang.IllegalStateException:"
                + " another");
  }

  private static void throwAnother() {
    throw new IllegalStateException("another");
  }

  @Test
  void endOfRun_waitsForTheThreadsOfTheDefaultExecutor() {
    CountDownLatch release = new CountDownLatch(1);

    Asyncio.run(() -> {
      Asyncio.getRunningLoop()
          .runInExecutor(
              null,
              () -> {
                Threads.await(release);
                trace.add("thread ends");
                return "";
              });
      trace.add("main ends");
      Threads.start(release::countDown);
    });
    trace.add("run returns");

    trace.is("main ends", "thread ends", "run returns");
  }

  @Test
  void taskThatDoesNotEnd_isReportedAfterSomeSecondsWithItsLine() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        Asyncio.createTask("stubborn", () -> ignoreCancellationUntilReported(log));
        Asyncio.sleep(Duration.ZERO);
      });

      assertThat(log.warnings())
          .first()
          .asString()
          .startsWith("run waits for these tasks, which were cancelled and do not end")
          .contains("name='stubborn'")
          .contains("RunTest.ignoreCancellationUntilReported(RunTest.java:");
    }
  }

  private static void ignoreCancellationUntilReported(Log log) {
    while (log.warnings().isEmpty()) {
      try {
        Asyncio.sleep(Duration.ofMillis(10));
      } catch (CancelledError e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void shutdownDeadline_letsRunReturnWithoutATaskInACallThatCannotBeInterrupted() throws Throwable {
    Blocking.Call call = Blocking.SYNCHRONIZED.open(Duration.ZERO);
    RunOptions options = RunOptions.defaults().withShutdownDeadline(Duration.ofMillis(200));
    Action sleepThenBlock =
        () -> {
          try {
            Asyncio.sleep(HOUR);
          } finally {
            call.block().run();
          }
        };
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Asyncio.createTask("stuck", sleepThenBlock);
            Asyncio.sleep(Duration.ZERO);
          },
          options);

      assertThat(log.errors())
          .singleElement()
          .asString()
          .startsWith("run returns without these tasks, since its deadline has passed")
          .contains("name='stuck'")
          .contains("Blocking.enter(Blocking.java:");
    } finally {
      call.release().run();
    }
  }

  @Test
  void negativeDeadline_isRefused() {
    assertThatThrownBy(() -> RunOptions.defaults().withShutdownDeadline(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shutdownDeadline: PT-1S (expected: zero or more, or null for none)");
  }

  @Test
  void runner_hasOneLoopAndOneContextForAllRuns() {
    ContextVar<String> variable = ContextVar.of("variable");

    try (Runner runner = new Runner(clock.runOptions())) {
      EventLoop first =
          runner.run(() -> {
            variable.set("set by the first run");
            return Asyncio.getRunningLoop();
          });
      String seen = runner.run(() -> variable.get());
      EventLoop second = runner.run(() -> Asyncio.getRunningLoop());

      assertThat(seen).isEqualTo("set by the first run");
      assertThat(second).isSameAs(first).isSameAs(runner.loop());
    }
  }

  @Test
  void runnerWithAContextForOneRun_runsInThatVeryOne() {
    ContextVar<String> variable = ContextVar.of("variable");
    Context own = Asyncio.copyContext();

    try (Runner runner = new Runner(clock.runOptions())) {
      runner.run(
          () -> {
            variable.set("set in it");
            return "";
          },
          own);
    }

    assertThat(own.get(variable)).isEqualTo("set in it");
  }

  @Test
  void contextOfTheCaller_isSeenInRunButNotChangedByIt() {
    ContextVar<String> variable = ContextVar.of("variable");
    variable.set("caller's");

    String seen =
        clock.run(() -> {
          String before = variable.get();
          variable.set("main's");
          return before;
        });

    assertThat(seen).isEqualTo("caller's");
    assertThat(variable.get()).isEqualTo("caller's");
  }

  @Test
  void tasksOfOneRun_liveOnInTheNextOneOfTheRunner() {
    try (Runner runner = new Runner(clock.runOptions())) {
      Task<String> task =
          runner.run(() -> Asyncio.createTask(() -> Asyncio.sleep(HOUR, "survived")));
      String result = runner.run(() -> task.await());

      assertThat(result).isEqualTo("survived");
    }
  }

  @Test
  void closedRunner_refusesToRun() {
    Runner runner = new Runner(clock.runOptions());
    runner.close();
    runner.close();

    assertThatThrownBy(() -> runner.run(() -> ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Runner is closed; make a new one");
    assertThatThrownBy(runner::loop).hasMessage("Runner is closed; make a new one");
  }

  @Test
  void debugOption_switchesTheLoop() {
    boolean debug =
        Asyncio.run(() -> Asyncio.getRunningLoop().debug(), clock.runOptions().withDebug(true));

    assertThat(debug).isTrue();
  }

  @Test
  void interruptOfTheWaitingThread_cancelsMainAndKeepsTheFlag() throws InterruptedException {
    Thread caller =
        Threads.start(() -> {
          Thread self = Thread.currentThread();
          try {
            Asyncio.run(() -> {
              Threads.start(self::interrupt);
              try {
                Asyncio.sleep(HOUR);
              } finally {
                trace.add("finally");
              }
            });
          } catch (CancelledError e) {
            trace.add("cancelled, flag " + Thread.interrupted());
          }
        });
    Threads.join(caller);

    trace.is("finally", "cancelled, flag true");
  }

  @Test
  void nullArguments_areRefusedByName() {
    assertThatThrownBy(() -> Asyncio.run((org.asyncio4j.function.Awaitable<String>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("main");
    assertThatThrownBy(() -> new Runner(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("options");
  }
}
