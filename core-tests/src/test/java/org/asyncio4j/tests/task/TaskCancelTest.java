package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Cancellation of tasks, as CPython 3.14 has it. */
class TaskCancelTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

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

  // ---------------------------------------------------------------- the plain case

  @Test
  void cancelledTask_leavesItsAwaitThroughFinally() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();

      assertThat(task.cancel()).isTrue();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(task.cancelled()).isTrue();
      trace.is("begin", "finally");
    });
  }

  @Test
  void cancel_takesEffectOnlyInTheNextTurn() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();

      task.cancel();

      assertThat(task.done()).isFalse();
      assertThat(task.cancelled()).isFalse();
      turn();
      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void cancelOfADoneTask_isRefused() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");
      task.await();

      assertThat(task.cancel()).isFalse();

      assertThat(task.result()).isEqualTo("x");
      assertThat(task.cancelling()).isZero();
    });
  }

  @Test
  void cancelledTask_leavesTheClockWhereItWas() {
    TestLoop.run(() -> {
      Duration start = getRunningLoop().time();
      Task<Void> task = sleeper();
      turn();

      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(getRunningLoop().time()).isEqualTo(start);
    });
  }

  // ---------------------------------------------------------------- before the first step

  @Test
  void cancelBeforeTheFirstStep_keepsTheBodyFromRunning() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();

      assertThat(task.cancel()).isTrue();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(task.cancelled()).isTrue();
      trace.is();
    });
  }

  @Test
  void cancelBeforeTheFirstStep_keepsItsMessage() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();

      task.cancel("early");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("early");
    });
  }

  @Test
  void cancelBeforeTheFirstStep_settlesTheCoroutine() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("a", () -> "x");
      Task<String> task = createTask(coroutine);

      task.cancel();
      turn();

      assertThatThrownBy(coroutine::await).hasMessageStartingWith("cannot reuse already awaited");
    });
  }

  @Test
  void uncancelBeforeTheFirstStep_letsTheBodyRun() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");
      task.cancel();

      task.uncancel();

      assertThat(task.await()).isEqualTo("x");
    });
  }

  // ---------------------------------------------------------------- messages

  @Test
  void message_reachesTheBodyAndWhoAwaits() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add("body: " + e.getMessage());
              throw e;
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("body: why");
    });
  }

  @Test
  void cancelTwice_givesTheFirstMessage() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();

      task.cancel("first");
      task.cancel("second");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("first");
    });
  }

  @Test
  void cancelTwiceBeforeTheFirstStep_givesTheLastMessage() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();

      task.cancel("first");
      task.cancel("second");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("second");
    });
  }

  @Test
  void messagePassesThroughAChainOfTasks() {
    TestLoop.run(() -> {
      Task<Void> inner = sleeper();
      Task<Void> middle = createTask(() -> inner.await());
      Task<Void> outer = createTask(() -> middle.await());
      TestLoop.turns(2);

      outer.cancel("why");

      assertThatThrownBy(outer::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(middle.cancelled()).isTrue();
      assertThat(inner.cancelled()).isTrue();
    });
  }

  @Test
  void resultOfACancelledTask_givesItsErrorOnceAndThenOneWithoutMessage() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      turn();
      task.cancel("why");
      TestLoop.turns(2);

      assertThatThrownBy(task::result).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThatThrownBy(task::result).isInstanceOf(CancelledError.class).hasMessage(null);
    });
  }

  @Test
  void exceptionOfACancelledTask_throws() {
    TestLoop.run(() -> {
      Task<Void> task = sleeper();
      task.cancel();
      turn();

      assertThatThrownBy(task::exception).isInstanceOf(CancelledError.class);
    });
  }

  // ---------------------------------------------------------------- forwarding

  @Test
  void cancel_isPassedOnToTheAwaitedFuture() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task = createTask(() -> awaited.await());
      turn();

      task.cancel("why");

      assertThat(awaited.cancelled()).isTrue();
      assertThat(task.done()).isFalse();
      assertThatThrownBy(awaited::result).hasMessage("why");
      turn();
      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void cancel_isPassedOnToTheAwaitedTask() {
    TestLoop.run(() -> {
      Task<Void> inner = sleeper();
      Task<Void> outer = createTask(() -> inner.await());
      TestLoop.turns(2);

      outer.cancel();

      assertThat(inner.cancelling()).isEqualTo(1);
      assertThatThrownBy(outer::await).isInstanceOf(CancelledError.class);
      assertThat(inner.cancelled()).isTrue();
      trace.is("begin", "finally");
    });
  }

  @Test
  void cancelOfAnAwaitedTask_cancelsWhoAwaitsIt() {
    TestLoop.run(() -> {
      Task<Void> inner = sleeper();
      Task<Void> outer = createTask(() -> inner.await());
      TestLoop.turns(2);

      inner.cancel("inner");

      assertThatThrownBy(outer::await).isInstanceOf(CancelledError.class).hasMessage("inner");
      assertThat(outer.cancelled()).isTrue();
      assertThat(outer.cancelling()).isZero();
    });
  }

  @Test
  void innerTaskThatSwallowsTheCancellation_givesItsResultToTheOuterOne() {
    TestLoop.run(() -> {
      Task<String> inner =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              return "swallowed";
            }
            return "not cancelled";
          });
      Task<String> outer = createTask(() -> inner.await());
      TestLoop.turns(2);

      outer.cancel();

      assertThat(outer.await()).isEqualTo("swallowed");
      assertThat(outer.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void cancelOfTaskAndAwaitedFuture_cancelsOnce() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task =
          createTask(() -> {
            try {
              return awaited.await();
            } finally {
              trace.add("left");
              sleep(Duration.ZERO);
              trace.add("still there");
            }
          });
      turn();

      awaited.cancel();
      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      trace.is("left", "still there");
    });
  }

  // ---------------------------------------------------------------- results that are on their way

  @Test
  void readyResult_isLostToACancel() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task =
          createTask(() -> {
            trace.add(awaited.await());
            return "x";
          });
      turn();

      awaited.setResult("lost");
      assertThat(task.cancel("why")).isTrue();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is();
    });
  }

  @Test
  void readyException_isLostToACancel() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task = createTask(() -> awaited.await());
      turn();

      awaited.setException(new IllegalArgumentException("lost"));
      task.cancel();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelledFuturesOwnMessage_winsOverALaterCancelOfTheTask() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task = createTask(() -> awaited.await());
      turn();

      awaited.cancel("future");
      task.cancel("task");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("future");
    });
  }

  @Test
  void cancelBetweenYieldAndResume_arrivesAtTheYield() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(Duration.ZERO);
            } catch (CancelledError e) {
              trace.add("at the yield: " + e.getMessage());
              throw e;
            }
          });
      turn();

      task.cancel("why");
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      trace.is("at the yield: why");
    });
  }

  // ---------------------------------------------------------------- of oneself

  @Test
  void cancelOfOneself_arrivesAtTheNextAwait() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            self().cancel("self");
            trace.add("goes on");
            sleep(LONG);
            trace.add("not reached");
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("self");

      trace.is("goes on");
    });
  }

  @Test
  void cancelOfOneself_cancelsTheNextAwaitedFuture() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Task<String> task =
          createTask(() -> {
            self().cancel("self");
            return awaited.await();
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("self");

      assertThat(awaited.cancelled()).isTrue();
    });
  }

  @Test
  void cancelOfOneself_letsADoneFutureBeAwaited() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      awaited.setResult("x");
      Task<Void> task =
          createTask(() -> {
            self().cancel();
            trace.add(awaited.await());
            sleep(LONG);
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      trace.is("x");
    });
  }

  @Test
  void returnWhileACancelIsDue_endsCancelled() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            self().cancel("due");
            return "lost";
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("due");

      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void returnWhileACancelIsDue_keepsTheMessageForAllWhoAsk() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            self().cancel("due");
            return "lost";
          });
      turn();

      assertThatThrownBy(task::result).hasMessage("due");
      assertThatThrownBy(task::result).hasMessage("due");
    });
  }

  @Test
  void exceptionWhileACancelIsDue_wins() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            self().cancel();
            throw new IllegalArgumentException("x");
          });

      assertThatThrownBy(task::await).isInstanceOf(IllegalArgumentException.class);

      assertThat(task.cancelled()).isFalse();
    });
  }

  @Test
  void codeThatThrowsACancelledErrorByItself_endsCancelled() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            throw new CancelledError("own");
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("own");

      assertThat(task.cancelled()).isTrue();
      assertThat(task.cancelling()).isZero();
    });
  }

  // ---------------------------------------------------------------- shared futures

  @Test
  void cancelOfOneWaiter_cancelsTheSharedFutureForAll() {
    TestLoop.run(() -> {
      Future<String> shared = future();
      Task<String> one = createTask(() -> shared.await());
      Task<String> two = createTask(() -> shared.await());
      turn();

      one.cancel("one");

      assertThatThrownBy(two::await).isInstanceOf(CancelledError.class).hasMessage("one");
      assertThat(two.cancelling()).isZero();
      assertThatThrownBy(one::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void tasksThatAwaitEachOther_areADeadlockNotAnOverflow() {
    Throwable thrown =
        catchThrowable(() ->
            TestLoop.run(() -> {
              Task<?>[] ring = new Task<?>[2];
              ring[0] = createTask("a", () -> await(ring, 1));
              ring[1] = createTask("b", () -> await(ring, 0));
              ring[0].await();
            }));

    assertThat(thrown)
        .isInstanceOf(DeadlockException.class)
        .hasMessageContaining("\n  Task 'a' (at TaskCancelTest.java:")
        .hasMessageContaining("\n  Task 'b' (at TaskCancelTest.java:");
  }

  private static Object await(Task<?>[] ring, int index) {
    return ring[index].await();
  }

  // ---------------------------------------------------------------- threads

  @Test
  void cancelFromAForeignThread_isRefused() {
    TestLoop.run(() -> {
      Task<?> self = self();

      Throwable thrown = TestLoop.thrownOnForeignThread(() -> self.cancel());

      assertThat(thrown)
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("cancel was called on thread foreign, but ");
      assertThat(self.cancelling()).isZero();
    });
  }

  @Test
  void uncancelFromAForeignThread_isRefused() {
    TestLoop.run(() -> {
      Task<?> self = self();

      assertThat(TestLoop.thrownOnForeignThread(() -> self.uncancel()))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("uncancel was called on thread foreign, but ");
    });
  }
}
