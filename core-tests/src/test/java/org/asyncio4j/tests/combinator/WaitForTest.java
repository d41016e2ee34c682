package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class WaitForTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final ContextVar<String> USER = ContextVar.of("user", "nobody");

  private final Trace trace = new Trace();

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

  private static Duration now() {
    return getRunningLoop().time();
  }

  private String slow() {
    trace.add("begin");
    try {
      return sleep(LONG, "x");
    } catch (CancelledError e) {
      trace.add("cancelled");
      throw e;
    }
  }

  private static String cleaningUp() {
    try {
      return sleep(LONG, "x");
    } finally {
      sleep(seconds(2));
    }
  }

  private static String suppressing() {
    try {
      return sleep(LONG, "x");
    } catch (CancelledError e) {
      return "suppressed";
    }
  }

  private static String failing() throws IOException {
    try {
      return sleep(LONG, "x");
    } catch (CancelledError e) {
      throw new IOException("instead", e);
    }
  }

  // ---------------------------------------------------------------- the plain cases

  @Test
  void inTime_givesTheResult() {
    TestLoop.run(() -> {
      assertThat(waitFor(() -> sleep(seconds(1), "x"), seconds(2))).isEqualTo("x");
    });
  }

  @Test
  void nullTimeout_waitsForAsLongAsItTakes() {
    TestLoop.run(() -> {
      assertThat(waitFor(() -> sleep(LONG, "x"), null)).isEqualTo("x");
    });
  }

  @Test
  void late_throwsAndCancels() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(this::slow, seconds(1)))
          .isInstanceOf(TimeoutException.class)
          .hasCauseInstanceOf(CancelledError.class);

      assertThat(now()).isEqualTo(seconds(1));
      trace.is("begin", "cancelled");
    });
  }

  @Test
  void lateFuture_isCancelled() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThatThrownBy(() -> waitFor(future, seconds(1))).isInstanceOf(TimeoutException.class);

      assertThat(future.cancelled()).isTrue();
    });
  }

  @Test
  void lateTask_isCancelledAndAwaited() {
    TestLoop.run(() -> {
      Task<String> task = createTask(WaitForTest::cleaningUp);

      assertThatThrownBy(() -> waitFor(task, seconds(1))).isInstanceOf(TimeoutException.class);

      assertThat(task.cancelled()).isTrue();
      assertThat(now()).isEqualTo(seconds(3));
    });
  }

  @Test
  void exception_passes() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      Future<String> future = future();
      getRunningLoop().callSoon(() -> future.setException(error));

      assertThatThrownBy(() -> waitFor(future, seconds(1))).isSameAs(error);
    });
  }

  @Test
  void code_runsInTheCallersTask() {
    TestLoop.run(() -> {
      Task<?> caller = Objects.requireNonNull(currentTask());

      assertThat(waitFor(() -> currentTask() == caller, seconds(1))).isTrue();
    });
  }

  @Test
  void code_runsInTheCallersContext() {
    TestLoop.run(() -> {
      waitFor(() -> USER.set("inside"), seconds(1));

      assertThat(USER.get()).isEqualTo("inside");
    });
  }

  @Test
  void innerThatSuppressesTheCancellation_givesItsResult() {
    TestLoop.run(() -> {
      assertThat(waitFor(WaitForTest::suppressing, seconds(1))).isEqualTo("suppressed");
    });
  }

  @Test
  void innerTaskThatSuppressesTheCancellation_givesItsResult() {
    TestLoop.run(() -> {
      Task<String> task = createTask(WaitForTest::suppressing);

      assertThat(waitFor(task, seconds(1))).isEqualTo("suppressed");
    });
  }

  @Test
  void innerThatFailsWhileCancelled_throwsItsException() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(WaitForTest::failing, seconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessage("instead");
    });
  }

  @Test
  void innerThatIsCancelled_isNotATimeout() {
    TestLoop.run(() -> {
      Future<String> future = future();
      getRunningLoop().callSoon(() -> future.cancel("inner"));

      assertThatThrownBy(() -> waitFor(future, seconds(1)))
          .isInstanceOf(CancelledError.class)
          .hasMessage("inner");
    });
  }

  @Test
  void doneFuture_isTakenWithoutYielding() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");
      getRunningLoop().callSoon(() -> trace.add("callback"));

      trace.add(waitFor(future, seconds(1)));

      trace.is("x");
    });
  }

  @Test
  void blockedWaitInsideAWait_isEndedByTheOuterOne() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(() -> waitFor(this::slow, LONG), seconds(1)))
          .isInstanceOf(TimeoutException.class);

      trace.is("begin", "cancelled");
    });
  }

  // ---------------------------------------------------------------- zero and negative

  @Test
  void zeroTimeout_givesTheResultOfADoneFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");

      assertThat(waitFor(future, Duration.ZERO)).isEqualTo("x");
    });
  }

  @Test
  void zeroTimeout_throwsTheExceptionOfADoneFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setException(new IOException("x"));

      assertThatThrownBy(() -> waitFor(future, Duration.ZERO)).hasMessage("x");
    });
  }

  @Test
  void zeroTimeout_doesNotBeginTheCode() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(this::slow, Duration.ZERO))
          .isInstanceOf(TimeoutException.class)
          .hasCauseInstanceOf(CancelledError.class);

      trace.is();
      assertThat(now()).isZero();
    });
  }

  @Test
  void negativeTimeout_countsAsZero() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(this::slow, seconds(-1)))
          .isInstanceOf(TimeoutException.class);

      trace.is();
    });
  }

  @Test
  void zeroTimeout_waitsForTheEndOfACancelledTask() {
    TestLoop.run(() -> {
      Task<String> task = createTask(WaitForTest::cleaningUp);
      turn();

      assertThatThrownBy(() -> waitFor(task, Duration.ZERO)).isInstanceOf(TimeoutException.class);

      assertThat(task.cancelled()).isTrue();
      assertThat(now()).isEqualTo(seconds(2));
    });
  }

  @Test
  void zeroTimeout_givesTheResultOfATaskThatSuppresses() {
    TestLoop.run(() -> {
      Task<String> task = createTask(WaitForTest::suppressing);
      turn();

      assertThat(waitFor(task, Duration.ZERO)).isEqualTo("suppressed");
    });
  }

  @Test
  void zeroTimeout_throwsWhatACancelledTaskFailsWith() {
    TestLoop.run(() -> {
      Task<String> task = createTask(WaitForTest::failing);
      turn();

      assertThatThrownBy(() -> waitFor(task, Duration.ZERO))
          .isInstanceOf(IOException.class)
          .hasMessage("instead");
    });
  }

  @Test
  void cancelWhileAZeroTimeoutWaitsForTheEnd_isNotLost() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(WaitForTest::cleaningUp);
      Task<String> waiter = createTask(() -> waitFor(inner, Duration.ZERO));
      sleep(seconds(1));

      waiter.cancel("why");

      assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class).hasMessage("why");
      sleep(seconds(2));
      assertThat(inner.cancelled()).isTrue();
    });
  }

  // ---------------------------------------------------------------- cancelling the wait

  @Test
  void cancelOfTheWait_cancelsTheInner() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<String> waiter = createTask(() -> waitFor(inner, LONG));
      turn();

      waiter.cancel("why");

      assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(inner.cancelled()).isTrue();
    });
  }

  @Test
  void cancelOfTheWait_waitsForTheEndOfTheInnerTask() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(WaitForTest::cleaningUp);
      Task<String> waiter = createTask(() -> waitFor(inner, LONG));
      TestLoop.turns(2);

      waiter.cancel();

      assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
      assertThat(now()).isEqualTo(seconds(2));
    });
  }

  @Test
  void cancelWithTheResultReady_isNotLost() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<String> waiter = createTask(() -> waitFor(inner, LONG));
      turn();

      inner.setResult("x");
      waiter.cancel();

      assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelInTheTurnOfTheDeadline_isNotLost() {
    TestLoop.run(() -> {
      Task<String> waiter = createTask(() -> waitFor(WaitForTest.future(), seconds(1)));
      turn();
      getRunningLoop().callLater(seconds(1), () -> waiter.cancel());

      assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
      assertThat(waiter.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void resultInTheTurnOfTheDeadline_losesToIt() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<String> waiter = createTask(() -> waitFor(inner, seconds(1)));
      turn();
      getRunningLoop()
          .callLater(
              seconds(1),
              () -> {
                if (!inner.done()) {
                  inner.setResult("x");
                }
              });

      assertThat(catchThrowable(waiter::await)).isInstanceOf(TimeoutException.class);
    });
  }

  @Test
  void cancelOfOneself_isNotLostInAWait() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            Objects.requireNonNull(currentTask()).cancel("self");
            waitFor(this::slow, LONG);
          });

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("self");
      trace.is("begin", "cancelled");
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void nullAwaitable_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> waitFor(null, seconds(1)))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void waitForInACallback_isRefused() {
    TestLoop.run(() -> {
      Throwable[] thrown = new Throwable[2];
      getRunningLoop()
          .callSoon(() -> {
            thrown[0] = catchThrowable(() -> waitFor(this::slow, seconds(1)));
            thrown[1] = catchThrowable(() -> waitFor(this::slow, Duration.ZERO));
          });

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("timeout in a callback: only a task can wait; make one with createTask(...)");
      assertThat(thrown[1]).isInstanceOf(IllegalStateException.class);
      trace.is();
    });
  }

  @Test
  void waitForOutsideALoop_isAnError() {
    assertThatThrownBy(() -> waitFor(this::slow, seconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread ");
  }
}
