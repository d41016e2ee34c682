package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.ALL_COMPLETED;
import static org.asyncio4j.Asyncio.FIRST_COMPLETED;
import static org.asyncio4j.Asyncio.FIRST_EXCEPTION;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.NotAwaitableException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.WaitResult;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class WaitTest {
  private final Trace trace = new Trace();

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

  private static Task<String> after(double seconds, String result) {
    return createTask(() -> sleep(seconds(seconds), result));
  }

  private static Task<String> failAfter(double seconds) {
    return createTask(() -> {
      sleep(seconds(seconds));
      throw new IOException("x");
    });
  }

  private static void ignoreFailures(WaitResult<String> result) {
    result.done().stream().filter(f -> !f.cancelled()).forEach(Future::exception);
  }

  // ---------------------------------------------------------------- return when

  @Test
  void allCompleted_waitsForAll() {
    TestLoop.run(() -> {
      Task<String> a = after(2, "a");
      Task<String> b = after(1, "b");

      WaitResult<String> result = Asyncio.wait(List.of(a, b));

      assertThat(result.done()).containsExactly(a, b);
      assertThat(result.pending()).isEmpty();
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
  }

  @Test
  void allCompleted_throwsNoException() {
    TestLoop.run(() -> {
      Task<String> failing = failAfter(1);
      Task<String> other = after(2, "x");

      WaitResult<String> result = Asyncio.wait(List.of(failing, other), ALL_COMPLETED);

      assertThat(result.done()).containsExactly(failing, other);
      assertThat(failing.exception()).hasMessage("x");
    });
  }

  @Test
  void firstCompleted_returnsWithTheFirst() {
    TestLoop.run(() -> {
      Task<String> slow = after(2, "a");
      Task<String> fast = after(1, "b");

      WaitResult<String> result = Asyncio.wait(List.of(slow, fast), FIRST_COMPLETED);

      assertThat(result.done()).containsExactly(fast);
      assertThat(result.pending()).containsExactly(slow);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });
  }

  @Test
  void firstCompleted_canReturnSeveral() {
    TestLoop.run(() -> {
      Task<String> a = after(1, "a");
      Task<String> b = after(1, "b");
      Task<String> slow = after(2, "c");

      WaitResult<String> result = Asyncio.wait(List.of(a, b, slow), FIRST_COMPLETED);

      assertThat(result.done()).containsExactly(a, b);
    });
  }

  @Test
  void firstException_returnsWithTheFirstFailure() {
    TestLoop.run(() -> {
      Task<String> good = after(1, "a");
      Task<String> failing = failAfter(2);
      Task<String> slow = after(3, "c");

      WaitResult<String> result = Asyncio.wait(List.of(good, failing, slow), FIRST_EXCEPTION);

      assertThat(result.done()).containsExactly(good, failing);
      assertThat(result.pending()).containsExactly(slow);
      ignoreFailures(result);
    });
  }

  @Test
  void firstExceptionWithoutFailure_waitsForAll() {
    TestLoop.run(() -> {
      Task<String> a = after(1, "a");
      Task<String> b = after(2, "b");

      WaitResult<String> result = Asyncio.wait(List.of(a, b), FIRST_EXCEPTION);

      assertThat(result.pending()).isEmpty();
    });
  }

  @Test
  void firstException_ignoresCancelledFutures() {
    TestLoop.run(() -> {
      Task<String> cancelled = after(5, "a");
      Task<String> other = after(2, "b");
      getRunningLoop().callLater(seconds(1), () -> cancelled.cancel());

      WaitResult<String> result = Asyncio.wait(List.of(cancelled, other), FIRST_EXCEPTION);

      assertThat(result.done()).containsExactly(cancelled, other);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
  }

  @Test
  void firstException_withAFutureThatHasFailedAlready_returnsAtOnce() {
    TestLoop.run(() -> {
      Future<String> failed = future();
      failed.setException(new IOException("x"));
      Task<String> slow = after(3, "b");

      WaitResult<String> result = Asyncio.wait(List.of(slow, failed), FIRST_EXCEPTION);

      assertThat(result.done()).containsExactly(failed);
      assertThat(getRunningLoop().time()).isZero();
    });
  }

  // ---------------------------------------------------------------- timeout

  @Test
  void timeout_returnsWhatIsDoneWithoutAnException() {
    TestLoop.run(() -> {
      Task<String> fast = after(1, "a");
      Task<String> slow = after(3, "b");

      WaitResult<String> result = Asyncio.wait(List.of(slow, fast), seconds(2), ALL_COMPLETED);

      assertThat(result.done()).containsExactly(fast);
      assertThat(result.pending()).containsExactly(slow);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
  }

  @Test
  void timeout_cancelsNothing() {
    TestLoop.run(() -> {
      Task<String> slow = after(3, "b");

      Asyncio.wait(List.of(slow), seconds(1), ALL_COMPLETED);

      assertThat(slow.cancelling()).isZero();
      assertThat(slow.await()).isEqualTo("b");
    });
  }

  @Test
  void zeroTimeout_takesWhatIsDoneInTheNextTurn() {
    TestLoop.run(() -> {
      Task<String> quick = createTask(() -> "a");
      Task<String> slow = after(1, "b");

      WaitResult<String> result = Asyncio.wait(List.of(quick, slow), Duration.ZERO, ALL_COMPLETED);

      assertThat(result.done()).containsExactly(quick);
      assertThat(getRunningLoop().time()).isZero();
    });
  }

  @Test
  void negativeTimeout_countsAsZero() {
    TestLoop.run(() -> {
      Task<String> slow = after(1, "b");

      WaitResult<String> result = Asyncio.wait(List.of(slow), seconds(-1), ALL_COMPLETED);

      assertThat(result.pending()).containsExactly(slow);
    });
  }

  @Test
  void nullTimeout_waitsForAsLongAsItTakes() {
    TestLoop.run(() -> {
      Task<String> slow = after(1e6, "b");

      assertThat(Asyncio.wait(List.of(slow), null, ALL_COMPLETED).done()).containsExactly(slow);
    });
  }

  @Test
  void timerOfAWaitThatReturned_doesNotHoldTheLoop() {
    TestLoop.run(() -> {
      Asyncio.wait(List.of(after(1, "a")), Duration.ofDays(1), ALL_COMPLETED);
      turns(3);

      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });
  }

  // ---------------------------------------------------------------- what is given

  @Test
  void sets_areInTheOrderOfTheArguments() {
    TestLoop.run(() -> {
      Task<String> a = after(3, "a");
      Task<String> b = after(1, "b");
      Task<String> c = after(2, "c");

      WaitResult<String> result = Asyncio.wait(List.of(c, a, b));

      assertThat(result.done()).containsExactly(c, a, b);
    });
  }

  @Test
  void code_becomesTasks() {
    TestLoop.run(() -> {
      List<Awaitable<String>> code = List.of(() -> "a", () -> "b");

      WaitResult<String> result = Asyncio.wait(code);

      assertThat(result.done()).extracting(Future::result).containsExactly("a", "b");
    });
  }

  @Test
  void sameFutureTwice_isOne() {
    TestLoop.run(() -> {
      Task<String> task = after(1, "a");

      assertThat(Asyncio.wait(List.of(task, task)).done()).containsExactly(task);
    });
  }

  @Test
  void waitForDoneFutures_takesTwoTurns() {
    TestLoop.run(() -> {
      Future<String> done = future();
      done.setResult("x");
      getRunningLoop()
          .callSoon(() -> {
            trace.add("turn 1");
            getRunningLoop().callSoon(() -> trace.add("turn 2"));
          });

      Asyncio.wait(List.of(done));

      trace.is("turn 1", "turn 2");
    });
  }

  @Test
  void wait_leavesNoCallbacksBehind() {
    TestLoop.run(() -> {
      Future<String> pending = future();
      Asyncio.wait(List.of(pending, after(1, "x")), FIRST_COMPLETED);

      assertThat(pending).hasToString("<Future pending>");
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledWait_leavesTheFuturesAlone() {
    TestLoop.run(() -> {
      Task<String> inner = after(2, "a");
      Task<WaitResult<String>> waiting = createTask(() -> Asyncio.wait(List.of(inner)));
      turn();

      waiting.cancel("why");

      assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class).hasMessage("why");
      assertThat(inner.cancelling()).isZero();
      assertThat(inner.await()).isEqualTo("a");
    });
  }

  @Test
  void cancelledWait_leavesNoCallbacksBehind() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<?> waiting = createTask(() -> Asyncio.wait(List.of(inner), seconds(9), ALL_COMPLETED));
      turn();

      waiting.cancel();
      turns(2);

      assertThat(waiting.cancelled()).isTrue();
      assertThat(inner).hasToString("<Future pending>");
    });
  }

  @Test
  void cancelTogetherWithTheLastFuture_isNotLost() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<?> waiting = createTask(() -> Asyncio.wait(List.of(inner)));
      turn();
      inner.setResult("x");
      turn();

      waiting.cancel();

      assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void cancelBeforeTheFirstStepOfTheWait_isNotLost() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Task<?> waiting = createTask(() -> Asyncio.wait(List.of(inner)));

      waiting.cancel();

      assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class);
      assertThat(inner).hasToString("<Future pending>");
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void nothingToWaitFor_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> Asyncio.wait(List.<Awaitable<String>>of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Set of Tasks/Futures is empty.; wait needs at least one");
    });
  }

  @Test
  void coroutineObjects_areRefusedBeforeAnythingStarts() {
    TestLoop.run(() -> {
      Coroutine<String> coroutine = Coroutine.of("a", () -> "x");

      List<Awaitable<String>> both = List.of(() -> "y", coroutine);

      Throwable thrown = catchThrowable(() -> Asyncio.wait(both));

      assertThat(thrown)
          .isInstanceOf(NotAwaitableException.class)
          .hasMessage(
              "Passing coroutines is forbidden, use tasks explicitly.; <coroutine object a> could"
                  + " not be told from its task in the result: createTask(...) it first");
      assertThat(Asyncio.allTasks()).hasSize(1);
      coroutine.close();
    });
  }

  @Test
  void nullArguments_areRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> Asyncio.wait((Collection<Awaitable<String>>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitables");
      assertThatThrownBy(() -> Asyncio.wait(List.of(future()), null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("when");
      List<Awaitable<String>> withNull = new java.util.ArrayList<>();
      withNull.add(null);
      assertThatThrownBy(() -> Asyncio.wait(withNull))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void waitInACallback_isRefused() {
    TestLoop.run(() -> {
      Future<String> inner = future();
      Throwable[] thrown = new Throwable[1];
      getRunningLoop()
          .callSoon(() -> thrown[0] = catchThrowable(() -> Asyncio.wait(List.of(inner))));

      turn();

      assertThat(thrown[0])
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("wait in a callback: only a task can wait; make one with createTask(...)");
      assertThat(inner).hasToString("<Future pending>");
    });
  }

  @Test
  void waitOutsideALoop_isAnError() throws InterruptedException {
    assertThat(thrownOnForeignThread(() -> Asyncio.wait(List.<Awaitable<String>>of(() -> "x"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread foreign runs none");
  }

  @Test
  void futureOfAnotherLoop_isRefusedAndLeavesNothingBehind() {
    EventLoop other = Asyncio.newEventLoop();
    Future<String> foreign = other.createFuture();

    TestLoop.run(() -> {
      Future<String> own = future();

      assertThatThrownBy(() -> Asyncio.wait(List.of(own, foreign), seconds(5), ALL_COMPLETED))
          .isInstanceOf(RuntimeException.class);

      assertThat(own).hasToString("<Future pending>");
    });
    other.close();
  }
}
