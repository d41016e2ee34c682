package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Debug mode, and the report of a loop that is held. */
class DebugModeTest {
  private final RunOptions debug = RunOptions.defaults().withDebug(true);

  /** Holds the loop until something was logged: in both drivers, since it does not block. */
  private static void holdUntilReported(Log log) {
    Threads.until(() -> !log.warnings().isEmpty());
  }

  @Test
  void slowCallback_isReportedWithItsStackWhileItIsSlow() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Asyncio.getRunningLoop().callSoon(() -> holdUntilReported(log));
            Asyncio.sleep(Duration.ofMillis(1));
          },
          debug);

      assertThat(log.warnings().getFirst())
          .contains("has been held for 0.")
          .contains("DebugModeTest.holdUntilReported(DebugModeTest.java:");
    }
  }

  @Test
  void slowStepOfATask_isReportedUnderTheTasksName() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> Asyncio.createTask("slow one", () -> holdUntilReported(log)).await(), debug);

      assertThat(log.warnings().getFirst())
          .contains("name='slow one'")
          .contains("DebugModeTest.holdUntilReported(DebugModeTest.java:");
    }
  }

  @Test
  void debugModeSwitchedOnWhileTheLoopRuns_reportsToo() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        Asyncio.getRunningLoop().setDebug(true);
        Asyncio.sleep(Duration.ZERO);
        long start = System.nanoTime();
        holdUntilReported(log);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(800));
      });

      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void slowCallbackDuration_decidesWhatIsSlow() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            EventLoop loop = Asyncio.getRunningLoop();
            assertThat(loop.slowCallbackDuration()).isEqualTo(Duration.ofMillis(100));
            loop.setSlowCallbackDuration(Duration.ofSeconds(5));
            loop.callSoon(DebugModeTest::spinAQuarterSecond);
            Asyncio.sleep(Duration.ofMillis(1));
          },
          debug);

      assertThat(log.warnings()).isEmpty();
    }
  }

  private static void spinAQuarterSecond() {
    long end = System.nanoTime() + 250_000_000;
    Threads.until(() -> System.nanoTime() - end > 0);
  }

  @Test
  void slowCallbackDurationOfZero_isRefused() {
    EventLoop loop = Asyncio.newEventLoop();

    assertThatThrownBy(() -> loop.setSlowCallbackDuration(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duration: PT0S (expected: more than zero)");
    loop.close();
  }

  @Test
  void fastCallbacks_areNotReported() {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            for (int i = 0; i < 100; i++) {
              Asyncio.sleep(Duration.ofMillis(1));
            }
          },
          debug);

      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void outsideDebugMode_aLoopThatIsHeldIsReportedAfterTheStallTime() {
    LoopOptions options = LoopOptions.defaults().withStallReport(Duration.ofMillis(200));
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> Asyncio.createTask("holder", () -> holdUntilReported(log)).await(),
          RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));

      assertThat(log.warnings().getFirst())
          .contains("name='holder'")
          .contains("nothing else can run meanwhile: give blocking calls to toThread(...)")
          .contains("DebugModeTest.holdUntilReported(DebugModeTest.java:");
    }
  }

  @Test
  void heldLoop_isReportedOnceWhileItStaysHeld() {
    LoopOptions options = LoopOptions.defaults().withStallReport(Duration.ofMillis(50));
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            holdUntilReported(log);
            spinAQuarterSecond();
          },
          RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));

      assertThat(log.warnings()).hasSize(1);
    }
  }

  @Test
  void idleLoop_isNotReportedAsHeld() {
    LoopOptions options = LoopOptions.defaults().withStallReport(Duration.ofMillis(50));
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> Asyncio.sleep(Duration.ofMillis(250)),
          RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));

      assertThat(log.warnings()).isEmpty();
    }
  }

  /** In the scheduled driver nothing is held; in the portable one the report names both tasks. */
  @Test
  void lockHeldOverAnAwaitAndWantedByASecondTask_portableReportNamesBoth() {
    LoopOptions options = LoopOptions.defaults().withStallReport(Duration.ofMillis(100));
    var lock = new java.util.concurrent.locks.ReentrantLock();
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            var holder =
                Asyncio.createTask(
                    "holder",
                    () -> {
                      lock.lock();
                      Asyncio.sleep(Duration.ofMillis(300));
                      lock.unlock();
                    });
            var waiter =
                Asyncio.createTask(
                    "waiter",
                    () -> {
                      if (lock.tryLock(600, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        lock.unlock();
                      }
                    });
            Asyncio.gather(holder, waiter).await();
          },
          RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));

      if (Driver.scheduled()) {
        assertThat(log.warnings()).isEmpty();
      } else {
        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().getFirst()).contains("waiter").contains("holder");
      }
    }
  }

  @Test
  void debugMode_reportsSayWhereTheCallbackWasMade() {
    List<ExceptionContext> reports = new ArrayList<>();

    Asyncio.run(
        () -> {
          EventLoop loop = Asyncio.getRunningLoop();
          loop.setExceptionHandler((in, report) -> reports.add(report));
          madeHere(loop);
          Asyncio.sleep(Duration.ZERO);
        },
        debug);

    assertThat(reports.getFirst().created().getStackTrace())
        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("madeHere"));
  }

  private static void madeHere(EventLoop loop) {
    loop.callSoon(() -> {
      throw new IllegalStateException("wanted");
    });
  }

  @Test
  void debugMode_textOfAFutureSaysWhereItWasMade() {
    String text = Asyncio.run(() -> futureText(Asyncio.getRunningLoop()), debug);

    assertThat(text)
        .contains("created at")
        .contains("DebugModeTest.java:")
        .doesNotContain("Engine");
  }

  private static String futureText(EventLoop loop) {
    return loop.createFuture().toString();
  }

  @Test
  void loopOptions_makeALoopInDebugMode() {
    boolean inDebug =
        Asyncio.run(
            () -> Asyncio.getRunningLoop().debug(),
            RunOptions.defaults()
                .withLoopFactory(
                    () -> Asyncio.newEventLoop(LoopOptions.defaults().withDebug(true))));

    assertThat(inDebug).isTrue();
  }
}
