package org.asyncio4j.tests.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Awaiting futures, and where that is refused. */
class FutureAwaitTest {
  private final Trace trace = new Trace();

  private static <T extends @Nullable Object> Future<T> future() {
    return getRunningLoop().createFuture();
  }

  // ---------------------------------------------------------------- await

  @Test
  void awaitingDoneFuture_returnsWithoutYielding() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");
      getRunningLoop().callSoon(() -> trace.add("callback"));

      trace.add(future.await());

      trace.is("x");
    });
  }

  @Test
  void awaitingAFailedFuture_throwsTheVeryExceptionWithoutYielding() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");
      future.setException(error);
      getRunningLoop().callSoon(() -> trace.add("callback"));

      assertThatThrownBy(future::await).isSameAs(error);

      trace.is();
    });
  }

  @Test
  void awaitingAPendingFuture_waitsForItsResult() {
    TestLoop.run(() -> {
      Future<String> future = future();
      getRunningLoop()
          .callSoon(() -> {
            trace.add("set");
            future.setResult("x");
          });

      trace.add(future.await());

      trace.is("set", "x");
    });
  }

  @Test
  void awaitingAPendingFuture_throwsItsException() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");
      getRunningLoop().callSoon(() -> future.setException(error));

      assertThatThrownBy(future::await).isSameAs(error);
    });
  }

  @Test
  void awaitingAFutureThatIsCancelled_throwsItsMessage() {
    TestLoop.run(() -> {
      Future<String> future = future();
      getRunningLoop().callSoon(() -> future.cancel("why"));

      assertThatThrownBy(future::await).isInstanceOf(CancelledError.class).hasMessage("why");
    });
  }

  @Test
  void awaitingTwice_givesTheResultTwice() {
    TestLoop.run(() -> {
      Future<String> future = future();
      getRunningLoop().callSoon(() -> future.setResult("x"));

      assertThat(future.await() + future.await()).isEqualTo("xx");
    });
  }

  @Test
  void waiters_wakeInTheOrderOfTheirAwaits() {
    TestLoop.run(() -> {
      Future<String> future = future();
      for (int i = 0; i < 4; i++) {
        int number = i;
        createTask(() -> {
          future.await();
          trace.add("w" + number);
        });
      }
      turn();
      getRunningLoop().callSoon(() -> trace.add("before"));

      future.setResult("x");
      future.addDoneCallback(_ -> trace.add("late callback"));
      getRunningLoop().callSoon(() -> trace.add("after"));
      turn();

      trace.is("before", "w0", "w1", "w2", "w3", "late callback", "after");
    });
  }

  @Test
  void waitersAndCallbacks_runInTheOrderInWhichTheyCame() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(_ -> trace.add("callback 1"));
      createTask(() -> {
        future.await();
        trace.add("task");
      });
      turn();
      future.addDoneCallback(_ -> trace.add("callback 2"));

      future.setResult("x");
      turn();

      trace.is("callback 1", "task", "callback 2");
    });
  }

  @Test
  void completing_runsNoUserCodeInPlace() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<Void> waiter =
          createTask(() -> {
            future.await();
            trace.add("waiter");
          });
      turn();

      future.setResult("x");
      trace.add("set");
      waiter.await();

      trace.is("set", "waiter");
    });
  }

  @Test
  void futureThatFailsWithACancelledError_cancelsTheTaskThatAwaitsIt() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<String> task = createTask(() -> future.await());
      turn();

      future.setException(new CancelledError("as exception"));
      turn();

      assertThat(task.cancelled()).isTrue();
      assertThat(future.cancelled()).isFalse();
    });
  }

  @Test
  void awaitWithADeclaredException_givesItAsItIs() {
    TestLoop.run(() -> {
      Future<String> future = future();
      IOException error = new IOException("x");
      future.setException(error);

      IOException caught = null;
      try {
        Asyncio.await(future, IOException.class);
      } catch (IOException e) {
        caught = e;
      }

      assertThat(caught).isSameAs(error);
    });
  }

  @Test
  void awaitWithoutTheDeclaredException_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> Asyncio.await(future(), (Class<IOException>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("declared");
    });
  }

  // ---------------------------------------------------------------- where await is refused

  @Test
  void awaitOutsideALoop_isAnError() throws Exception {
    Future<?>[] made = new Future<?>[1];
    TestLoop.run(() -> {
      made[0] = future();
    });

    assertThat(thrownOnForeignThread(() -> made[0].await()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no running event loop; thread foreign runs none: call this inside run(...), or use"
                + " runCoroutineThreadsafe");
  }

  @Test
  void awaitInACallback_isAnError() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      Throwable[] thrown = new Throwable[1];
      getRunningLoop().callSoon(() -> thrown[0] = catchThrowable(awaited::await));

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "await in a callback: only a task can wait for <Future pending>; make one with"
                  + " createTask(...), or use addDoneCallback");
    });
  }

  @Test
  void awaitOfADoneFutureInACallback_givesItsResult() {
    TestLoop.run(() -> {
      Future<String> awaited = future();
      awaited.setResult("x");
      getRunningLoop().callSoon(() -> trace.add(awaited.await()));

      turn();

      trace.is("x");
    });
  }

  @Test
  void awaitOfAnotherLoopsFuture_isAnError() {
    EventLoop other = Asyncio.newEventLoop();
    Future<String> foreign = other.createFuture();

    TestLoop.run(() -> {
      Task<String> task = createTask("t", () -> awaitIt(foreign));

      assertThatThrownBy(task::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "Task <Task pending name='t' coro=<awaitIt\\(\\) running at"
                  + " FutureAwaitTest.java:\\d+> cb=\\[Task.wakeup\\(\\)\\]> got Future <Future"
                  + " pending> attached to a different loop; use runCoroutineThreadsafe to cross"
                  + " loops");
    });
    other.close();
  }

  private static String awaitIt(Future<String> future) {
    return future.await();
  }

  @Test
  void awaitOfAnotherLoopsFuture_leavesThatFutureAlone() {
    EventLoop other = Asyncio.newEventLoop();
    Future<String> foreign = other.createFuture();

    TestLoop.run(() -> {
      assertThatThrownBy(foreign::await).isInstanceOf(IllegalStateException.class);
    });

    assertThat(foreign).hasToString("<Future pending>");
    other.close();
  }

  @Test
  void awaitOfAnotherLoopsDoneFuture_givesItsResult() {
    EventLoop other = Asyncio.newEventLoop();
    Future<String> foreign = other.createFuture();
    foreign.setResult("x");
    other.close();

    assertThat(TestLoop.run(() -> foreign.await())).isEqualTo("x");
  }
}
