package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;

/** In debug mode every report of something lost says where it was made. */
class CreationSiteTest {
  private static List<ExceptionContext> reports(boolean debug, Action code) {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions().withDebug(debug));
    loop.setExceptionHandler((in, report) -> reports.add(report));
    loop.runUntilComplete(Asyncio.action(code));
    loop.close();
    return reports;
  }

  private static void hasTheMethod(List<ExceptionContext> reports, String message, String method) {
    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message()).startsWith(message);
          assertThat(report.created().getStackTrace()[0].getMethodName()).isEqualTo(method);
        });
  }

  private static Task<?> failsHere() {
    return Asyncio.createTask(() -> {
      turns(2);
      throw new IllegalStateException("wanted");
    });
  }

  private static Task<?> waitsHere() {
    return Asyncio.createTask(() -> Asyncio.getRunningLoop().createFuture().await());
  }

  private static Coroutine<String> madeHere() {
    return Coroutine.of("unused", () -> "");
  }

  @Test
  void exceptionThatNobodyHasAskedFor() {
    List<ExceptionContext> reports =
        reports(
            true,
            () -> {
              failsHere();
              turns(3);
            });

    hasTheMethod(reports, "Task exception was never retrieved", "failsHere");
  }

  @Test
  void taskThatIsPendingWhenTheLoopCloses() {
    List<ExceptionContext> reports =
        reports(
            true,
            () -> {
              waitsHere();
              turn();
            });

    hasTheMethod(reports, "Task was destroyed but it is pending!", "waitsHere");
  }

  @Test
  void coroutineThatNeverRan() {
    List<ExceptionContext> reports = reports(true, () -> assertThat(madeHere()).isNotNull());

    hasTheMethod(reports, "coroutine 'unused' was never awaited", "madeHere");
  }

  @Test
  void failureBehindACancelledShield() {
    List<ExceptionContext> reports =
        reports(
            true,
            () -> {
              Future<?> outer = Asyncio.shield(failsHere());
              outer.cancel();
              turns(5);
            });

    hasTheMethod(reports, "IllegalStateException exception in shielded future", "failsHere");
  }

  @Test
  void outsideDebugMode_thereIsNone() {
    List<ExceptionContext> reports =
        reports(
            false,
            () -> {
              failsHere();
              turns(3);
            });

    assertThat(reports).singleElement().extracting(ExceptionContext::created).isNull();
  }

  @Test
  void failedFuture_keepsItsPlace() {
    reports(
        true,
        () -> {
          Task<?> task = failsHere();
          turns(3);
          StackTraceElement unseen = task.createdAt();
          Throwable error = task.exception();

          assertThat(error).isNotNull();
          assertThat(unseen.getMethodName()).isEqualTo("failsHere");
          assertThat(task.createdAt()).isEqualTo(unseen);
        });
  }
}
