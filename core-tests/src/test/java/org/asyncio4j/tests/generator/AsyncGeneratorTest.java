package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.GeneratorNotStartedException;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Place;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generators that are asked for one item after the other. */
class AsyncGeneratorTest {
  private final Trace trace = new Trace();

  private AsyncGenerator<Integer> two() {
    return AsyncGenerator.of(
        "two",
        y -> {
          try {
            trace.add("begin");
            trace.add("sent " + y.yield(1));
            trace.add("sent " + y.yield(2));
          } catch (Throwable e) {
            trace.add("caught " + e);
            throw e;
          } finally {
            trace.add("finally");
          }
        });
  }

  // ---------------------------------------------------------------- anext

  @Test
  void newGenerator_hasNotRun() {
    assertThat(two()).hasToString("<async_generator object two>");

    trace.is();
  }

  @ParameterizedTest
  @EnumSource
  void anext_runsUpToTheNextYield(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = two();

      trace.add("got " + gen.anext());
      trace.add("got " + gen.anext());

      gen.aclose();
      trace.is(
          "begin",
          "got 1",
          "sent null",
          "got 2",
          "caught org.asyncio4j.error.GeneratorExit",
          "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void anextAfterTheEnd_throwsEachTime(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> y.yield(1));
      gen.anext();

      assertThatThrownBy(gen::anext)
          .isInstanceOf(StopAsyncIterationException.class)
          .hasMessage(null);
      assertThatThrownBy(gen::anext).isInstanceOf(StopAsyncIterationException.class);
    });
  }

  @Test
  void anextWithADefault_givesItAtTheEnd() {
    AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> y.yield(1));

    assertThat(List.of(gen.anext(9), gen.anext(9), gen.anext(9))).containsExactly(1, 9, 9);
  }

  @Test
  void yieldDeepInCalls_givesItsItem() {
    AsyncGenerator<String> gen = AsyncGenerator.of(y -> descend(y, 50));

    assertThat(gen.anext()).isEqualTo("at the bottom");
    gen.close();
  }

  private static void descend(AsyncGenerator.Yield<String> y, int levels) {
    if (levels == 0) {
      y.yield("at the bottom");
    } else {
      descend(y, levels - 1);
    }
  }

  @Test
  void nullItem_comesOut() {
    AsyncGenerator<String> gen = AsyncGenerator.of(y -> y.yield(null));

    assertThat(gen.anext("other")).isNull();
    gen.close();
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheCode_comesOutAsItIs(Place place) {
    IOException error = new IOException("x");
    place.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            y.yield(1);
            throw error;
          });
      gen.anext();

      assertThatThrownBy(gen::anext).isSameAs(error);
    });
  }

  @Test
  void generatorThatHasThrown_hasEnded() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          throw new IOException("x");
        });
    assertThatThrownBy(gen::anext).isInstanceOf(IOException.class);

    assertThat(gen.anext(9)).isEqualTo(9);
  }

  @Test
  void codeThatThrowsStopAsyncIteration_isAnError() {
    StopAsyncIterationException stop = new StopAsyncIterationException();
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          throw stop;
        });

    assertThatThrownBy(gen::anext)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("async generator raised StopAsyncIteration; return from its code to end it")
        .hasCause(stop);
  }

  // ---------------------------------------------------------------- asend

  @ParameterizedTest
  @EnumSource
  void asend_givesTheYieldItsValue(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = two();
      gen.anext();

      int item = gen.asend("hello");

      assertThat(item).isEqualTo(2);
      gen.close();
      assertThat(trace.events()).contains("sent hello");
    });
  }

  @Test
  void valueForAGeneratorNotStarted_isRefused() {
    AsyncGenerator<Integer> gen = two();

    assertThatThrownBy(() -> gen.asend("x"))
        .isInstanceOf(GeneratorNotStartedException.class)
        .hasMessage(
            "can't send non-None value to a just-started async generator; <async_generator object"
                + " two> stands at no yield: call anext() first");
  }

  @Test
  void generatorThatHasRefusedAValue_canStillBegin() {
    AsyncGenerator<Integer> gen = two();
    assertThatThrownBy(() -> gen.asend("x")).isInstanceOf(GeneratorNotStartedException.class);

    assertThat(gen.asend(null)).isEqualTo(1);
    gen.close();
  }

  @Test
  void asendAfterTheEnd_throws() {
    AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> {});
    gen.anext(0);

    assertThatThrownBy(() -> gen.asend("x")).isInstanceOf(StopAsyncIterationException.class);
  }

  @Test
  void yieldWithAType_givesWhatWasSent() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          String sent = y.yield(1, String.class);
          trace.add(sent);
        });
    gen.anext();

    assertThatThrownBy(() -> gen.asend("x")).isInstanceOf(StopAsyncIterationException.class);

    trace.is("x");
  }

  @Test
  void yieldWithAnotherType_throws() {
    AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> y.yield(1, String.class));
    gen.anext();

    assertThatThrownBy(() -> gen.asend(2)).isInstanceOf(ClassCastException.class);
  }

  // ---------------------------------------------------------------- athrow

  @ParameterizedTest
  @EnumSource
  void athrow_throwsAtTheYieldAndOut(Place place) {
    IllegalArgumentException error = new IllegalArgumentException("x");
    place.run(() -> {
      AsyncGenerator<Integer> gen = two();
      gen.anext();

      assertThatThrownBy(() -> gen.athrow(error)).isSameAs(error);

      trace.is("begin", "caught java.lang.IllegalArgumentException: x", "finally");
    });
  }

  @Test
  void athrowThatIsCaught_givesTheNextItem() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } catch (IllegalArgumentException e) {
            y.yield(2);
          }
        });
    gen.anext();

    assertThat(gen.athrow(new IllegalArgumentException())).isEqualTo(2);
    gen.close();
  }

  @Test
  void athrowAfterWhichTheCodeReturns_throwsStop() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } catch (IllegalArgumentException e) {
            trace.add("caught");
          }
        });
    gen.anext();

    assertThatThrownBy(() -> gen.athrow(new IllegalArgumentException()))
        .isInstanceOf(StopAsyncIterationException.class);
  }

  @Test
  void athrowIntoAGeneratorNotStarted_endsItWithoutRunning() {
    AsyncGenerator<Integer> gen = two();
    IOException error = new IOException("x");

    assertThatThrownBy(() -> gen.athrow(error)).isSameAs(error);

    assertThat(gen.anext(9)).isEqualTo(9);
    trace.is();
  }

  @Test
  void athrowAfterTheEnd_givesNull() {
    AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> {});
    gen.anext(0);

    assertThat(gen.athrow(new IOException())).isNull();
  }

  @Test
  void stopThrownInAndNotCaught_isWrapped() {
    StopAsyncIterationException stop = new StopAsyncIterationException();
    AsyncGenerator<Integer> gen = two();
    gen.anext();

    assertThatThrownBy(() -> gen.athrow(stop))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("async generator raised StopAsyncIteration;")
        .hasCause(stop);
  }

  // ---------------------------------------------------------------- aclose

  @Test
  void acloseOfAGeneratorNotStarted_runsNothing() {
    AsyncGenerator<Integer> gen = two();

    gen.aclose();

    assertThat(gen.anext(9)).isEqualTo(9);
    trace.is();
  }

  @Test
  void acloseTwice_doesNothingMore() {
    AsyncGenerator<Integer> gen = two();
    gen.anext();
    gen.aclose();

    gen.aclose();

    trace.is("begin", "caught org.asyncio4j.error.GeneratorExit", "finally");
  }

  @Test
  void aclose_awaitsInFinally() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            try {
              y.yield(1);
            } finally {
              sleep(seconds(1));
              trace.add("cleaned up");
            }
          });
      gen.anext();

      gen.aclose();

      trace.is("cleaned up");
    });
  }

  @Test
  void codeThatCatchesItsExitAndReturns_isClosedCleanly() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } catch (GeneratorExit e) {
            trace.add("caught");
          }
        });
    gen.anext();

    gen.aclose();

    trace.is("caught");
  }

  @ParameterizedTest
  @EnumSource
  void codeThatYieldsInFinally_hasIgnoredItsExit(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(AsyncGeneratorTest::yieldsInFinally);
      gen.anext();

      assertThatThrownBy(gen::aclose)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "async generator ignored GeneratorExit; its code must not yield while it is closed");

      assertThatThrownBy(gen::anext).isInstanceOf(GeneratorExit.class); // it stands in the finally
    });
  }

  private static void yieldsInFinally(AsyncGenerator.Yield<Integer> y) {
    try {
      y.yield(1);
    } finally {
      y.yield(2);
    }
  }

  @Test
  void generatorThatHasIgnoredItsExit_cannotBeClosedAgain() {
    AsyncGenerator<Integer> gen = AsyncGenerator.of(AsyncGeneratorTest::yieldsInFinally);
    gen.anext();
    assertThatThrownBy(gen::aclose).isInstanceOf(IllegalStateException.class);

    assertThatThrownBy(gen::aclose).isInstanceOf(StopAsyncIterationException.class);
    assertThatThrownBy(() -> gen.athrow(new IOException()))
        .isInstanceOf(StopAsyncIterationException.class);

    assertThatThrownBy(gen::anext).isInstanceOf(GeneratorExit.class);
  }

  @Test
  void exceptionWhileClosing_comesOut() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            fail("in finally");
          }
        });
    gen.anext();

    assertThatThrownBy(gen::aclose).hasMessage("in finally");
  }

  private static void fail(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  void tryWithResources_closes() {
    try (AsyncGenerator<Integer> gen = two()) {
      trace.add("got " + gen.anext());
    }

    trace.is("begin", "got 1", "caught org.asyncio4j.error.GeneratorExit", "finally");
  }

  // ---------------------------------------------------------------- task and context

  @Test
  void generator_runsInItsConsumersTask() {
    TestLoop.run(() -> {
      AsyncGenerator<Task<?>> gen =
          AsyncGenerator.of(y -> {
            y.yield(currentTask());
            y.yield(currentTask());
          });

      Task<?> first = createTask("first", () -> gen.anext()).await();
      Task<?> second = createTask("second", () -> gen.anext()).await();

      assertThat(List.of(first.name(), second.name())).containsExactly("first", "second");
      gen.close();
    });
  }

  @Test
  void generator_seesItsConsumersContext() {
    ContextVar<String> who = ContextVar.of("who", "nobody");
    TestLoop.run(() -> {
      AsyncGenerator<String> gen =
          AsyncGenerator.of(y -> {
            y.yield(who.get());
            y.yield(who.get());
          });

      List<String> seen = new ArrayList<>();
      for (String name : List.of("ada", "bob")) {
        createTask(
                () -> {
                  who.set(name);
                  seen.add(gen.anext());
                })
            .await();
      }

      assertThat(seen).containsExactly("ada", "bob");
      gen.close();
    });
  }

  @Test
  void whatTheGeneratorSets_itsConsumerSees() {
    ContextVar<String> who = ContextVar.of("who", "nobody");
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            who.set("set inside");
            y.yield(1);
          });

      gen.anext();

      assertThat(who.get()).isEqualTo("set inside");
      gen.close();
    });
  }

  @Test
  void whatItAwaits_letsOthersRun() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> slow =
          AsyncGenerator.of(y -> {
            for (int i = 1; i <= 2; i++) {
              sleep(seconds(2));
              y.yield(i);
            }
          });

      gather(
              () -> {
                for (int item : slow) {
                  trace.add("item " + item);
                }
                return null;
              },
              () -> {
                for (int i = 1; i <= 4; i++) {
                  trace.add("tick " + i);
                  sleep(seconds(1.1));
                }
                return null;
              })
          .await();

      trace.is("tick 1", "tick 2", "item 1", "tick 3", "tick 4", "item 2");
    });
  }

  @Test
  void step_takesNoTurnOfTheLoop() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = two();
      createTask(() -> trace.add("other"));

      gen.anext();
      gen.anext();
      gen.close();

      assertThat(trace.events()).doesNotContain("other");
      sleep(seconds(0));
    });
  }

  @Test
  void generatorInAGenerator_givesItsItemsOn() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> outer =
          AsyncGenerator.of(y -> {
            try (AsyncGenerator<Integer> inner = two()) {
              for (int item : inner) {
                sleep(seconds(1));
                y.yield(item * 10);
              }
            }
          });

      assertThat(outer.anext()).isEqualTo(10);
      outer.aclose();

      trace.is("begin", "caught org.asyncio4j.error.GeneratorExit", "finally");
    });
  }
}
