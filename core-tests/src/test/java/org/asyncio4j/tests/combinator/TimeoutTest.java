package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.timeoutAt;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.Timeout;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class TimeoutTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static Task<?> self() {
    return Objects.requireNonNull(currentTask());
  }

  private static Duration now() {
    return getRunningLoop().time();
  }

  // ---------------------------------------------------------------- the plain cases

  @Test
  void blockInTime_givesItsResult() {
    TestLoop.run(() -> {
      assertThat(timeout(seconds(2), () -> sleep(seconds(1), "x"))).isEqualTo("x");
    });
  }

  @Test
  void lateBlock_endsWithATimeoutException() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> timeout(seconds(1), () -> sleep(LONG)))
          .isInstanceOf(TimeoutException.class)
          .hasMessage(null)
          .hasCauseInstanceOf(CancelledError.class);

      assertThat(now()).isEqualTo(seconds(1));
    });
  }

  @Test
  void lateBlock_isCancelledAtItsAwait() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    try {
                      sleep(LONG);
                    } catch (CancelledError e) {
                      trace.add("cancelled");
                      throw e;
                    }
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("cancelled");
    });
  }

  @Test
  void taskAfterATimeout_isNotCancelling() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> timeout(seconds(1), () -> sleep(LONG)))
          .isInstanceOf(TimeoutException.class);

      assertThat(self().cancelling()).isZero();
      sleep(seconds(1));
      assertThat(now()).isEqualTo(seconds(2));
    });
  }

  @Test
  void blockInTime_leavesNoTimer() {
    TestLoop.run(() -> {
      timeout(seconds(5), () -> sleep(seconds(1)));
      sleep(seconds(10));

      assertThat(now()).isEqualTo(seconds(11));
    });
  }

  @Test
  void nullDelay_isNoDeadline() {
    TestLoop.run(() -> {
      timeout(null, () -> sleep(LONG));

      assertThat(now()).isEqualTo(LONG);
    });
  }

  @Test
  void timeoutAt_takesATime() {
    TestLoop.run(() -> {
      sleep(seconds(1));
      Duration deadline = now().plus(seconds(2));

      assertThatThrownBy(() -> timeoutAt(deadline, () -> sleep(LONG)))
          .isInstanceOf(TimeoutException.class);

      assertThat(now()).isEqualTo(seconds(3));
    });
  }

  @Test
  void timeoutAtNull_isNoDeadline() {
    TestLoop.run(() -> {
      assertThat(timeoutAt(null, () -> sleep(LONG, "x"))).isEqualTo("x");
    });
  }

  @Test
  void bodyThatEndsWithTheDeadline_winsIfItsTimerCameFirst() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      getRunningLoop().callLater(seconds(1), () -> future.setResult("x"));

      assertThat(catchThrowable(() -> timeout(seconds(1), future::await)))
          .isInstanceOf(TimeoutException.class);
    });
  }

  // ---------------------------------------------------------------- zero, negative, past

  @Test
  void zeroDelay_letsABlockEndThatDoesNotAwait() {
    TestLoop.run(() -> {
      assertThat(timeout(Duration.ZERO, () -> "x")).isEqualTo("x");

      turn();
      assertThat(self().cancelling()).isZero();
    });
  }

  @Test
  void zeroDelay_endsTheBlockAtItsFirstAwait() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  Duration.ZERO,
                  () -> {
                    trace.add("begins");
                    sleep(seconds(1));
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("begins");
      assertThat(now()).isZero();
    });
  }

  @Test
  void negativeDelay_countsAsPast() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> timeout(seconds(-1), () -> sleep(seconds(1))))
          .isInstanceOf(TimeoutException.class);
    });
  }

  @Test
  void pastDeadline_expiresInTheNextTurn() {
    TestLoop.run(() -> {
      sleep(seconds(5));
      getRunningLoop().callSoon(() -> trace.add("before"));

      assertThatThrownBy(() ->
              timeoutAt(
                  seconds(1),
                  () -> {
                    getRunningLoop().callSoon(() -> trace.add("after"));
                    sleep(LONG);
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("before", "after");
    });
  }

  // ---------------------------------------------------------------- exceptions of the block

  @Test
  void exceptionOfTheBlock_passes() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");

      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    throw error;
                  }))
          .isSameAs(error)
          .hasNoSuppressedExceptions();
    });
  }

  @Test
  void exceptionInsteadOfTheCancellation_passesWithTheTimeoutSuppressed() {
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              timeout(
                  seconds(1),
                  () -> {
                    try {
                      sleep(LONG);
                    } finally {
                      throwing(new IllegalArgumentException("x"));
                    }
                  }));

      assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
      assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(TimeoutException.class);
      assertThat(self().cancelling()).isZero();
    });
  }

  private static void throwing(RuntimeException e) {
    throw e;
  }

  @Test
  void blockThatSwallowsTheCancellation_givesItsResult() {
    TestLoop.run(() -> {
      String result =
          timeout(
              seconds(1),
              t -> {
                try {
                  sleep(LONG);
                } catch (CancelledError e) {
                  trace.add("expired " + t.expired());
                }
                return "x";
              });

      assertThat(result).isEqualTo("x");
      assertThat(self().cancelling()).isZero();
      trace.is("expired true");
    });
  }

  @Test
  void blockThatThrowsACancelledErrorByItself_isNotATimeout() {
    TestLoop.run(() -> {
      CancelledError own = new CancelledError("own");

      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    throw own;
                  }))
          .isSameAs(own);
    });
  }

  private static String io(String name) throws IOException {
    sleep(seconds(1));
    throw new FileNotFoundException(name);
  }

  private static void voidIo() throws IOException {
    throw new FileNotFoundException("void");
  }

  @Test
  void checkedExceptionOfAValueBlock_isInferred() {
    TestLoop.run(() -> {
      try {
        timeout(seconds(2), () -> io("x"));
      } catch (IOException e) {
        trace.add(e.getMessage());
      }

      trace.is("x");
    });
  }

  @Test
  void checkedExceptionOfAVoidBlock_isInferred() {
    TestLoop.run(() -> {
      try {
        timeout(seconds(2), TimeoutTest::voidIo);
      } catch (IOException e) {
        trace.add(e.getMessage());
      }

      trace.is("void");
    });
  }

  @Test
  void checkedExceptionOfABlockWithTheTimeout_isInferred() {
    TestLoop.run(() -> {
      try {
        timeoutAt(seconds(2), t -> io("" + t.when()));
      } catch (IOException e) {
        trace.add(e.getMessage());
      }

      trace.is("PT2S");
    });
  }

  @Test
  void blockWithoutCheckedException_needsNoCatch() {
    String result = TestLoop.run(TimeoutTest::unchecked);

    assertThat(result).isEqualTo("x");
  }

  /** Compiles only if nothing is declared. */
  private static String unchecked() {
    timeout(seconds(1), () -> sleep(Duration.ZERO));
    return timeout(seconds(1), () -> "x");
  }

  // ---------------------------------------------------------------- cancellation from outside

  @Test
  void cancelFromOutside_isNotATimeout() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            timeout(LONG, () -> sleep(LONG));
          });
      turn();

      task.cancel("outside");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("outside");
    });
  }

  @Test
  void cancelFromOutsideAfterTheDeadline_beatsTheTimeout() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            timeout(
                seconds(1),
                () -> {
                  try {
                    sleep(LONG);
                  } finally {
                    sleep(seconds(1));
                  }
                });
          });
      sleep(seconds(1.5));

      task.cancel("outside");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("outside");
      assertThat(task.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void cancelFromOutsideInTheTurnOfTheDeadline_beatsTheTimeout() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            timeout(seconds(1), () -> sleep(LONG));
          });
      turn();
      getRunningLoop().callLater(seconds(1), () -> task.cancel("outside"));

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(task.cancelled()).isTrue();
      assertThat(task.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void taskThatWasCancelledBefore_stillGetsItsTimeout() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add("swallowed");
            }
            try {
              timeout(seconds(1), () -> sleep(LONG));
            } catch (TimeoutException e) {
              return "timeout";
            }
            return "none";
          });
      turn();

      task.cancel();

      assertThat(task.await()).isEqualTo("timeout");
      assertThat(task.cancelling()).isEqualTo(1);
    });
  }

  @Test
  void cancelInsideATimeoutOfATaskCancelledBefore_passes() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              timeout(LONG, () -> sleep(LONG));
            }
          });
      turn();
      task.cancel("first");
      turn();

      task.cancel("second");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("second");
      assertThat(task.cancelling()).isEqualTo(2);
    });
  }

  @Test
  void cancelOfWhatTheBlockAwaits_isNotATimeout() {
    TestLoop.run(() -> {
      Future<String> inner = getRunningLoop().createFuture();
      getRunningLoop().callLater(seconds(1), () -> inner.cancel("inner"));

      assertThatThrownBy(() -> timeout(LONG, inner::await))
          .isInstanceOf(CancelledError.class)
          .hasMessage("inner");
    });
  }

  // ---------------------------------------------------------------- nested

  @Test
  void innerTimeout_leavesTheOuterOneAlone() {
    TestLoop.run(() -> {
      String result =
          timeout(
              seconds(5),
              outer -> {
                assertThatThrownBy(() -> timeout(seconds(1), () -> sleep(LONG)))
                    .isInstanceOf(TimeoutException.class);
                assertThat(outer.expired()).isFalse();
                return "x";
              });

      assertThat(result).isEqualTo("x");
    });
  }

  @Test
  void outerTimeout_passesThroughTheInnerOne() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    timeout(
                        LONG,
                        inner -> {
                          try {
                            return sleep(LONG, "x");
                          } finally {
                            trace.add("inner expired " + inner.expired());
                          }
                        });
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("inner expired false");
    });
  }

  @Test
  void nestedTimeoutsOfTheSameTime_bothExpire() {
    TestLoop.run(() -> {
      Timeout[] both = new Timeout[2];

      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  outer -> {
                    both[0] = outer;
                    return timeout(
                        seconds(1),
                        inner -> {
                          both[1] = inner;
                          return sleep(LONG, "x");
                        });
                  }))
          .isInstanceOf(TimeoutException.class);

      assertThat(both[0].expired()).isTrue();
      assertThat(both[1].expired()).isTrue();
      assertThat(self().cancelling()).isZero();
    });
  }

  @Test
  void timeoutsOfManyTasks_areTheirOwn() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> ended(1), () -> ended(3), () -> ended(2));

      all.await();

      trace.is("1", "2", "3");
    });
  }

  private Void ended(int delay) {
    try {
      timeout(seconds(delay), () -> sleep(LONG));
    } catch (TimeoutException e) {
      trace.add("" + delay);
    }
    return null;
  }
}
