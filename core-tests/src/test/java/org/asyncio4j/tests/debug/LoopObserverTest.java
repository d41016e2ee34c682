package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.debug.Observation;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** What observers of a loop are told, and when. */
class LoopObserverTest {
  private final Watcher watcher = new Watcher();

  /** Runs a program whose main task is called {@code main}, watched from inside it. */
  private List<String> watched(Action program) {
    TestLoop.run(() -> {
      try (var _ = Debug.observe(Asyncio.getRunningLoop(), watcher)) {
        Asyncio.createTask("main", program).await();
      }
    });
    return watcher.trace.events().stream().filter(line -> !line.startsWith("Task-")).toList();
  }

  @Test
  void life_isToldInOrder() {
    List<String> told =
        watched(() -> {
          Task<String> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(1), "A"));
          child.await();
        });

    assertThat(told)
        .satisfiesExactly(
            line -> assertThat(line).matches("main created by Task-\\d+"),
            line -> assertThat(line).isEqualTo("main started"),
            line -> assertThat(line).isEqualTo("child created by main"),
            line -> assertThat(line).isEqualTo("main awaits Task 'child'"),
            line -> assertThat(line).isEqualTo("child started"),
            line -> assertThat(line).isEqualTo("child awaits <sleep until 1.0>"),
            line -> assertThat(line).isEqualTo("child resumed"),
            line -> assertThat(line).isEqualTo("child done: 'A'"),
            line -> assertThat(line).isEqualTo("main resumed"),
            line -> assertThat(line).isEqualTo("main done: None"));
  }

  @Test
  void awaitOfADoneFuture_isNoEvent() {
    List<String> told =
        watched(() -> {
          Future<Integer> done = Asyncio.getRunningLoop().createFuture();
          done.setResult(1);
          done.await();
        });

    assertThat(told).noneMatch(line -> line.contains("awaits"));
  }

  @Test
  void bareYield_awaitsNothing() {
    List<String> told = watched(() -> turn());

    assertThat(told).containsSubsequence("main awaits a turn", "main resumed");
  }

  @Test
  void failure_isTold() {
    List<String> told =
        watched(() -> {
          Task<?> child =
              Asyncio.createTask(
                  "child",
                  (Action)
                      () -> {
                        throw new IllegalStateException("x");
                      });
          Asyncio.wait(List.of(child));
          assertThat(child.exception()).isNotNull();
        });

    assertThat(told).contains("child done: IllegalStateException('x')");
  }

  @Test
  void cancellation_namesWhoAsks() {
    List<String> told =
        watched(() -> {
          Task<?> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(9)));
          turn();
          child.cancel("enough");
          Asyncio.wait(List.of(child));
        });

    assertThat(told)
        .containsSubsequence(
            "child awaits <sleep until 9.0>",
            "child to be cancelled by main, message enough",
            "child resumed",
            "child done: CancelledError('enough')");
  }

  @Test
  void cancellationByATimer_isByNobody() {
    List<String> told =
        watched(() -> {
          Task<?> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(9)));
          Asyncio.getRunningLoop().callLater(seconds(1), () -> child.cancel());
          Asyncio.wait(List.of(child));
        });

    assertThat(told)
        .containsSubsequence(
            "child to be cancelled by nobody, message null", "child done: CancelledError()");
  }

  @Test
  void taskCancelledBeforeItStarted_isDoneWithoutAStart() {
    List<String> told =
        watched(() -> {
          Task<?> child = Asyncio.createTask("child", () -> Asyncio.sleep(seconds(9)));
          child.cancel();
          Asyncio.wait(List.of(child));
        });

    assertThat(told)
        .containsSubsequence(
            "child created by main",
            "child to be cancelled by main, message null",
            "child done: CancelledError()",
            "main resumed")
        .doesNotContain("child started");
  }

  @Test
  void eagerTask_isCreatedThenStartedInsideItsMaker() {
    TaskOptions eager = TaskOptions.defaults().withName("child").withEagerStart(true);

    List<String> told = watched(() -> Asyncio.createTask(() -> turn(), eager).await());

    assertThat(told)
        .containsSubsequence(
            "main started",
            "child created by main",
            "child started",
            "child awaits a turn",
            "main awaits Task 'child'",
            "child resumed",
            "child done: None");
  }

  @Test
  void taskEndedByTheClosingOfItsLoop_isDone() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.setExceptionHandler((_, _) -> {});
    Debug.observe(loop, watcher);
    loop.createTask("waits", () -> Asyncio.sleep(seconds(1000)));
    loop.runUntilComplete(Asyncio.action(() -> turn()));
    loop.createTask("never started", () -> Asyncio.sleep(seconds(1000)));

    loop.close();

    assertThat(watcher.trace.events())
        .containsSubsequence(
            "never started created by nobody",
            "never started done: CancelledError('its loop was closed')")
        .containsSubsequence("waits resumed", "waits done: CancelledError('its loop was closed')");
  }

  @Test
  void slowStep_isToldOutsideDebugMode() {
    List<String> told =
        watched(() -> {
          EventLoop loop = Asyncio.getRunningLoop();
          loop.setSlowCallbackDuration(seconds(1e-6));
          spin();
          turn();
        });

    assertThat(told).contains("slow: main");
  }

  private static void spin() {
    long end = System.nanoTime() + 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void turns_areToldToWhoWantsThem() {
    Trace trace = new Trace();
    LoopObserver turns =
        new LoopObserver() {
          @Override
          public void turnStarted(EventLoop loop, int ready) {
            trace.add("turn of " + ready);
          }

          @Override
          public void turnEnded(EventLoop loop) {
            trace.add("end");
          }

          @Override
          public void taskResumed(Task<?> task) {
            trace.add(task.name());
          }

          @Override
          public boolean observesTurns() {
            return true;
          }
        };

    TestLoop.run(() -> {
      Asyncio.createTask("other", () -> TestLoop.turns(3));
      Debug.observe(Asyncio.getRunningLoop(), turns);
      Asyncio.createTask("this", () -> TestLoop.turns(3)).await();
    });

    assertThat(trace.events())
        .containsSubsequence("turn of 2", "other", "this", "end", "turn of 2", "other", "this");
  }

  @Test
  void severalObservers_areToldInTheOrderOfRegistration() {
    Trace trace = new Trace();

    TestLoop.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      for (String name : List.of("first", "second")) {
        Debug.observe(
            loop,
            new LoopObserver() {
              @Override
              public void taskStarted(Task<?> task) {
                trace.add(name);
              }
            });
      }
      Asyncio.createTask(() -> turn()).await();
    });

    assertThat(trace.events()).startsWith("first", "second");
  }

  @Test
  void closedRegistration_hearsNothingMore() {
    TestLoop.run(() -> {
      Observation observation = Debug.observe(Asyncio.getRunningLoop(), watcher);
      Asyncio.createTask("one", () -> turn()).await();
      observation.close();
      observation.close();
      Asyncio.createTask("two", () -> turn()).await();
    });

    assertThat(watcher.trace.events())
        .contains("one done: None")
        .noneMatch(line -> line.startsWith("two"));
  }

  @Test
  void observerOfEachLoop_getsOneOfItsOwnForLoopsToCome() {
    Trace trace = new Trace();
    Trace main = new Trace();

    try (var _ =
        Debug.observeEach(loop -> {
          trace.add("asked");
          return new LoopObserver() {
            @Override
            public void taskStarted(Task<?> task) {
              main.add(task.loop() == loop ? "own" : "foreign");
            }
          };
        })) {
      TestLoop.run(() -> turn());
      TestLoop.run(() -> turn());
    }
    TestLoop.run(() -> turn());

    assertThat(trace.events()).containsExactly("asked", "asked");
    assertThat(main.events()).contains("own").doesNotContain("foreign");
  }

  @Test
  void loopForWhichTheMakerHasNone_isNotObserved() {
    try (var _ = Debug.observeEach(_ -> null)) {
      TestLoop.run(() -> Asyncio.createTask(() -> turn()).await());
    }

    assertThat(watcher.trace.events()).isEmpty();
  }

  @Test
  void outcome_doesNotCountAsRetrieving() {
    List<String> reports =
        TestLoop.messages(() -> {
          Debug.observe(Asyncio.getRunningLoop(), watcher);
          Asyncio.createTask(
              "child",
              (Action)
                  () -> {
                    throw new IllegalStateException("lost");
                  });
          turn();
        });

    assertThat(watcher.trace.events()).contains("child done: IllegalStateException('lost')");
    assertThat(reports).containsExactly("Task exception was never retrieved");
  }

  @Test
  void outcome_ofEachEnd() {
    TestLoop.run(() -> {
      Future<Integer> future = Asyncio.getRunningLoop().createFuture();
      assertThat(Debug.outcome(future)).isNull();

      future.setResult(7);
      assertThat(Debug.outcome(future)).isEqualTo(new Outcome.Success<>(7));

      Future<Integer> cancelled = Asyncio.getRunningLoop().createFuture();
      cancelled.cancel("m");
      assertThat(Debug.outcome(cancelled)).asString().contains("CancelledError");
    });
  }
}
