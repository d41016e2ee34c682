package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.asCompleted;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.AsCompleted;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Awaitables in the order in which they end, in both forms. */
class AsCompletedTest {
  private final Trace trace = new Trace();

  private static Task<String> after(double seconds, String result) {
    return createTask(() -> sleep(seconds(seconds), result));
  }

  // ---------------------------------------------------------------- futures

  @Test
  void futures_comeInTheOrderInWhichTheyEnd() {
    TestLoop.run(() -> {
      for (Future<String> each :
          asCompleted(List.of(after(3, "c"), after(1, "a"), after(2, "b")))) {
        trace.add(each.result() + " at " + getRunningLoop().time().toSeconds());
      }
    });

    trace.is("a at 1", "b at 2", "c at 3");
  }

  @Test
  void futures_areTheOnesGiven() {
    TestLoop.run(() -> {
      Task<String> a = after(2, "a");
      Task<String> b = after(1, "b");
      List<Future<String>> seen = new ArrayList<>();

      asCompleted(List.of(a, b)).forEach(seen::add);

      assertThat(seen).containsExactly(b, a);
    });
  }

  @Test
  void code_becomesTasksThatStartTogether() {
    TestLoop.run(() -> {
      Awaitable<String> slow = () -> sleep(seconds(2), "slow");
      Awaitable<String> fast = () -> sleep(seconds(1), "fast");
      for (Future<String> each : asCompleted(List.of(slow, fast))) {
        assertThat(each).isInstanceOf(Task.class);
        trace.add(each.result());
      }

      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
    trace.is("fast", "slow");
  }

  @Test
  void futuresThatAreDone_comeInTheOrderGiven() {
    TestLoop.run(() -> {
      Future<String> a = getRunningLoop().createFuture();
      Future<String> b = getRunningLoop().createFuture();
      b.setResult("b");
      a.setResult("a");
      asCompleted(List.of(a, b)).forEach(each -> trace.add(each.result()));
    });

    trace.is("a", "b");
  }

  @Test
  void failedAndCancelledFutures_comeAsFutures() {
    TestLoop.run(() -> {
      Task<String> failed =
          createTask(() -> {
            throw new IOException("x");
          });
      Task<String> cancelled = after(5, "never");
      cancelled.cancel();
      for (Future<String> each : asCompleted(List.of(failed, cancelled))) {
        trace.add(each.cancelled() ? "cancelled" : each.exception().getMessage());
      }
    });

    trace.is("x", "cancelled");
  }

  @Test
  void oneGivenTwice_comesOnce() {
    TestLoop.run(() -> {
      Task<String> task = after(1, "x");
      asCompleted(List.of(task, task)).forEach(each -> trace.add(each.result()));
    });

    trace.is("x");
  }

  @Test
  void none_isAnEmptyLoop() {
    TestLoop.run(() -> {
      assertThat(asCompleted(List.<Task<String>>of()).iterator().hasNext()).isFalse();
      assertThat(asCompleted(List.<Task<String>>of(), seconds(1)).results().iterator().hasNext())
          .isFalse();
    });
  }

  @Test
  void loopLeftEarly_letsTheOthersGoOn() {
    TestLoop.run(() -> {
      Task<String> slow = after(2, "slow");
      for (Future<String> each : asCompleted(List.of(slow, after(1, "fast")))) {
        trace.add(each.result());
        break;
      }
      trace.add(slow.await());
    });

    trace.is("fast", "slow");
  }

  @Test
  void secondLoop_goesOnWhereTheFirstStopped() {
    TestLoop.run(() -> {
      AsCompleted<String> all = asCompleted(List.of(after(2, "b"), after(1, "a")));
      trace.add(all.iterator().next().result());
      trace.add(all.iterator().next().result());
      trace.add(all.iterator().hasNext() + "");
    });

    trace.is("a", "b", "false");
  }

  @Test
  void nextBeyondTheEnd_isRefused() {
    TestLoop.run(() -> {
      Iterator<Future<String>> none = asCompleted(List.<Task<String>>of()).iterator();

      assertThatThrownBy(none::next)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("all were given out; ask hasNext() first");
    });
  }

  // ---------------------------------------------------------------- results

  @Test
  void results_areAwaitablesThatGiveTheNextResult() {
    TestLoop.run(() -> {
      for (Coroutine<String> next : asCompleted(List.of(after(2, "b"), after(1, "a"))).results()) {
        trace.add(await(next));
      }
    });

    trace.is("a", "b");
  }

  @Test
  void resultOfAFailure_isThrown() {
    TestLoop.run(() -> {
      Task<String> failed =
          createTask(() -> {
            throw new IOException("x");
          });
      Coroutine<String> next = asCompleted(List.of(failed)).results().iterator().next();

      assertThatThrownBy(next::await).isInstanceOf(IOException.class).hasMessage("x");
    });
  }

  @Test
  void resultsAwaitedSideBySide_comeInTheOrderOfTheAwaits() {
    TestLoop.run(() -> {
      List<Coroutine<String>> results = new ArrayList<>();
      asCompleted(List.of(after(2, "b"), after(1, "a"))).results().forEach(results::add);

      List<String> all = gather(results.get(0), results.get(1)).await();

      assertThat(all).containsExactly("a", "b");
    });
  }

  @Test
  void resultThatNobodyAwaits_isReported() {
    List<String> messages =
        TestLoop.messages(() -> {
          asCompleted(List.of(after(1, "a"))).results().iterator().next();
          sleep(seconds(2));
        });

    assertThat(messages).hasSize(1).first().asString().contains("was never awaited");
  }

  // ---------------------------------------------------------------- timeout

  @Test
  void timeUp_isThrownByTheLoopAndCancelsNothing() {
    TestLoop.run(() -> {
      Task<String> slow = after(5, "slow");
      Iterator<Future<String>> all =
          asCompleted(List.of(slow, after(1, "fast")), seconds(2)).iterator();

      assertThat(all.next().result()).isEqualTo("fast");
      assertThatThrownBy(all::next).isInstanceOf(TimeoutException.class);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
      assertThat(slow.await()).isEqualTo("slow");
    });
  }

  @Test
  void timeUp_isThrownByEachResultThatIsLeft() {
    TestLoop.run(() -> {
      Iterator<Coroutine<String>> all =
          asCompleted(List.of(after(5, "a"), after(6, "b")), seconds(1)).results().iterator();

      assertThatThrownBy(all.next()::await).isInstanceOf(TimeoutException.class);
      assertThatThrownBy(all.next()::await).isInstanceOf(TimeoutException.class);
      assertThat(all.hasNext()).isFalse();
    });
  }

  @Test
  void timeoutOfZero_stillGivesWhatIsDone() {
    TestLoop.run(() -> {
      Future<String> done = getRunningLoop().createFuture();
      done.setResult("done");
      Iterator<Future<String>> all =
          asCompleted(List.of(after(1, "late"), done), seconds(0)).iterator();

      assertThat(all.next()).isSameAs(done);
      assertThatThrownBy(all::next).isInstanceOf(TimeoutException.class);
    });
  }

  @Test
  void allDoneInTime_leavesNoTimer() {
    TestLoop.run(() -> {
      asCompleted(List.of(after(1, "a")), seconds(1000)).forEach(Future::result);
      sleep(seconds(1));

      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledLoop_cancelsNoneOfTheOthers() {
    TestLoop.run(() -> {
      Task<String> slow = after(5, "slow");
      Task<?> waiting =
          createTask(() -> asCompleted(List.of(slow)).forEach(each -> trace.add("not reached")));
      turns(2);
      waiting.cancel();

      assertThatThrownBy(waiting::await).isInstanceOf(CancelledError.class);
      assertThat(slow.await()).isEqualTo("slow");
    });
  }

  @Test
  void getterCancelledAfterItWasWoken_leavesItsPlaceToTheNext() {
    TestLoop.run(() -> {
      Future<String> a = getRunningLoop().createFuture();
      Future<String> b = getRunningLoop().createFuture();
      List<Coroutine<String>> results = new ArrayList<>();
      asCompleted(List.of(a, b)).results().forEach(results::add);
      Task<?> first = createTask(() -> trace.add("first " + await(results.get(0))));
      Task<?> second = createTask(() -> trace.add("second " + await(results.get(1))));
      turns(2);
      a.setResult("a");
      turn();
      first.cancel();

      assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
      second.await();
    });

    trace.is("second a");
  }

  // ---------------------------------------------------------------- refused

  @Test
  void nullArguments_areRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> asCompleted(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitables");
      assertThatThrownBy(() -> asCompleted(Arrays.asList(after(0, "a"), null)))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void futureOfAnotherLoop_isRefusedBeforeAnythingStarts() {
    EventLoop other = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    Future<String> foreign = other.createFuture();
    TestLoop.run(() -> {
      Awaitable<String> code =
          () -> {
            trace.add("not reached");
            return "x";
          };
      assertThatThrownBy(() -> asCompleted(List.of(code, foreign)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The future belongs to a different loop");
      turn();
    });
    other.close();
    trace.is();
  }

  @Test
  void withoutALoop_isRefused() {
    assertThatThrownBy(() -> asCompleted(List.<Task<String>>of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop");
  }

  @Test
  void loopOnAnotherThread_isRefused() {
    TestLoop.run(() -> {
      Iterator<Future<String>> all = asCompleted(List.of(after(1, "a"))).iterator();

      assertThat(thrownOnForeignThread(all::next))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("next was called on thread foreign");
      assertThat(all.next().result()).isEqualTo("a");
    });
  }

  @Test
  void text_saysHowManyAreLeft() {
    TestLoop.run(() -> {
      AsCompleted<String> all = asCompleted(List.of(after(1, "a"), after(2, "b")));
      all.iterator().next();

      assertThat(all).hasToString("<asCompleted pending=1 left=1>");
    });
  }
}
