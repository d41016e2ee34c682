package org.asyncio4j.tests.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.runCoroutineThreadsafe;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Calls from other threads into the loop; each foreign part runs in {@code toThread}. */
class ThreadsafeTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void result_reachesTheCallingThread() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      String result = toThread(() -> get(runCoroutineThreadsafe(() -> "x", loop)));

      assertThat(result).isEqualTo("x");
    });
  }

  @Test
  void code_runsInATaskOfTheLoop() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      boolean inLoop =
          toThread(() ->
              get(
                  runCoroutineThreadsafe(
                      () -> {
                        sleep(Duration.ZERO);
                        return currentTask() != null && getRunningLoop() == loop;
                      },
                      loop)));

      assertThat(inLoop).isTrue();
    });
  }

  @Test
  void exception_reachesTheCallingThread() {
    IOException error = new IOException("x");
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      Throwable thrown =
          toThread(() ->
              catchThrowable(() ->
                  get(
                      runCoroutineThreadsafe(
                          () -> {
                            throw error;
                          },
                          loop))));

      assertThat(thrown).isInstanceOf(ExecutionException.class).hasCause(error);
    });
  }

  @Test
  void futureOfTheLoop_isTakenAsItIs() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();
      Future<String> future = loop.createFuture();
      loop.callSoon(() -> future.setResult("x"));

      String result = toThread(() -> get(runCoroutineThreadsafe(future, loop)));

      assertThat(result).isEqualTo("x");
    });
  }

  @Test
  void cancelFromTheThread_cancelsTheTask() {
    TestLoop.runInRealTime(() -> {
      EventLoop loop = getRunningLoop();
      CountDownLatch begun = new CountDownLatch(1);
      Future<Void> ended = loop.createFuture();

      boolean cancelled =
          toThread(() -> {
            CompletableFuture<Void> promise =
                runCoroutineThreadsafe(
                    () -> {
                      try {
                        begun.countDown();
                        sleep(LONG);
                      } catch (CancelledError e) {
                        ended.setResult(null);
                        throw e;
                      }
                      return null;
                    },
                    loop);
            Threads.await(begun);
            return promise.cancel(true);
          });
      ended.await();

      assertThat(cancelled).isTrue();
    });
  }

  @Test
  void cancelBeforeTheTaskIsMade_keepsItFromBeing() {
    EventLoop loop = Asyncio.newEventLoop();
    CompletableFuture<Object> promise =
        runCoroutineThreadsafe(
            () -> {
              trace.add("ran");
              return null;
            },
            loop);

    promise.cancel(false);
    loop.runUntilComplete(Asyncio.action(() -> TestLoop.turns(3)));
    loop.close();

    trace.is();
    assertThat(promise).isCancelled();
  }

  @Test
  void cancelOfTheTask_cancelsThePromise() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      Throwable thrown =
          toThread(() ->
              catchThrowable(() ->
                  get(
                      runCoroutineThreadsafe(
                          () -> {
                            Objects.requireNonNull(currentTask()).cancel();
                            return sleep(LONG, "x");
                          },
                          loop))));

      assertThat(thrown).isInstanceOf(CancellationException.class);
    });
  }

  @Test
  void codeThatThrowsACancelledError_cancelsThePromise() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      Throwable thrown =
          toThread(() ->
              catchThrowable(() ->
                  get(
                      runCoroutineThreadsafe(
                          () -> {
                            throw new CancelledError();
                          },
                          loop))));

      assertThat(thrown).isInstanceOf(CancellationException.class);
    });
  }

  @Test
  void timeoutOfTheThread_leavesTheTaskRunning() {
    TestLoop.runInRealTime(() -> {
      EventLoop loop = getRunningLoop();
      Future<String> way = loop.createFuture();

      CompletableFuture<String> promise =
          toThread(() -> {
            CompletableFuture<String> waiting = runCoroutineThreadsafe(way, loop);
            assertThat(catchThrowable(() -> waiting.get(1, TimeUnit.MILLISECONDS)))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
            return waiting;
          });
      way.setResult("x");
      TestLoop.turn();

      assertThat(promise).isCompletedWithValue("x");
    });
  }

  @Test
  void callInTheLoopItself_isRefused() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      assertThatThrownBy(() -> runCoroutineThreadsafe(() -> "x", loop))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "runCoroutineThreadsafe was called in "
                  + loop
                  + " itself, which would wait for ever; use createTask(...)");
    });
  }

  @Test
  void closedLoop_isRefused() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThatThrownBy(() -> runCoroutineThreadsafe(() -> "x", loop))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Event loop is closed");
  }

  @Test
  void cancelAfterTheLoopWasClosed_doesNotThrow() {
    EventLoop loop = Asyncio.newEventLoop();
    CompletableFuture<String> promise = runCoroutineThreadsafe(() -> "x", loop);
    loop.close();

    assertThat(promise.cancel(true)).isTrue();
  }

  @Test
  void promiseWhoseLoopClosesBeforeItBegan_isCancelled() {
    EventLoop loop = Asyncio.newEventLoop();
    CompletableFuture<String> promise = runCoroutineThreadsafe(() -> "x", loop);

    loop.close();

    assertThat(promise).isCancelled();
  }

  @Test
  void taskFactoryThatThrows_failsThePromise() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.setExceptionHandler((_, context) -> trace.add(context.message()));
    CompletableFuture<String> promise = runCoroutineThreadsafe(() -> "x", loop);
    Task<Void> end = loop.createTask(() -> TestLoop.turns(2));
    loop.setTaskFactory(
        new org.asyncio4j.loop.TaskFactory() {
          @Override
          public <T> Task<T> create(
              EventLoop in,
              org.asyncio4j.function.Awaitable<T> code,
              org.asyncio4j.task.TaskOptions options) {
            throw new IllegalArgumentException("factory");
          }
        });

    loop.runUntilComplete(end);
    loop.close();

    assertThat(promise).isCompletedExceptionally();
    assertThat(trace.events()).hasSize(1);
  }

  @Test
  void nullArguments_areRefused() {
    EventLoop loop = Asyncio.newEventLoop();

    assertThatThrownBy(() -> runCoroutineThreadsafe(null, loop))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("coroutine");
    assertThatThrownBy(() -> runCoroutineThreadsafe(() -> "x", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("loop");
    loop.close();
  }

  // ---------------------------------------------------------------- toCompletableFuture

  @Test
  void viewOfAFuture_getsItsResult() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      CompletableFuture<String> view = future.toCompletableFuture();

      future.setResult("x");
      TestLoop.turn();

      assertThat(view).isCompletedWithValue("x");
    });
  }

  @Test
  void viewOfADoneFuture_isDone() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      future.setResult("x");

      assertThat(future.toCompletableFuture()).isCompletedWithValue("x");
    });
  }

  @Test
  void viewOfAFuture_getsItsException() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      Future<String> future = getRunningLoop().createFuture();
      CompletableFuture<String> view = future.toCompletableFuture();

      future.setException(error);
      TestLoop.turn();

      assertThat(catchThrowable(view::get)).hasCause(error);
    });
  }

  @Test
  void viewOfACancelledFuture_isCancelled() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      CompletableFuture<String> view = future.toCompletableFuture();

      future.cancel();
      TestLoop.turn();

      assertThat(view).isCancelled();
    });
  }

  @Test
  void cancelOfTheView_cancelsTheFuture() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> sleep(LONG, "x"));
      CompletableFuture<String> view = task.toCompletableFuture();
      TestLoop.turn();

      toThread(() -> view.cancel(true));
      TestLoop.turns(3);

      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void foreignThread_canWaitOnTheView() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");
      CompletableFuture<String> view = task.toCompletableFuture();

      assertThat(toThread(() -> get(view))).isEqualTo("x");
    });
  }

  @Test
  void completionOfTheViewByOthers_leavesTheFutureAlone() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      CompletableFuture<String> view = future.toCompletableFuture();

      view.complete("y");
      future.setResult("x");
      TestLoop.turn();

      assertThat(future.result()).isEqualTo("x");
      assertThat(view).isCompletedWithValue("y");
    });
  }

  @Test
  void cancelOfAViewWhoseLoopIsClosed_doesNotThrow() {
    EventLoop loop = Asyncio.newEventLoop();
    Future<String> future = loop.createFuture();
    CompletableFuture<String> view = future.toCompletableFuture();
    loop.close();

    assertThat(view.cancel(true)).isTrue();
  }

  @Test
  void eachView_isItsOwn() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();

      assertThat(future.toCompletableFuture()).isNotSameAs(future.toCompletableFuture());
    });
  }
}
