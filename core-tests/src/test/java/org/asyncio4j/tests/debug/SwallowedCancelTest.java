package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Texts;
import org.junit.jupiter.api.Test;

/** A task that was cancelled, and has returned a value in spite of it. */
class SwallowedCancelTest {
  /** Returns what is logged, but for steps that a slow machine has made slow. */
  private static List<String> warnings(boolean debug, Action code) {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Task<?> task = createTask("worker", code);
            turn();
            task.cancel();
            turns(10);
            Asyncio.wait(List.of(task));
            assertThat(task.cancelled() || task.exception() == null || task.done()).isTrue();
          },
          new VirtualClock().runOptions().withDebug(debug));
      return log.warnings().stream().filter(text -> !text.startsWith("Executing ")).toList();
    }
  }

  private static void swallows() {
    try {
      Asyncio.sleep(seconds(1));
    } catch (CancelledError e) {
      // on purpose
    }
  }

  @Test
  void taskThatReturnsAtOnce_isReportedWithTheLineOfTheAwait() {
    List<String> warnings = warnings(true, SwallowedCancelTest::swallows);

    assertThat(warnings)
        .singleElement()
        .extracting(Texts::fixed)
        .isEqualTo(
            "Task 'worker' has swallowed its cancellation: CancelledError was raised at"
                + " SwallowedCancelTest.java:N, and returned a value; rethrow the error, or call"
                + " uncancel() if it is meant to go on");
  }

  @Test
  void taskThatAwaitsAgain_isReportedWithBothLines() {
    List<String> warnings =
        warnings(
            true,
            () -> {
              swallows();
              Asyncio.sleep(seconds(1));
              Asyncio.sleep(seconds(1));
            });

    assertThat(warnings)
        .singleElement()
        .extracting(Texts::fixed)
        .asString()
        .contains(
            "raised at SwallowedCancelTest.java:N, the task went on to the await at"
                + " SwallowedCancelTest.java:N, and returned a value");
  }

  @Test
  void outsideDebugMode_taskThatReturnsAtOnce_isNotReported() {
    assertThat(warnings(false, SwallowedCancelTest::swallows)).isEmpty();
  }

  @Test
  void outsideDebugMode_taskThatAwaitsAgain_isReportedWithThatLine() {
    List<String> warnings =
        warnings(
            false,
            () -> {
              swallows();
              Asyncio.sleep(seconds(1));
            });

    assertThat(warnings)
        .singleElement()
        .extracting(Texts::fixed)
        .isEqualTo(
            "Task 'worker' has swallowed its cancellation: the task went on to the await at"
                + " SwallowedCancelTest.java:N, and returned a value; rethrow the error, or call"
                + " uncancel() if it is meant to go on");
  }

  @Test
  void taskThatCleansUpWithAwaitsAndRethrows_isNotReported() {
    assertThat(
            warnings(
                true,
                () -> {
                  try {
                    Asyncio.sleep(seconds(1));
                  } finally {
                    Asyncio.sleep(seconds(1));
                  }
                }))
        .isEmpty();
  }

  @Test
  void taskThatCallsUncancel_isNotReported() {
    assertThat(
            warnings(
                true,
                () -> {
                  swallows();
                  Asyncio.currentTask().uncancel();
                  Asyncio.sleep(seconds(1));
                }))
        .isEmpty();
  }

  @Test
  void taskThatThrowsSomethingElse_isNotReported() {
    assertThat(
            warnings(
                true,
                () -> {
                  swallows();
                  throw new IllegalStateException("wanted");
                }))
        .isEmpty();
  }

  @Test
  void timeoutThatExpires_isNotReported() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () ->
              createTask(
                      () -> {
                        try {
                          Asyncio.timeout(seconds(1), () -> Asyncio.sleep(seconds(5)));
                        } catch (TimeoutException e) {
                          turn();
                        }
                      })
                  .await(),
          new VirtualClock().runOptions().withDebug(true));

      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void cancellationOfAnotherTask_isNotReported() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Task<?> child = createTask(() -> Asyncio.sleep(seconds(1)));
            Task<?> parent =
                createTask(() -> {
                  try {
                    child.await();
                  } catch (CancelledError e) {
                    turn();
                  }
                });
            turn();
            child.cancel();
            parent.await();
          },
          RunOptions.defaults().withDebug(true));

      assertThat(log.warnings()).isEmpty();
    }
  }
}
