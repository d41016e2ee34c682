package org.asyncio4j.tests.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.future.DoneCallback;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Done callbacks of futures. */
class DoneCallbackTest {
  private static final ContextVar<String> USER = ContextVar.of("user", "nobody");

  private final Trace trace = new Trace();

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

  private DoneCallback<String> noting(String event) {
    return _ -> trace.add(event);
  }

  @Test
  void callbacks_runInTheOrderInWhichTheyWereAdded() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(noting("a"));
      future.addDoneCallback(noting("b"));
      future.addDoneCallback(noting("c"));

      future.setResult("x");
      turn();

      trace.is("a", "b", "c");
    });
  }

  @Test
  void callback_getsTheFuture() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(done -> trace.add(done == future ? done.result() : "another"));

      future.setResult("x");
      turn();

      trace.is("x");
    });
  }

  @Test
  void callback_isNotRunInPlace() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(noting("callback"));

      future.setResult("x");
      trace.add("set");
      turn();

      trace.is("set", "callback");
    });
  }

  @Test
  void callbackOfADoneFuture_runsInTheNextTurn() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("x");

      future.addDoneCallback(noting("callback"));
      trace.add("added");
      turn();

      trace.is("added", "callback");
    });
  }

  @Test
  void callback_runsWhenTheFutureFails() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(done -> trace.add(done.exception() + ""));

      future.setException(new IllegalArgumentException("x"));
      turn();

      trace.is("java.lang.IllegalArgumentException: x");
    });
  }

  @Test
  void callback_runsWhenTheFutureIsCancelled() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(done -> trace.add("cancelled " + done.cancelled()));

      future.cancel();
      turn();

      trace.is("cancelled true");
    });
  }

  @Test
  void callbacks_areNotCalledASecondTimeByARefusedCancel() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(noting("callback"));
      future.setResult("x");

      future.cancel();
      turn();

      trace.is("callback");
    });
  }

  @Test
  void sameCallbackAddedTwice_runsTwice() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> callback = noting("callback");
      future.addDoneCallback(callback);
      future.addDoneCallback(callback);

      future.setResult("x");
      turn();

      trace.is("callback", "callback");
    });
  }

  @Test
  void callbackAddedByACallback_runsInTheTurnAfter() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(done -> {
        trace.add("first");
        done.addDoneCallback(noting("nested"));
        getRunningLoop().callSoon(() -> trace.add("soon"));
      });
      future.addDoneCallback(noting("second"));

      future.setResult("x");
      TestLoop.turns(2);

      trace.is("first", "second", "nested", "soon");
    });
  }

  @Test
  void callbacksRunBetweenWhatWasScheduledBeforeAndAfterTheEnd() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(noting("callback"));
      getRunningLoop().callSoon(() -> trace.add("before"));
      future.setResult("x");
      getRunningLoop().callSoon(() -> trace.add("after"));

      turn();

      trace.is("before", "callback", "after");
    });
  }

  @Test
  void callbacksOfTwoFutures_runInTheOrderOfTheirEnds() {
    TestLoop.run(() -> {
      Future<String> first = future();
      Future<String> second = future();
      first.addDoneCallback(noting("first 1"));
      second.addDoneCallback(noting("second"));
      first.addDoneCallback(noting("first 2"));

      second.setResult("x");
      first.setResult("x");
      turn();

      trace.is("second", "first 1", "first 2");
    });
  }

  @Test
  void failingCallback_isReportedAndTheOthersRun() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          Future<String> future = future();
          future.addDoneCallback(_ -> {
            throw new IllegalArgumentException("x");
          });
          future.addDoneCallback(noting("second"));

          future.setResult("x");
          turn();
        });

    trace.is("second");
    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message())
              .isEqualTo("Exception in callback DoneCallbackTest.<lambda>()");
          assertThat(report.exception()).hasMessage("x");
        });
  }

  @Test
  void manyCallbacks_allRunInOrder() {
    TestLoop.run(() -> {
      Future<String> future = future();
      String[] expected = new String[100];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = "" + i;
        future.addDoneCallback(noting(expected[i]));
      }

      future.setResult("x");
      turn();

      trace.is(expected);
    });
  }

  // ---------------------------------------------------------------- removal

  @Test
  void removedCallback_doesNotRun() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> removed = noting("removed");
      future.addDoneCallback(noting("a"));
      future.addDoneCallback(removed);
      future.addDoneCallback(noting("b"));

      assertThat(future.removeDoneCallback(removed)).isEqualTo(1);
      future.setResult("x");
      turn();

      trace.is("a", "b");
    });
  }

  @Test
  void removal_takesAllEqualCallbacks() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> removed = noting("removed");
      future.addDoneCallback(removed);
      future.addDoneCallback(noting("stays"));
      future.addDoneCallback(removed);
      future.addDoneCallback(removed);

      assertThat(future.removeDoneCallback(removed)).isEqualTo(3);
      future.setResult("x");
      turn();

      trace.is("stays");
    });
  }

  @Test
  void removalOfTheOnlyCallback_leavesNone() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> removed = noting("removed");
      future.addDoneCallback(removed);

      assertThat(future.removeDoneCallback(removed)).isEqualTo(1);

      assertThat(future.removeDoneCallback(removed)).isZero();
      assertThat(future).hasToString("<Future pending>");
    });
  }

  @Test
  void removalOfAnUnknownCallback_removesNone() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(noting("a"));

      assertThat(future.removeDoneCallback(noting("b"))).isZero();
      future.setResult("x");
      turn();

      trace.is("a");
    });
  }

  @Test
  void removalFromADoneFuture_comesTooLate() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> callback = noting("callback");
      future.addDoneCallback(callback);
      future.setResult("x");

      assertThat(future.removeDoneCallback(callback)).isZero();
      turn();

      trace.is("callback");
    });
  }

  @Test
  void removal_leavesTheTasksThatWait() {
    TestLoop.run(() -> {
      Future<String> future = future();
      DoneCallback<String> removed = noting("removed");
      future.addDoneCallback(removed);
      var task = createTask(() -> future.await());
      turn();

      future.removeDoneCallback(removed);
      future.setResult("x");

      assertThat(task.await()).isEqualTo("x");
      trace.is();
    });
  }

  @Test
  void callbackWhoseEqualsRemovesIt_doesNoHarm() {
    TestLoop.run(() -> {
      Future<String> future = future();
      class Removing implements DoneCallback<String> {
        @Override
        public void done(Future<String> done) {
          trace.add("removing");
        }

        @Override
        public boolean equals(Object other) {
          future.removeDoneCallback(noting("none"));
          return false;
        }

        @Override
        public int hashCode() {
          return 1;
        }
      }
      future.addDoneCallback(new Removing());
      future.addDoneCallback(noting("b"));

      future.removeDoneCallback(noting("c"));
      future.setResult("x");
      turn();

      trace.is("removing", "b");
    });
  }

  // ---------------------------------------------------------------- context

  @Test
  void callback_runsInACopyOfTheContextInWhichItWasAdded() {
    TestLoop.run(() -> {
      Future<String> future = future();
      USER.set("added");
      future.addDoneCallback(_ -> trace.add(USER.get()));
      USER.set("later");

      future.setResult("x");
      turn();

      trace.is("added");
    });
  }

  @Test
  void whatACallbackSets_isNotSeenOutside() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(_ -> USER.set("callback"));
      future.addDoneCallback(_ -> trace.add(USER.get()));

      future.setResult("x");
      turn();

      trace.is("nobody");
    });
  }

  @Test
  void callbackWithAContext_runsInThatVeryContext() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Context context = Asyncio.copyContext();
      future.addDoneCallback(_ -> USER.set("callback"), context);

      future.setResult("x");
      turn();

      assertThat(context.get(USER)).isEqualTo("callback");
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void nullCallback_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> future().addDoneCallback(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("callback");
    });
  }

  @Test
  void nullContext_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> future().addDoneCallback(_ -> {}, null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("context");
    });
  }

  @Test
  void callbackOfADoneFutureOfAClosedLoop_isRefused() {
    var loop = Asyncio.newEventLoop();
    Future<String> future = loop.createFuture();
    future.setResult("x");
    loop.close();

    assertThatThrownBy(() -> future.addDoneCallback(_ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Event loop is closed");
  }
}
