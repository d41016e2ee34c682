package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.newEventLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Runner;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.programs.AbandonedProgram;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Generators that nobody has closed when their run, or their loop, ends. */
class GeneratorEndTest {
  private final Trace trace = new Trace();

  /** Kept, so that nothing is collected before the end. */
  private final List<Object> kept = new ArrayList<>();

  private AsyncGenerator<Integer> noting(String name) {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(
            name,
            y -> {
              try {
                y.yield(1);
                y.yield(2);
              } catch (Throwable e) {
                trace.add(name + " " + e.getClass().getSimpleName());
                throw e;
              } finally {
                sleep(seconds(1));
                trace.add(name + " ends");
              }
            });
    kept.add(gen);
    return gen;
  }

  // ---------------------------------------------------------------- the end of run

  @Test
  void openGenerator_isClosedAndMayAwait() {
    TestLoop.run(() -> {
      noting("a").anext();
    });

    trace.is("a GeneratorExit", "a ends");
  }

  @Test
  void openGenerators_areClosedSideBySideInTheOrderOfTheirBeginning() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> b = noting("b");
      AsyncGenerator<Integer> a = noting("a");
      a.anext();
      b.anext();
      a.anext();
    });

    trace.is("a GeneratorExit", "b GeneratorExit", "a ends", "b ends");
  }

  @Test
  void tasksAreCancelledFirst() {
    TestLoop.run(() -> {
      noting("gen").anext();
      Task<?> task =
          createTask(() -> {
            try {
              sleep(seconds(10));
            } catch (CancelledError e) {
              trace.add("task");
              throw e;
            }
          });
      turn();
      assertThat(task.done()).isFalse();
    });

    trace.is("task", "gen GeneratorExit", "gen ends");
  }

  @Test
  void generatorThatHasEnded_isNotClosedAgain() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = noting("a");
      gen.forEach(item -> {});
    });

    trace.is("a ends");
  }

  @Test
  void errorWhileClosing_isReported() {
    IOException error = new IOException("x");

    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          AsyncGenerator<Integer> gen =
              AsyncGenerator.of(
                  "broken",
                  y -> {
                    try {
                      y.yield(1);
                    } finally {
                      raise(error);
                    }
                  });
          gen.anext();
          kept.add(gen);
        });

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message())
              .isEqualTo(
                  "an error occurred during closing of asynchronous generator <async_generator"
                      + " object broken>");
          assertThat(report.exception()).isSameAs(error);
        });
  }

  private static void raise(Exception error) throws Exception {
    throw error;
  }

  @Test
  void assertionErrorWhileClosing_isReported() {
    List<String> messages = TestLoop.messages(() -> beginOneThatEndsWith(new AssertionError("x")));

    assertThat(messages).hasSize(1);
  }

  @Test
  void errorOfTheProgramsOwnKind_isLoggedAndNotReported() {
    try (Log log = Log.open()) {
      List<String> messages = TestLoop.messages(() -> beginOneThatEndsWith(new Error("own")));

      assertThat(messages).isEmpty();
      assertThat(log.thrown()).singleElement().isInstanceOf(Error.class);
    }
  }

  private void beginOneThatEndsWith(Error error) {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            throwIt(error);
          }
        });
    gen.anext();
    kept.add(gen);
  }

  private static void throwIt(Error error) {
    throw error;
  }

  @Test
  void generatorThatIgnoresItsExitAtTheEnd_isReported() {
    List<String> messages =
        TestLoop.messages(() -> {
          AsyncGenerator<Integer> gen =
              AsyncGenerator.of(
                  "stubborn",
                  y -> {
                    try {
                      y.yield(1);
                    } finally {
                      y.yield(2);
                    }
                  });
          gen.anext();
          kept.add(gen);
        });

    assertThat(messages)
        .containsExactly(
            "an error occurred during closing of asynchronous generator <async_generator object"
                + " stubborn>");
  }

  @Test
  void heldManagerLeftOpen_isClosedInTheOrderOfItsBeginning() {
    ContextManager<Integer> inner = ContextManager.of(y -> noted("inner", y));
    ContextManager<Integer> outer =
        ContextManager.of(y -> {
          kept.add(inner.open());
          noted("outer", y);
        });

    TestLoop.run(() -> {
      kept.add(outer.open());
    });

    trace.is("outer", "inner");
  }

  private void noted(String name, ContextManager.Yield<Integer> y) {
    try {
      y.yield(1);
    } finally {
      trace.add(name);
    }
  }

  @Test
  void shutdownAsyncgens_closesInTheMidstOfARun() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = noting("a");
      gen.anext();

      getRunningLoop().shutdownAsyncgens();

      trace.is("a GeneratorExit", "a ends");
      assertThat(gen.anext(9)).isEqualTo(9);
    });
  }

  @Test
  void shutdownAsyncgensWhileAnotherIsInAGenerator_isReported() {
    List<String> messages =
        TestLoop.messages(() -> {
          AsyncGenerator<Integer> gen =
              AsyncGenerator.of(
                  "busy",
                  y -> {
                    sleep(seconds(1));
                    y.yield(1);
                  });
          Task<?> task = createTask(() -> gen.forEach(item -> trace.add("item")));
          turn();

          getRunningLoop().shutdownAsyncgens();
          task.await();
        });

    assertThat(messages)
        .containsExactly(
            "an error occurred during closing of asynchronous generator <async_generator object"
                + " busy>");
    trace.is("item");
  }

  @Test
  void generatorWhoseBodyRunsAtShutdown_isLeftToItsTask() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = noting("a");
      Task<?> task = createTask(() -> gen.forEach(item -> sleep(seconds(1))));
      turn();

      getRunningLoop().shutdownAsyncgens();

      task.await();
      trace.is("a ends");
    });
  }

  // ---------------------------------------------------------------- the end of a loop

  @Test
  void loopClosedWithoutShutdown_reportsAndUnwinds() {
    List<String> messages = new ArrayList<>();
    EventLoop loop = newEventLoop(new VirtualClock().loopOptions());
    loop.setExceptionHandler((_, context) -> messages.add(context.message()));
    loop.runUntilComplete(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(
              "left",
              y -> {
                try {
                  y.yield(1);
                } finally {
                  trace.add("finally");
                }
              });
      kept.add(gen);
      return gen.anext();
    });

    loop.close();

    trace.is("finally");
    assertThat(messages)
        .containsExactly(
            "Asynchronous generator was destroyed but it is open!; close it, or call"
                + " shutdownAsyncgens() before the loop closes: <async_generator object left>");
  }

  @Test
  void generatorOfAnEarlierRun_goesOnInTheNextOfItsLoop() {
    try (Runner runner = new Runner(new VirtualClock().runOptions())) {
      AsyncGenerator<Integer> gen = noting("a");
      assertThat(runner.<Integer>run(() -> gen.anext())).isEqualTo(1);

      assertThat(runner.<Integer>run(() -> gen.anext())).isEqualTo(2);
    }

    trace.is("a GeneratorExit", "a ends");
  }

  // ---------------------------------------------------------------- abandoned

  @Test
  void abandonedGenerator_isClosedInATaskOfItsOwn() {
    TestLoop.runInRealTime(() -> {
      List<String> closedIn = new ArrayList<>();
      abandon(closedIn);

      while (closedIn.isEmpty()) {
        System.gc();
        sleep(seconds(0.01));
      }

      assertThat(closedIn.getFirst()).isNotEqualTo(nameOfTask());
    });
  }

  private static void abandon(List<String> closedIn) {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            sleep(seconds(0));
            closedIn.add(nameOfTask());
          }
        });
    gen.anext();
  }

  private static String nameOfTask() {
    return Objects.requireNonNull(currentTask()).name();
  }

  @Test
  void generatorAbandonedOutsideALoop_isClosed() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    abandonOutside(closed);

    while (!closed.await(1, TimeUnit.MILLISECONDS)) {
      System.gc();
    }

    assertThat(closed.getCount()).isZero();
  }

  private static void abandonOutside(CountDownLatch closed) {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            closed.countDown();
          }
        });
    gen.anext();
  }

  @Test
  void errorOfAnAbandonedGenerator_isReported() {
    List<String> messages =
        TestLoop.messages(() -> {
          boolean[] closed = new boolean[1];
          abandonOneThatThrows(closed);
          while (!closed[0]) {
            System.gc();
            sleep(seconds(0));
          }
        });

    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("Task exception was never retrieved");
  }

  private static void abandonOneThatThrows(boolean[] closed) {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            closed[0] = true;
            throwIt(new AssertionError("x"));
          }
        });
    gen.anext();
  }

  @Test
  void abandonedGenerators_giveTheirMemoryBack() {
    JavaProcess.Result result =
        JavaProcess.withFullCompiler()
            .with(Driver.flags())
            .with("-Xmx96m") // kept, they would need 120 MB or more
            .run(AbandonedProgram.class, "100000");

    assertThat(result.output())
        .contains("driver " + Driver.expected())
        .contains("abandoned 100000, closed 100000");
    assertThat(result.exit()).isZero();
  }

  @Test
  void generatorThatIsWaitedIn_isNotTakenForAbandoned() {
    TestLoop.runInRealTime(() -> {
      Task<Integer> task =
          createTask(() ->
              AsyncGenerator.<Integer>of(
                      y -> {
                        for (int i = 0; i < 20; i++) {
                          sleep(seconds(0.001));
                          System.gc();
                        }
                        y.yield(7);
                      })
                  .anext());

      assertThat(task.await()).isEqualTo(7);
    });
  }

  @Test
  void closedLoop_refusesWhatItsGeneratorsStillWant() {
    AsyncGenerator<Integer> gen = noting("a");
    TestLoop.run(() -> {
      gen.anext();
    });

    assertThat(gen.anext(9)).isEqualTo(9);
    assertThatThrownBy(() -> gen.anext()).isInstanceOf(RuntimeException.class);
  }
}
