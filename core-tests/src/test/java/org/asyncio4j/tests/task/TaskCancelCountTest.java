package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Cancellations that are swallowed or converted, and the count of requests. */
class TaskCancelCountTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static Task<?> self() {
    return Objects.requireNonNull(currentTask());
  }

  private Task<Void> sleeper() {
    return createTask(() -> {
      trace.add("begin");
      try {
        sleep(LONG);
      } finally {
        trace.add("finally");
      }
    });
  }

  // ---------------------------------------------------------------- swallowed and converted

  @Test
  void swallowedCancellation_givesTheResultAndKeepsTheCount() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add("swallowed");
            }
            return "x";
          });
      turn();

      task.cancel();

      assertThat(task.await()).isEqualTo("x");
      assertThat(task.cancelled()).isFalse();
      assertThat(task.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void swallowedCancellation_doesNotDisturbLaterAwaits() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add("swallowed");
            }
            sleep(seconds(1));
            return "x";
          });
      turn();

      task.cancel();

      assertThat(task.await()).isEqualTo("x");
    });
  }

  @Test
  void secondCancelAfterASwallowedOne_arrives() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add(e.getMessage());
            }
            sleep(LONG);
          });
      turn();
      task.cancel("first");
      turn();

      task.cancel("second");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("second");
      trace.is("first");
      assertThat(task.cancelling()).isEqualTo(2);
    });
  }

  @Test
  void cancellationTurnedIntoAnotherException_failsTheTask() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              throw new IllegalArgumentException("instead", e);
            }
          });
      turn();

      task.cancel();

      assertThatThrownBy(task::await).isInstanceOf(IllegalArgumentException.class);
      assertThat(task.cancelled()).isFalse();
    });
  }

  @Test
  void catchException_letsTheCancellationThrough() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (Exception e) {
              trace.add("caught");
            }
          });
      turn();

      task.cancel();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
      trace.is();
    });
  }

  @Test
  void awaitInFinallyOfACancelledTask_works() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } finally {
              sleep(seconds(1));
              trace.add("cleaned up");
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("cleaned up");
    });
  }

  @Test
  void cancelDuringCleanup_replacesTheFirstOne() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } finally {
              sleep(LONG);
            }
          });
      turn();
      task.cancel("first");
      turn();

      task.cancel("second");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("second");
    });
  }

  // ---------------------------------------------------------------- counting

  @Test
  void newTask_hasNoRequests() {
    TestLoop.run(() -> {
      assertThat(self().cancelling()).isZero();
    });
  }

  @Test
  void cancelTwice_countsTwo() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();

      task.cancel();
      task.cancel();

      assertThat(task.cancelling()).isEqualTo(2);
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void uncancel_countsDownAndReturnsTheRest() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();
      task.cancel();
      task.cancel();

      assertThat(task.uncancel()).isEqualTo(1);
      assertThat(task.uncancel()).isZero();

      assertThat(task.cancelling()).isZero();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void uncancelWithoutARequest_staysAtZero() {
    TestLoop.run(() -> {
      assertThat(self().uncancel()).isZero();
    });
  }

  @Test
  void uncancelAtZero_clearsTheCancelThatIsDue() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            self().cancel();
            self().uncancel();
            sleep(Duration.ZERO);
            return "x";
          });

      assertThat(task.await()).isEqualTo("x");
    });
  }

  @Test
  void uncancelAboveZero_leavesTheCancelThatIsDue() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            self().cancel();
            self().cancel();
            self().uncancel();
            sleep(Duration.ZERO);
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void uncancelAfterTheAwaitedFutureWasCancelled_doesNotTakeTheErrorBack() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();
      task.cancel();

      task.uncancel();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void refusedCancelOfADoneTask_isNotCounted() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      task.cancel();
      turn();

      assertThat(task.cancel()).isFalse();

      assertThat(task.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void structuredBlock_canTellItsOwnCancelFromOthers() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            Task<?> self = self();
            getRunningLoop().callLater(seconds(1), () -> self.cancel("own"));
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              if (self.uncancel() > 0) {
                throw e;
              }
              return "own";
            }
            return "none";
          });

      assertThat(task.await()).isEqualTo("own");
      assertThat(task.cancelling()).isZero();
    });
  }
}
