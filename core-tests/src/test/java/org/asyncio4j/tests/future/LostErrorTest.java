package org.asyncio4j.tests.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Exceptions that nobody has asked for. */
class LostErrorTest {
  private final List<Object> kept = new ArrayList<>();

  private <T> Future<T> future() {
    Future<T> future = getRunningLoop().createFuture();
    kept.add(future);
    return future;
  }

  private static Void fail(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  void exceptionOfAFutureThatNobodyAsksFor_isReportedAtTheEndOfTheLoop() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> future().setException(new IOException("x")));

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message()).isEqualTo("Future exception was never retrieved");
          assertThat(report.exception()).hasMessage("x");
          assertThat(report.future()).isSameAs(kept.getFirst());
        });
  }

  @Test
  void exceptionOfATaskThatNobodyAwaits_isReportedAtTheEndOfTheLoop() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          kept.add(createTask(() -> fail("x")));
          turn();
        });

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message()).isEqualTo("Task exception was never retrieved");
          assertThat(report.exception()).hasMessage("x");
          assertThat(report.future()).isSameAs(kept.getFirst());
        });
  }

  @Test
  void lostErrors_areReportedInTheOrderInWhichTheyCame() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          future().setException(new IOException("1"));
          future().setException(new IOException("2"));
          future().setException(new IOException("3"));
        });

    assertThat(reports).extracting(r -> r.exception().getMessage()).containsExactly("1", "2", "3");
  }

  @Test
  void exceptionThatWasAwaited_isNotReported() {
    TestLoop.run(() -> {
      Task<Void> task = createTask(() -> fail("x"));

      assertThatThrownBy(task::await).hasMessage("x");
    });
  }

  @Test
  void exceptionThatWasAskedFor_isNotReported() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setException(new IOException("x"));

      assertThat(future.exception()).hasMessage("x");
    });
  }

  @Test
  void exceptionSeenThroughResult_isNotReported() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setException(new IOException("x"));

      assertThatThrownBy(future::result).hasMessage("x");
    });
  }

  @Test
  void textOfTheFuture_doesNotCountAsAskingFor() {
    assertThat(
            TestLoop.messages(() -> {
              Future<String> future = future();
              future.setException(new IOException("x"));
              assertThat(future).hasToString("<Future finished exception=IOException('x')>");
            }))
        .containsExactly("Future exception was never retrieved");
  }

  @Test
  void exceptionSeenByACallback_isNotReported() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(Future::exception);
      future.setException(new IOException("x"));
      turn();
    });
  }

  @Test
  void cancelledFuture_isNotReported() {
    TestLoop.run(() -> {
      future().cancel();
    });
  }

  @Test
  void exceptionOfAFutureThatSomebodyAwaits_isNotReported() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<Void> waiter =
          createTask(() -> {
            assertThatThrownBy(future::await).hasMessage("x");
          });
      turn();
      future.setException(new IOException("x"));
      waiter.await();
    });
  }

  @Test
  void failedTaskAwaitedByAFailingOne_isReportedOnceForTheOuterOne() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          Task<Void> inner = createTask("inner", () -> fail("x"));
          Task<Void> outer = createTask("outer", () -> inner.await());
          kept.add(outer);
          TestLoop.turns(3);
        });

    assertThat(reports)
        .singleElement()
        .satisfies(r -> assertThat(r.future()).isSameAs(kept.get(0)));
  }

  @Test
  void lateErrorsOfAGather_areNotReported() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> fail("1"), () -> fail("2"), () -> fail("3"));

      assertThatThrownBy(all::await).hasMessage("1");
      turn();
    });
  }

  @Test
  void failedGatherThatNobodyAwaits_isReportedOnce() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          kept.add(gather(() -> fail("1"), () -> fail("2")));
          TestLoop.turns(3);
        });

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message()).isEqualTo("Gather exception was never retrieved");
          assertThat(report.exception()).hasMessage("1");
        });
  }

  @Test
  void debugMode_addsWhereTheFutureWasMade() {
    List<ExceptionContext> reports = new ArrayList<>();
    RunOptions options = new VirtualClock().runOptions().withDebug(true);

    Asyncio.run(
        action(() -> {
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          future().setException(new IOException("x"));
        }),
        options);

    assertThat(reports)
        .singleElement()
        .satisfies(report ->
            assertThat(report.created().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(LostErrorTest.class.getName())));
  }

  @Test
  void errorOfACollectedFuture_isReportedBeforeTheEndOfTheLoop() {
    List<String> reported = new ArrayList<>();

    TestLoop.messages(() -> {
      getRunningLoop()
          .setExceptionHandler((_, context) -> reported.add(context.exception().getMessage()));
      WeakReference<Object> gone = new WeakReference<>(failedAndDropped());
      Threads.until(() -> {
        System.gc();
        return gone.get() == null;
      });
      Threads.until(() -> { // the collector puts it into its queue on a thread of the JVM's, some
        // time later
        assertThatThrownBy(failed("later")::result).hasMessage("later");
        turn();
        return !reported.isEmpty();
      });

      assertThat(reported).containsExactly("collected");
    });
  }

  private static Future<String> failed(String message) {
    Future<String> future = getRunningLoop().createFuture();
    future.setException(new IOException(message));
    return future;
  }

  private static Object failedAndDropped() {
    return failed("collected");
  }

  @Test
  void errorsAskedForOnAForeignThread_areNotReported() {
    int count = 20_000;
    BlockingQueue<Future<String>> failed = new LinkedBlockingQueue<>();

    TestLoop.runInRealTime(() -> {
      Thread reader =
          Threads.start(() -> {
            for (int i = 0; i < count; i++) {
              failed.take().exception();
            }
          });
      for (int i = 0; i < count; i++) {
        Future<String> future = getRunningLoop().createFuture();
        future.setException(new IOException("x"));
        failed.add(future);
      }
      Threads.join(reader);
    });

    assertThat(failed).isEmpty();
  }
}
