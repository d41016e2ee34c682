package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.timeoutAt;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Body;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.Timeout;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Moving a deadline, asking for it, and bad input. */
class TimeoutRescheduleTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static Duration now() {
    return getRunningLoop().time();
  }

  // ---------------------------------------------------------------- rescheduling and questions

  @Test
  void reschedule_movesTheDeadline() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  t -> {
                    t.reschedule(seconds(3));
                    assertThat(t.when()).isEqualTo(seconds(3));
                    return sleep(LONG, "x");
                  }))
          .isInstanceOf(TimeoutException.class);

      assertThat(now()).isEqualTo(seconds(3));
    });
  }

  @Test
  void rescheduleEarlier_takesEffect() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  LONG,
                  t -> {
                    t.reschedule(seconds(1));
                    return sleep(LONG, "x");
                  }))
          .isInstanceOf(TimeoutException.class);

      assertThat(now()).isEqualTo(seconds(1));
    });
  }

  @Test
  void rescheduleToNull_takesTheDeadlineAway() {
    TestLoop.run(() -> {
      String result =
          timeout(
              seconds(1),
              t -> {
                t.reschedule(null);
                assertThat(t.when()).isNull();
                return sleep(LONG, "x");
              });

      assertThat(result).isEqualTo("x");
    });
  }

  @Test
  void rescheduleFromNull_setsADeadline() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  null,
                  t -> {
                    t.reschedule(seconds(1));
                    return sleep(LONG, "x");
                  }))
          .isInstanceOf(TimeoutException.class);
    });
  }

  @Test
  void rescheduleToThePast_expiresAtTheNextAwait() {
    TestLoop.run(() -> {
      sleep(seconds(5));

      assertThatThrownBy(() ->
              timeout(
                  LONG,
                  t -> {
                    t.reschedule(seconds(1));
                    trace.add("goes on");
                    return sleep(seconds(1), "x");
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("goes on");
      assertThat(now()).isEqualTo(seconds(5));
    });
  }

  @Test
  void rescheduleFromACallback_works() {
    TestLoop.run(() -> {
      String result =
          timeout(
              seconds(2),
              t -> {
                getRunningLoop().callLater(seconds(1), () -> t.reschedule(seconds(9)));
                return sleep(seconds(5), "x");
              });

      assertThat(result).isEqualTo("x");
    });
  }

  @Test
  void rescheduleAfterTheBlock_isRefused() {
    TestLoop.run(() -> {
      Timeout[] left = new Timeout[1];
      timeout(
          seconds(1),
          t -> {
            left[0] = t;
            return null;
          });

      assertThatThrownBy(() -> left[0].reschedule(seconds(5)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Cannot change state of finished Timeout; a deadline moves only while its block"
                  + " runs");
    });
  }

  @Test
  void rescheduleAfterTheDeadline_isRefused() {
    TestLoop.run(() -> {
      Timeout[] left = new Timeout[1];
      Throwable[] thrown = new Throwable[1];
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  t -> {
                    left[0] = t;
                    try {
                      return sleep(LONG, "x");
                    } finally {
                      thrown[0] = catchThrowable(() -> t.reschedule(LONG));
                    }
                  }))
          .isInstanceOf(TimeoutException.class);

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Cannot change state of expiring Timeout; a deadline moves only while its block"
                  + " runs");
      assertThatThrownBy(() -> left[0].reschedule(LONG))
          .hasMessage(
              "Cannot change state of expired Timeout; a deadline moves only while its block runs");
    });
  }

  @Test
  void when_isTheDeadlineOnTheLoopsClock() {
    TestLoop.run(() -> {
      sleep(seconds(1));

      Duration when = timeout(seconds(2), t -> t.when());

      assertThat(when).isEqualTo(seconds(3));
    });
  }

  @Test
  void expired_isFalseForABlockInTime() {
    TestLoop.run(() -> {
      Timeout left = timeout(seconds(2), t -> t);

      assertThat(left.expired()).isFalse();
    });
  }

  @Test
  void text_tellsTheState() {
    TestLoop.run(() -> {
      Timeout[] left = new Timeout[1];
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  t -> {
                    left[0] = t;
                    trace.add("" + t);
                    try {
                      return sleep(LONG, "x");
                    } finally {
                      trace.add("" + t);
                    }
                  }))
          .isInstanceOf(TimeoutException.class);
      trace.add("" + left[0]);
      trace.add("" + timeout(seconds(1), t -> t));

      trace.is(
          "<Timeout [active] when=PT1S>",
          "<Timeout [expiring]>",
          "<Timeout [expired]>",
          "<Timeout [finished]>");
    });
  }

  @Test
  void textWithoutDeadline_saysNone() {
    TestLoop.run(() -> {
      String text = timeout(null, t -> "" + t);

      assertThat(text).isEqualTo("<Timeout [active] when=None>");
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void timeoutInACallback_isRefused() {
    TestLoop.run(() -> {
      Throwable[] thrown = new Throwable[1];
      getRunningLoop()
          .callSoon(() -> thrown[0] = catchThrowable(() -> timeout(seconds(1), () -> "x")));

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("timeout in a callback: only a task can wait; make one with createTask(...)");
    });
  }

  @Test
  void timeoutOutsideALoop_isAnError() {
    assertThatThrownBy(() -> timeout(seconds(1), () -> "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread ");
  }

  @Test
  void nullBlock_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> timeout(seconds(1), (Body<String, RuntimeException>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("block");
      assertThatThrownBy(() -> timeout(seconds(1), (VoidBody<RuntimeException>) null))
          .hasMessage("block");
      assertThatThrownBy(
              () -> timeout(seconds(1), (BodyOf<Timeout, String, RuntimeException>) null))
          .hasMessage("block");
      assertThatThrownBy(() -> timeoutAt(seconds(1), (Body<String, RuntimeException>) null))
          .hasMessage("block");
    });
  }

  @Test
  void rescheduleFromAForeignThread_isRefused() {
    TestLoop.run(() -> {
      timeout(
          seconds(5),
          t -> {
            Throwable moved = thrownOnForeignThreadUnchecked(() -> t.reschedule(seconds(9)));
            Throwable taken = thrownOnForeignThreadUnchecked(() -> t.reschedule(null));

            assertThat(moved)
                .isInstanceOfAny(IllegalStateException.class, WrongThreadException.class);
            assertThat(taken)
                .isInstanceOfAny(IllegalStateException.class, WrongThreadException.class);
            assertThat(t.when()).isEqualTo(seconds(5));
            return null;
          });
    });
  }

  private static Throwable thrownOnForeignThreadUnchecked(org.asyncio4j.function.Action code) {
    try {
      return thrownOnForeignThread(code);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void awaitOfATaskInsideTheBlock_cancelsThatTask() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(LONG, "x"));

      assertThatThrownBy(() -> timeout(seconds(1), () -> await(inner)))
          .isInstanceOf(TimeoutException.class);

      assertThat(inner.cancelled()).isTrue();
    });
  }

  @Test
  void shieldInsideTheBlock_savesTheTask() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(seconds(2), "x"));

      assertThatThrownBy(() -> timeout(seconds(1), () -> await(Asyncio.shield(inner))))
          .isInstanceOf(TimeoutException.class);

      assertThat(inner.await()).isEqualTo("x");
    });
  }
}
