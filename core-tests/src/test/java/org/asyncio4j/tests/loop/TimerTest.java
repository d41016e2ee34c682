package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TimerHandle;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

class TimerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();

  @Test
  void timers_fireInTheOrderOfTheirTimes() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callLater(Duration.ofSeconds(3), () -> trace.add("3 at " + clock.time()));
      loop.callLater(Duration.ofSeconds(1), () -> trace.add("1 at " + clock.time()));
      loop.callLater(Duration.ofSeconds(2), () -> trace.add("2 at " + clock.time()));
      Asyncio.sleep(Duration.ofSeconds(4));
    });

    trace.is("1 at PT1S", "2 at PT2S", "3 at PT3S");
  }

  @Test
  void timersOfOneTime_fireInTheOrderOfTheirCreation() {
    List<Integer> fired = new ArrayList<>();

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        loop.callAt(SECOND, () -> fired.add(number));
      }
      Asyncio.sleep(Duration.ofSeconds(2));
    });

    assertThat(fired).hasSize(1_000).isSorted();
  }

  @Test
  void manyTimersAtRandomTimes_fireByTimeThenCreation() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    List<int[]> fired = new ArrayList<>();

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      List<TimerHandle> handles = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        int[] key = {random.nextInt(500), i};
        handles.add(loop.callLater(Duration.ofMillis(key[0]), () -> fired.add(key)));
      }
      for (TimerHandle handle : handles) {
        if (random.nextInt(4) > 0) {
          handle.cancel();
        }
      }
      Asyncio.sleep(SECOND);
      long live = handles.stream().filter(handle -> !handle.cancelled()).count();
      assertThat(fired).hasSize((int) live);
    });

    assertThat(fired)
        .as("-Dseed=%d", seed)
        .isSortedAccordingTo((a, b) -> a[0] != b[0] ? a[0] - b[0] : a[1] - b[1]);
  }

  @Test
  void cancelledTimer_doesNotFireAndMovesNoTime() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      TimerHandle handle = loop.callLater(SECOND, () -> trace.add("fired"));
      handle.cancel();
      Asyncio.sleep(Duration.ofMillis(1));
      trace.add(handle.cancelled() + " " + clock.time());
    });

    trace.is("true PT0.001S");
  }

  @Test
  void timerCancelledByAnEarlierOneOfTheSameTime_doesNotFire() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      TimerHandle[] second = new TimerHandle[1];
      loop.callLater(SECOND, () -> second[0].cancel());
      second[0] = loop.callLater(SECOND, () -> trace.add("second"));
      loop.callLater(SECOND, () -> trace.add("third"));
      Asyncio.sleep(Duration.ofSeconds(2));
    });

    trace.is("third");
  }

  @Test
  void negativeDelay_countsAsZero() {
    clock.run(() -> {
      Asyncio.getRunningLoop()
          .callLater(Duration.ofSeconds(-5), () -> trace.add("fired at " + clock.time()));
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("fired at PT0S");
  }

  @Test
  void timeInThePast_isDueAtOnce() {
    clock.run(() -> {
      Asyncio.sleep(SECOND);
      Asyncio.getRunningLoop().callAt(Duration.ZERO, () -> trace.add("fired at " + clock.time()));
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("fired at PT1S");
  }

  @Test
  void longestDelay_neverFires() {
    clock.run(() -> {
      TimerHandle handle =
          Asyncio.getRunningLoop()
              .callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> trace.add("fired"));
      Asyncio.sleep(Duration.ofDays(365 * 100));
      trace.add("a hundred years later");
      handle.cancel();
    });

    trace.is("a hundred years later");
  }

  @Test
  void handle_knowsWhenItIsDue() {
    Duration when =
        clock.run(() -> {
          Asyncio.sleep(SECOND);
          return Asyncio.getRunningLoop().callLater(SECOND, () -> {}).when();
        });

    assertThat(when).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void time_isTheClocks() {
    clock.run(() -> {
      Asyncio.sleep(SECOND);
      trace.add(Asyncio.getRunningLoop().time().toString());
    });

    trace.is("PT1S");
  }

  @Test
  void realTime_noTimerFiresBeforeItsTime() {
    List<Duration> early = new ArrayList<>();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      for (int i = 1; i <= 20; i++) {
        Duration due = loop.time().plusNanos(i * 100_000L);
        loop.callAt(
            due,
            () -> {
              if (loop.time().compareTo(due) < 0) {
                early.add(due);
              }
            });
      }
      Asyncio.sleep(Duration.ofMillis(5));
    });

    assertThat(early).isEmpty();
  }

  @Test
  void aMillionTimersCancelled_areForgottenThoughTheirTimeHasNotCome() {
    boolean[] forgotten = new boolean[1];

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      TimerHandle kept = loop.callLater(SECOND, () -> trace.add("kept one fired"));
      WeakReference<TimerHandle> one = new WeakReference<>(cancelOne(loop));
      for (int i = 0; i < 1_000_000; i++) {
        cancelOne(loop);
      }
      System.gc();
      Threads.until(() -> {
        System.gc();
        return one.refersTo(null);
      });
      forgotten[0] = true;
      Asyncio.sleep(SECOND.multipliedBy(2));
      assertThat(kept.cancelled()).isFalse();
    });

    assertThat(forgotten[0]).isTrue();
    trace.is("kept one fired");
  }

  private static TimerHandle cancelOne(EventLoop loop) {
    TimerHandle handle = loop.callLater(Duration.ofHours(1), () -> {});
    handle.cancel();
    return handle;
  }
}
