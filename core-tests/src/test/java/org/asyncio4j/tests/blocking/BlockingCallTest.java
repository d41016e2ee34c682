package org.asyncio4j.tests.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.programs.HoldEagerProgram;
import org.asyncio4j.tests.programs.HoldProgram;
import org.asyncio4j.tests.support.Blocking;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Interleaving;
import org.asyncio4j.tests.support.JavaProcess;
import org.asyncio4j.tests.support.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A blocking call of the JDK inside a task. */
class BlockingCallTest {
  @ParameterizedTest
  @EnumSource
  void blockingCall_othersGoOn_portableTheyWait(Blocking kind) throws Exception {
    Trace trace = Interleaving.of(kind, Driver.scheduled());

    if (Driver.scheduled()) {
      trace.is("a blocks", "b1", "b2", "a goes on");
    } else {
      trace.is("a blocks", "a goes on", "b1", "b2");
    }
  }

  @Test
  void blockingHold_everyCallHoldsTheLoop() {
    JavaProcess.Result result =
        JavaProcess.onClassPath()
            .with(Driver.flags())
            .with("-Dasyncio4j.blocking=hold")
            .run(HoldProgram.class);

    assertThat(result.output()).contains("driver=" + Driver.expected());
    for (Blocking kind : Blocking.values()) {
      assertThat(result.output()).contains(kind + " [a blocks, a goes on, b1, b2]");
    }
  }

  @Test
  void blockingHold_anEagerTaskThatBlocksHoldsItsMaker() {
    JavaProcess.Result result =
        JavaProcess.onClassPath()
            .with(Driver.flags())
            .with("-Dasyncio4j.blocking=hold")
            .run(HoldEagerProgram.class);

    assertThat(result.output()).contains("[blocks, own stack, created, task ends]");
  }

  @Test
  void tasksThatBlockOften_neverRunInParallel() {
    int[] count = new int[2];
    Action body =
        () -> {
          for (int i = 0; i < 200; i++) {
            count[1]++;
            int seen = count[0];
            Thread.onSpinWait();
            count[0] = seen + 1;
            Thread.sleep(0, 20_000);
          }
        };

    Asyncio.run(() -> {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        tasks.add(Asyncio.createTask(body));
      }
      Asyncio.gather(tasks).await();
    });

    assertThat(count).containsOnly(2_000);
  }

  @Test
  void manyTasksBlockedAtOnce_allComeBack() {
    int tasks = Driver.scheduled() ? 1_000 : 10;
    int[] back = new int[1];

    Asyncio.run(() -> {
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        Action body =
            () -> {
              Thread.sleep(5);
              back[0]++;
            };
        all.add(Asyncio.createTask(body));
      }
      Asyncio.gather(all).await();
    });

    assertThat(back[0]).isEqualTo(tasks);
  }

  @Test
  void debugMode_reportsTheBlockingCallWithItsLine() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        Asyncio.getRunningLoop().setDebug(true);
        Asyncio.createTask("sleepy", () -> sleepHere(log)).await();
      });

      assertThat(log.warnings())
          .anySatisfy(
              text -> assertThat(text).contains("sleepy").contains("BlockingCallTest.sleepHere"));
    }
  }

  /** Blocks until that was reported, or for so long that it will not be. */
  private static void sleepHere(Log log) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (log.warnings().stream().noneMatch(text -> text.contains("sleepHere"))
        && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  @Test
  void awaitAfterABlockingCall_keepsTheTasksOrder() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      for (int i = 0; i < 3; i++) {
        Thread.sleep(1);
        trace.add("slept " + i);
        Asyncio.sleep(Duration.ZERO);
        trace.add("awaited " + i);
      }
    });

    trace.is("slept 0", "awaited 0", "slept 1", "awaited 1", "slept 2", "awaited 2");
  }
}
