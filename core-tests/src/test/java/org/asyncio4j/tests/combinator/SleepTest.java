package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class SleepTest {
  private final Trace trace = new Trace();

  @Test
  void sleep_takesTheLoopsTime() {
    TestLoop.run(() -> {
      sleep(Duration.ofNanos(1));
      sleep(Duration.ofDays(1));

      assertThat(getRunningLoop().time()).isEqualTo(Duration.ofDays(1).plusNanos(1));
    });
  }

  @Test
  void sleepWithAValue_givesIt() {
    TestLoop.run(() -> {
      assertThat(sleep(seconds(1), "x")).isEqualTo("x");
      Object nothing = sleep(Duration.ZERO, null);
      assertThat(nothing).isNull();
    });
  }

  @Test
  void sleepers_wakeInTheOrderOfTheirTimes() {
    TestLoop.run(() -> {
      createTask(() -> wake(3));
      createTask(() -> wake(1));
      Task<Void> last = createTask(() -> wake(4));
      createTask(() -> wake(2));
      last.await();

      trace.is("1", "2", "3", "4");
    });
  }

  private void wake(int delay) {
    sleep(seconds(delay));
    trace.add("" + delay);
  }

  @Test
  void sleepersOfTheSameTime_wakeInTheOrderOfTheirSleeps() {
    TestLoop.run(() -> {
      for (String name : new String[] {"a", "b", "c"}) {
        createTask(() -> {
          sleep(seconds(1));
          trace.add(name);
        });
      }
      sleep(seconds(1));
      turn();

      trace.is("a", "b", "c");
    });
  }

  @Test
  void sleepZero_letsAllThatIsReadyGoFirstOnce() {
    TestLoop.run(() -> {
      getRunningLoop()
          .callSoon(() -> {
            trace.add("ready");
            getRunningLoop().callSoon(() -> trace.add("next turn"));
          });

      sleep(Duration.ZERO);
      trace.add("back");

      trace.is("ready", "back");
    });
  }

  @Test
  void negativeSleep_yieldsOnceToo() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("ready"));

      sleep(seconds(-5));
      trace.add("back");

      trace.is("ready", "back");
      assertThat(getRunningLoop().time()).isZero();
    });
  }

  @Test
  void cancelledSleep_takesItsTimerAway() {
    TestLoop.run(() -> {
      Task<Void> task = createTask(() -> sleep(Duration.ofDays(1)));
      turn();
      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      sleep(seconds(1));

      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });
  }

  @Test
  void cancelOfASleepZero_arrivesThere() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            sleep(Duration.ZERO);
            trace.add("not reached");
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is();
    });
  }

  @Test
  void cancelInTheTurnInWhichTheSleepEnds_isNotLost() {
    TestLoop.run(() -> {
      Task<Void> task = createTask(() -> sleep(seconds(1)));
      turn();
      getRunningLoop().callLater(seconds(1), () -> task.cancel());

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void sleepForEver_isPossible() {
    TestLoop.run(() -> {
      Task<Void> task = createTask(() -> sleep(Duration.ofSeconds(Long.MAX_VALUE)));
      sleep(Duration.ofDays(36500));

      assertThat(task.done()).isFalse();
    });
  }

  @Test
  void nullDelay_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> sleep(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("delay");
      assertThatThrownBy(() -> sleep(null, "x"))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("delay");
    });
  }

  @Test
  void sleepInACallback_isRefused() {
    TestLoop.run(() -> {
      Throwable[] thrown = new Throwable[1];
      getRunningLoop().callSoon(() -> thrown[0] = catchThrowable(() -> sleep(seconds(1))));

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("sleep in a callback: only a task can wait; make one with createTask(...)");
    });
  }

  @Test
  void sleepOutsideALoop_isAnError() throws InterruptedException {
    assertThat(TestLoop.thrownOnForeignThread(() -> sleep(seconds(1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no running event loop; thread foreign runs none: call this inside run(...), or use"
                + " runCoroutineThreadsafe");
  }
}
