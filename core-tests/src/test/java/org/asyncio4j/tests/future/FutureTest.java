package org.asyncio4j.tests.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.InvalidStateException;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** States, results and exceptions of futures, and awaiting them. */
class FutureTest {
  private final Trace trace = new Trace();

  private static <T extends @Nullable Object> Future<T> future() {
    return getRunningLoop().createFuture();
  }

  // ---------------------------------------------------------------- states

  @Test
  void newFuture_isPending() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThat(future.done()).isFalse();
      assertThat(future.cancelled()).isFalse();
    });
  }

  @Test
  void setResult_endsTheFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();

      future.setResult("x");

      assertThat(future.done()).isTrue();
      assertThat(future.cancelled()).isFalse();
      assertThat(future.result()).isEqualTo("x");
      assertThat(future.exception()).isNull();
    });
  }

  @Test
  void setException_endsTheFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");

      future.setException(error);

      assertThat(future.done()).isTrue();
      assertThat(future.cancelled()).isFalse();
      assertThat(future.exception()).isSameAs(error);
    });
  }

  @Test
  void resultOfAFailedFuture_throwsTheVeryException() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");
      future.setException(error);

      assertThatThrownBy(future::result).isSameAs(error);
      assertThatThrownBy(future::result).isSameAs(error);
    });
  }

  @Test
  void resultOfAFailedFuture_doesNotLengthenTheStackTrace() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");
      int length = error.getStackTrace().length;
      future.setException(error);

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(future::result).isSameAs(error);
      }

      assertThat(error.getStackTrace()).hasSize(length);
    });
  }

  @Test
  void nullResult_isAResult() {
    TestLoop.run(() -> {
      Future<@Nullable String> future = future();

      future.setResult(null);

      assertThat(future.done()).isTrue();
      assertThat(future.result()).isNull();
    });
  }

  @Test
  void cancel_endsTheFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThat(future.cancel()).isTrue();

      assertThat(future.cancelled()).isTrue();
      assertThat(future.done()).isTrue();
    });
  }

  @Test
  void cancelOfADoneFuture_isRefused() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");

      assertThat(future.cancel()).isFalse();

      assertThat(future.cancelled()).isFalse();
      assertThat(future.result()).isEqualTo("x");
    });
  }

  @Test
  void secondCancel_isRefused() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.cancel("first");

      assertThat(future.cancel("second")).isFalse();

      assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("first");
    });
  }

  @Test
  void resultAndExceptionOfACancelledFuture_throw() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.cancel("why");

      assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThatThrownBy(future::exception).isInstanceOf(CancelledError.class).hasMessage("why");
    });
  }

  @Test
  void cancelWithoutMessage_givesAnErrorWithoutMessage() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.cancel();

      assertThatThrownBy(future::result).isInstanceOf(CancelledError.class).hasMessage(null);
    });
  }

  @Test
  void resultOfAPendingFuture_isAnError() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThatThrownBy(future::result)
          .isInstanceOf(InvalidStateException.class)
          .hasMessage(
              "Result is not set.; <Future pending> is not done: await it, or ask done() first");
    });
  }

  @Test
  void exceptionOfAPendingFuture_isAnError() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThatThrownBy(future::exception)
          .isInstanceOf(InvalidStateException.class)
          .hasMessage(
              "Exception is not set.; <Future pending> is not done: await it, or ask done() first");
    });
  }

  @Test
  void setResultOfADoneFuture_isAnError() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");

      assertThatThrownBy(() -> future.setResult("y"))
          .isInstanceOf(InvalidStateException.class)
          .hasMessage(
              "invalid state; setResult on <Future finished result='x'>: a future ends once, ask"
                  + " done() first");
    });
  }

  @Test
  void setExceptionOfADoneFuture_isAnError() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.cancel();

      assertThatThrownBy(() -> future.setException(new IOException()))
          .isInstanceOf(InvalidStateException.class)
          .hasMessage(
              "invalid state; setException on <Future cancelled>: a future ends once, ask done()"
                  + " first");
    });
  }

  @Test
  void refusedSetException_leavesTheResult() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");

      assertThatThrownBy(() -> future.setException(new IOException()))
          .isInstanceOf(InvalidStateException.class);

      assertThat(future.result()).isEqualTo("x");
    });
  }

  @Test
  void nullException_isRefused() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThatThrownBy(() -> future.setException(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("exception");

      assertThat(future.done()).isFalse();
    });
  }

  @Test
  void loop_isTheOneThatMadeIt() {
    TestLoop.run(() -> {
      assertThat(future().loop()).isSameAs(getRunningLoop());
    });
  }

  // ---------------------------------------------------------------- threads

  @Test
  void changesFromAForeignThread_areRefused() {
    TestLoop.run(() -> {
      Future<String> future = future();
      String loop = getRunningLoop().toString();

      assertThat(thrownOnForeignThread(() -> future.setResult("x")))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("setResult was called on thread foreign, but " + loop + " ")
          .hasMessageEndingWith("; use callSoonThreadsafe or runCoroutineThreadsafe");
      assertThat(thrownOnForeignThread(() -> future.setException(new IOException())))
          .hasMessageStartingWith("setException was called on thread foreign, but ");
      assertThat(thrownOnForeignThread(() -> future.cancel()))
          .hasMessageStartingWith("cancel was called on thread foreign, but ");
      assertThat(thrownOnForeignThread(() -> future.addDoneCallback(_ -> {})))
          .hasMessageStartingWith("addDoneCallback was called on thread foreign, but ");
      assertThat(thrownOnForeignThread(() -> future.removeDoneCallback(_ -> {})))
          .hasMessageStartingWith("removeDoneCallback was called on thread foreign, but ");
      assertThat(thrownOnForeignThread(() -> getRunningLoopOf(future).createFuture()))
          .hasMessageStartingWith("createFuture was called on thread foreign, but ");
      assertThat(future).hasToString("<Future pending>");
    });
  }

  private static EventLoop getRunningLoopOf(Future<?> future) {
    return future.loop();
  }

  @Test
  void readsFromAForeignThread_areAllowed() {
    TestLoop.run(() -> {
      Future<String> finished = future();
      finished.setResult("x");
      Future<String> failed = future();
      failed.setException(new IOException("y"));
      Future<String> cancelled = future();
      cancelled.cancel();

      Throwable thrown =
          thrownOnForeignThread(() -> {
            trace.add(finished.done() + " " + finished.result() + " " + finished.exception());
            trace.add(failed.done() + " " + failed.exception());
            trace.add(cancelled.done() + " " + cancelled.cancelled());
            trace.add(finished + " " + failed + " " + cancelled);
          });

      assertThat(thrown).isNull();
      trace.is(
          "true x null",
          "true java.io.IOException: y",
          "true true",
          "<Future finished result='x'> <Future finished exception=IOException('y')> <Future"
              + " cancelled>");
    });
  }

  @Test
  void textsAskedForOnAForeignThread_neverThrow() {
    TestLoop.runInRealTime(() -> {
      AtomicBoolean end = new AtomicBoolean();
      AtomicReference<Object> shown = new AtomicReference<>("nothing");
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread reader =
          Threads.start(() -> {
            while (!end.get() && thrown.get() == null) {
              thrown.set(catchThrowable(() -> shown.get().toString()));
            }
          });
      for (int i = 0; i < 2000; i++) {
        Future<String> future = future();
        Task<String> task = createTask(() -> future.await());
        shown.set(i % 2 == 0 ? future : task);
        for (int k = 0; k < 5; k++) {
          future.addDoneCallback(_ -> {});
        }
        turn();
        future.setResult("x");
        task.await();
      }
      end.set(true);
      Threads.join(reader);

      assertThat(thrown.get()).isNull();
    });
  }

  @Test
  void awaitOfAPendingFutureOnAForeignThread_isRefused() {
    TestLoop.run(() -> {
      Future<String> future = future();

      assertThat(thrownOnForeignThread(future::await))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("no running event loop; thread foreign runs none");
    });
  }

  @Test
  void futureMadeBeforeRun_worksInIt() {
    try (var runner = new org.asyncio4j.Runner()) {
      Future<String> future = runner.loop().createFuture();
      runner.loop().callSoon(() -> future.setResult("x"));

      assertThat(runner.run(() -> future.await())).isEqualTo("x");
    }
  }
}
