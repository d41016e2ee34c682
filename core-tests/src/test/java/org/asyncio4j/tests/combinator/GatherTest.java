package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.gather2;
import static org.asyncio4j.Asyncio.gather3;
import static org.asyncio4j.Asyncio.gather4;
import static org.asyncio4j.Asyncio.gather5;
import static org.asyncio4j.Asyncio.gatherOutcomes;
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
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Outcome;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.Tuple2;
import org.asyncio4j.task.Tuple3;
import org.asyncio4j.task.Tuple4;
import org.asyncio4j.task.Tuple5;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class GatherTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private static <T> Future<T> future() {
    return getRunningLoop().createFuture();
  }

  private static String after(double seconds, String result) {
    return sleep(seconds(seconds), result);
  }

  private static String fail(String message) throws IOException {
    throw new IOException(message);
  }

  private static String failAfter(double seconds, String message) throws IOException {
    sleep(seconds(seconds));
    throw new IOException(message);
  }

  private String forEver(String name) {
    try {
      return sleep(LONG, "never");
    } catch (CancelledError e) {
      trace.add(name + " cancelled: " + e.getMessage());
      throw e;
    }
  }

  // ---------------------------------------------------------------- results

  @Test
  void results_areInTheOrderOfTheArguments() {
    TestLoop.run(() -> {
      List<String> results =
          gather(() -> after(3, "a"), () -> after(1, "b"), () -> after(2, "c")).await();

      assertThat(results).containsExactly("a", "b", "c");
    });
  }

  @Test
  void children_runSideBySide() {
    TestLoop.run(() -> {
      Duration start = getRunningLoop().time();

      gather(() -> after(1, "a"), () -> after(3, "b"), () -> after(2, "c")).await();

      assertThat(getRunningLoop().time().minus(start)).isEqualTo(seconds(3));
    });
  }

  @Test
  void children_startInTheOrderOfTheArguments() {
    TestLoop.run(() -> {
      gather(
              action(() -> trace.add("a")),
              action(() -> trace.add("b")),
              action(() -> trace.add("c")))
          .await();

      trace.is("a", "b", "c");
    });
  }

  @Test
  void collection_givesTheSame() {
    TestLoop.run(() -> {
      List<Awaitable<String>> code = List.of(() -> after(2, "a"), () -> after(1, "b"));

      assertThat(gather(code).await()).containsExactly("a", "b");
    });
  }

  @Test
  void nullResults_areKept() {
    TestLoop.run(() -> {
      assertThat(gather(action(() -> {}), action(() -> {})).await()).containsExactly(null, null);
    });
  }

  @Test
  void gatherThatNobodyAwaits_runsItsChildren() {
    TestLoop.run(() -> {
      Future<?> all = gather(action(() -> trace.add("a")), action(() -> trace.add("b")));

      turns(2);

      trace.is("a", "b");
      assertThat(all.done()).isTrue();
    });
  }

  @Test
  void gatherOfNothing_isDoneAlready() {
    TestLoop.run(() -> {
      Future<List<String>> all = gather();

      assertThat(all.done()).isTrue();
      assertThat(all.result()).isEmpty();
      assertThat(gather(List.<Awaitable<String>>of()).result()).isEmpty();
    });
  }

  @Test
  void gatherOfDoneFutures_isDoneAlready() {
    TestLoop.run(() -> {
      Future<String> a = future();
      a.setResult("a");
      Future<String> b = future();
      b.setResult("b");

      Future<List<String>> all = gather(a, b);

      assertThat(all.done()).isTrue();
      assertThat(all.result()).containsExactly("a", "b");
    });
  }

  @Test
  void gatherOfDoneAndPendingFutures_waitsForThePendingOnes() {
    TestLoop.run(() -> {
      Future<String> done = future();
      done.setResult("a");

      assertThat(gather(done, () -> after(1, "b")).await()).containsExactly("a", "b");
    });
  }

  @Test
  void gather_isDoneInTheTurnAfterItsLastChild() {
    TestLoop.run(() -> {
      Future<String> child = future();
      Future<List<String>> all = gather(child);

      child.setResult("x");
      assertThat(all.done()).isFalse();
      turn();

      assertThat(all.done()).isTrue();
    });
  }

  @Test
  void gatherOfGathers_nests() {
    TestLoop.run(() -> {
      List<List<String>> results =
          gather(gather(() -> after(1, "a"), () -> "b"), gather(() -> "c")).await();

      assertThat(results).containsExactly(List.of("a", "b"), List.of("c"));
    });
  }

  // ---------------------------------------------------------------- duplicates

  @Test
  void sameFutureTwice_isOneChildAndTwoResults() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> after(1, "x"));

      assertThat(gather(task, () -> "y", task).await()).containsExactly("x", "y", "x");
    });
  }

  @Test
  void sameDoneFutureTwice_givesItsResultTwice() {
    TestLoop.run(() -> {
      Future<String> done = future();
      done.setResult("x");

      assertThat(gather(done, done).await()).containsExactly("x", "x");
    });
  }

  @Test
  void sameCoroutineObjectTwice_runsOnce() {
    TestLoop.run(() -> {
      Coroutine<String> once =
          Coroutine.of(
              "once",
              () -> {
                trace.add("ran");
                return "x";
              });

      assertThat(gather(once, once).await()).containsExactly("x", "x");

      trace.is("ran");
    });
  }

  @Test
  void sameLambdaTwice_runsTwice() {
    TestLoop.run(() -> {
      Awaitable<String> code =
          () -> {
            trace.add("ran");
            return "x";
          };

      assertThat(gather(code, code).await()).containsExactly("x", "x");

      trace.is("ran", "ran");
    });
  }

  @Test
  void sameFutureTwiceAmongOthers_doesNotEndTheGatherEarly() {
    TestLoop.run(() -> {
      Future<String> a = future();
      Future<String> b = future();
      Future<List<String>> all = gather(a, b, a);

      a.setResult("a");
      turns(2);
      assertThat(all.done()).isFalse();
      b.setResult("b");

      assertThat(all.await()).containsExactly("a", "b", "a");
    });
  }

  // ---------------------------------------------------------------- failures

  @Test
  void firstException_isThrownAtOnce() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> failAfter(2, "late"), () -> failAfter(1, "early"));

      assertThatThrownBy(all::await).isInstanceOf(IOException.class).hasMessage("early");

      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
      sleep(seconds(2));
    });
  }

  @Test
  void afterAFailure_theOthersGoOn() {
    TestLoop.run(() -> {
      Task<String> other = createTask(() -> after(1, "x"));

      assertThatThrownBy(gather(() -> fail("x"), other)::await).hasMessage("x");

      assertThat(other.await()).isEqualTo("x");
    });
  }

  @Test
  void lateFailures_areSilent() {
    TestLoop.run(() -> {
      Future<?> all = gather(() -> failAfter(1, "a"), () -> failAfter(2, "b"));
      assertThatThrownBy(all::await).hasMessage("a");

      sleep(seconds(2));
    });
  }

  @Test
  void exceptionsInOneTurn_theFirstToEndWins() {
    TestLoop.run(() -> {
      Future<String> a = future();
      Future<String> b = future();
      Future<?> all = gather(a, b);

      b.setException(new IOException("b"));
      a.setException(new IOException("a"));

      assertThatThrownBy(all::await).hasMessage("b");
    });
  }

  @Test
  void childThatHasFailedAlready_failsTheGatherAtOnce() {
    TestLoop.run(() -> {
      Future<String> failed = future();
      failed.setException(new IOException("x"));

      Future<?> all = gather(() -> after(1, "a"), failed);

      assertThat(all.done()).isTrue();
      assertThat(all.exception()).hasMessage("x");
    });
  }

  @Test
  void exception_isTheVeryObject() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      Future<String> child = future();
      Future<?> all = gather(child);

      child.setException(error);

      assertThatThrownBy(all::await).isSameAs(error);
    });
  }

  // ---------------------------------------------------------------- outcomes

  @Test
  void outcomes_tellHowEachHasEnded() {
    TestLoop.run(() -> {
      Task<String> cancelled = createTask(() -> forEver("c"));
      Future<List<Outcome<String>>> all =
          gatherOutcomes(() -> after(1, "a"), () -> fail("b"), cancelled);
      turn();
      cancelled.cancel("why");

      List<Outcome<String>> outcomes = all.await();

      assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("a"));
      assertThat(((Outcome.Failure<String>) outcomes.get(1)).exception())
          .isInstanceOf(IOException.class)
          .hasMessage("b");
      assertThat(outcomes.get(2)).isInstanceOf(Outcome.Cancelled.class);
    });
  }

  @Test
  void outcomes_printAsInPython() {
    TestLoop.run(() -> {
      Task<String> cancelled = createTask(() -> forEver("c"));
      Future<?> all = gatherOutcomes(() -> "a", () -> fail("it's"), cancelled);
      turn();
      cancelled.cancel();

      assertThat(Asyncio.repr(all.await()))
          .isEqualTo("['a', IOException(\"it's\"), CancelledError('')]");
    });
  }

  @Test
  void outcomeGet_givesTheResultOrThrows() {
    TestLoop.run(() -> {
      List<Outcome<String>> outcomes = gatherOutcomes(() -> "a", () -> fail("b")).await();

      assertThat(outcomes.get(0).get()).isEqualTo("a");
      assertThatThrownBy(() -> outcomes.get(1).get())
          .isInstanceOf(IOException.class)
          .hasMessage("b");
    });
  }

  @Test
  void outcomesOfDuplicates_areRepeated() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> fail("x"));

      List<Outcome<String>> outcomes = gatherOutcomes(task, task).await();

      assertThat(outcomes).hasSize(2);
      assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1));
    });
  }

  @Test
  void outcomesOfNothing_isEmpty() {
    TestLoop.run(() -> {
      assertThat(gatherOutcomes().await()).isEmpty();
    });
  }

  @Test
  void outcomesOfACollection_givesTheSame() {
    TestLoop.run(() -> {
      List<Awaitable<String>> code = List.of(() -> "a");

      assertThat(gatherOutcomes(code).await()).containsExactly(new Outcome.Success<>("a"));
    });
  }

  // ---------------------------------------------------------------- typed

  @Test
  void gather2_keepsTheTypes() {
    TestLoop.run(() -> {
      Tuple2<String, Integer> both = gather2(() -> after(1, "a"), () -> 2).await();

      assertThat(both).isEqualTo(new Tuple2<>("a", 2));
    });
  }

  @Test
  void gather3_keepsTheTypes() {
    TestLoop.run(() -> {
      Tuple3<String, Integer, Boolean> all = gather3(() -> "a", () -> 2, () -> true).await();

      assertThat(all).isEqualTo(new Tuple3<>("a", 2, true));
    });
  }

  @Test
  void gather4_keepsTheTypes() {
    TestLoop.run(() -> {
      Tuple4<String, Integer, Boolean, Double> all =
          gather4(() -> "a", () -> 2, () -> true, () -> 4.0).await();

      assertThat(all).isEqualTo(new Tuple4<>("a", 2, true, 4.0));
    });
  }

  @Test
  void gather5_keepsTheTypes() {
    TestLoop.run(() -> {
      Tuple5<String, Integer, Boolean, Double, Character> all =
          gather5(() -> "a", () -> 2, () -> true, () -> 4.0, () -> 'e').await();

      assertThat(all).isEqualTo(new Tuple5<>("a", 2, true, 4.0, 'e'));
    });
  }

  @Test
  void gather2_throwsTheFirstException() {
    TestLoop.run(() -> {
      assertThatThrownBy(gather2(() -> 1, () -> fail("x"))::await).hasMessage("x");
    });
  }

  @Test
  void gather2_takesVoidCode() {
    TestLoop.run(() -> {
      assertThat(gather2(action(() -> trace.add("a")), () -> 2).await())
          .isEqualTo(new Tuple2<>(null, 2));
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void nullAmongTheAwaitables_isRefusedBeforeAnyStarts() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> gather(() -> "a", null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
      assertThat(allTasks()).hasSize(1);
    });
  }

  @Test
  void nullForGather2_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> gather2(() -> "a", null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void nullCollection_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> gather((Collection<Awaitable<String>>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitables");
    });
  }

  @Test
  void futuresOfTwoLoops_areRefused() {
    EventLoop other = Asyncio.newEventLoop();
    Future<String> foreign = other.createFuture();

    TestLoop.run(() -> {
      String loop = getRunningLoop().toString();
      assertThatThrownBy(() -> gather(GatherTest.<String>future(), foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The future belongs to a different loop than the one specified as the loop argument;"
                  + " <Future pending> is not of "
                  + loop);
    });
    other.close();
  }

  @Test
  void codeOutsideALoop_isAnError() throws InterruptedException {
    assertThat(thrownOnForeignThread(() -> gather(() -> "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread foreign runs none");
  }

  @Test
  void nothingOutsideALoop_isAnError() throws InterruptedException {
    assertThat(thrownOnForeignThread(() -> gather()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread foreign runs none");
  }

  @Test
  void text_tellsTheState() {
    TestLoop.run(() -> {
      Future<?> pending = gather(GatherTest.<String>future());

      assertThat(pending).hasToString("<Gather pending>");
      assertThat(gather(() -> "x"))
          .satisfies(all -> {
            all.await();
            assertThat(all).hasToString("<Gather finished result=['x']>");
          });
    });
  }

  @Test
  void thousandChildren_allCount() {
    TestLoop.run(() -> {
      List<Awaitable<Integer>> code =
          java.util.stream.IntStream.range(0, 1000)
              .<Awaitable<Integer>>mapToObj(i ->
                  () -> {
                    sleep(seconds((i * 7) % 10));
                    return i;
                  })
              .toList();

      List<Integer> results = gather(code).await();

      assertThat(results).hasSize(1000).isSorted();
    });
  }
}
