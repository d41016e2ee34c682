package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Coroutine objects, and code that is awaited in place. */
class CoroutineTest {
  private final Trace trace = new Trace();

  @Test
  void making_runsNothing() {
    Coroutine<String> coroutine =
        Coroutine.of(
            "a",
            () -> {
              trace.add("ran");
              return "x";
            });
    coroutine.close();

    trace.is();
  }

  @Test
  void await_runsInTheCallersTask() {
    TestLoop.run(() -> {
      Task<?> caller = Objects.requireNonNull(currentTask());

      assertThat(await(Coroutine.of("a", () -> currentTask() == caller))).isTrue();
    });
  }

  @Test
  void await_doesNotYield() {
    TestLoop.run(() -> {
      Asyncio.getRunningLoop().callSoon(() -> trace.add("callback"));

      trace.add(await(Coroutine.of("a", () -> "x")));

      trace.is("x");
    });
  }

  @Test
  void awaitOfVoidCode_givesNull() {
    TestLoop.run(() -> {
      assertThat(await(Coroutine.of("a", () -> trace("ran")))).isNull();
      assertThat(await(action(() -> trace("again")))).isNull();

      trace.is("ran", "again");
    });
  }

  private void trace(String event) {
    trace.add(event);
  }

  @Test
  void await_throwsWhatTheCodeThrows() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");

      assertThatThrownBy(() ->
              await(
                  Coroutine.of(
                      "a",
                      () -> {
                        throw error;
                      })))
          .isSameAs(error);
    });
  }

  @Test
  void secondAwait_isRefused() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("fetch", () -> "x");
      await(coroutine);

      assertThatThrownBy(() -> await(coroutine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "cannot reuse already awaited coroutine; <coroutine object fetch> runs once: make a"
                  + " new one with Coroutine.of, or pass a lambda, which may run again");
    });
  }

  @Test
  void secondTaskOfOneCoroutine_failsInItsFirstStep() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("fetch", () -> "x");
      Task<String> first = createTask(coroutine);
      Task<String> second = createTask(coroutine);

      assertThat(first.await()).isEqualTo("x");
      assertThatThrownBy(second::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot reuse already awaited coroutine; ");
    });
  }

  @Test
  void closedCoroutine_cannotBeAwaited() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("fetch", () -> "x");
      coroutine.close();

      assertThatThrownBy(() -> await(coroutine)).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void closeAfterTheStart_doesNothing() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("fetch", () -> "x");
      await(coroutine);

      coroutine.close();
      coroutine.close();
    });
  }

  @Test
  void coroutineThatWasNeverAwaited_isReportedAtTheEndOfTheLoop() {
    List<Object> kept = new ArrayList<>();
    List<String> messages =
        TestLoop.messages(() -> {
          kept.add(Coroutine.of("fetch", () -> "x"));
        });

    assertThat(messages)
        .containsExactly(
            "coroutine 'fetch' was never awaited; await it, hand it to createTask, or close() it");
    assertThat(kept).hasSize(1);
  }

  @Test
  void coroutineMadeOutsideALoop_isLoggedWhenItIsCollected() {
    try (Log log = Log.open()) {
      makeAndDrop();

      Threads.until(() -> {
        System.gc();
        return !log.warnings().isEmpty();
      });

      assertThat(log.warnings().getFirst())
          .startsWith("coroutine 'dropped' was never awaited; await it, ");
    }
  }

  private static void makeAndDrop() {
    assertThat(Coroutine.of("dropped", () -> "x").name()).isEqualTo("dropped");
  }

  @Test
  void closedCoroutine_isNotReported() {
    TestLoop.run(() -> {
      Coroutine.of("fetch", () -> "x").close();
    });
  }

  @Test
  void coroutineHandedToATask_isNotReported() {
    TestLoop.run(() -> {
      createTask(Coroutine.of("fetch", () -> "x"));
      turn();
    });
  }

  @Test
  void coroutineOfATaskCancelledBeforeItsStart_isNotReported() {
    TestLoop.run(() -> {
      createTask(Coroutine.of("fetch", () -> "x")).cancel();
      turn();
    });
  }

  @Test
  void debugMode_addsWhereTheCoroutineWasMade() {
    List<ExceptionContext> reports = new ArrayList<>();
    List<Object> kept = new ArrayList<>();

    Asyncio.run(
        action(() -> {
          Asyncio.getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          kept.add(Coroutine.of("fetch", () -> "x"));
        }),
        new VirtualClock().runOptions().withDebug(true));

    assertThat(reports)
        .singleElement()
        .satisfies(report ->
            assertThat(report.created().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(CoroutineTest.class.getName())));
    assertThat(kept).hasSize(1);
  }

  @Test
  void lambda_runsEachTimeItIsAwaited() {
    TestLoop.run(() -> {
      Awaitable<String> code =
          () -> {
            trace.add("ran");
            return "x";
          };

      await(code);
      await(code);

      trace.is("ran", "ran");
    });
  }

  @Test
  void nameAndText_areTheGivenName() {
    Coroutine<String> coroutine = Coroutine.of("fetch", () -> "x");
    coroutine.close();

    assertThat(coroutine.name()).isEqualTo("fetch");
    assertThat(coroutine).hasToString("<coroutine object fetch>");
  }

  @Test
  void nullArguments_areRefused() {
    assertThatThrownBy(() -> Coroutine.of(null, () -> "x"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> Coroutine.of("a", (Awaitable<String>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
    assertThatThrownBy(() -> Coroutine.of("a", (Action) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
    assertThatThrownBy(() -> action(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
    assertThatThrownBy(() -> Asyncio.await((Awaitable<String>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("awaitable");
  }
}
