package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.copyContext;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.NativeSort;
import org.asyncio4j.tests.support.Place;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generators and threads: which may ask, which may yield, and where a stack has an end. */
class GeneratorThreadTest {
  private static AsyncGenerator<Integer> counting() {
    return AsyncGenerator.of(
        "counting",
        y -> {
          for (int i = 1; ; i++) {
            y.yield(i);
          }
        });
  }

  // ---------------------------------------------------------------- who may ask

  @Test
  void foreignThread_mayNotAsk() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      gen.anext();

      Throwable thrown = TestLoop.thrownOnForeignThread(gen::anext);

      assertThat(thrown)
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("anext was called on thread foreign, but <EventLoop")
          .hasMessageEndingWith("use callSoonThreadsafe or runCoroutineThreadsafe");
      gen.close();
    });
  }

  @Test
  void foreignThread_mayNotCloseOrThrow() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      gen.anext();

      assertThat(TestLoop.thrownOnForeignThread(gen::aclose))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("aclose was called");
      assertThat(TestLoop.thrownOnForeignThread(() -> gen.athrow(new Error())))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("athrow was called");
      gen.close();
    });
  }

  @Test
  void refusedThread_doesNoHarm() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      gen.anext();
      assertThat(TestLoop.thrownOnForeignThread(gen::anext)).isNotNull();

      assertThat(gen.anext()).isEqualTo(2);
      gen.close();
    });
  }

  @Test
  void foreignThread_mayRead() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      gen.anext();
      String[] text = new String[1];

      assertThat(TestLoop.thrownOnForeignThread(() -> text[0] = gen.toString())).isNull();

      assertThat(text[0]).isEqualTo("<async_generator object counting>");
      gen.close();
    });
  }

  @Test
  void generatorMadeOutside_beginsInALoop() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          sleep(seconds(1));
          y.yield(1);
        });

    TestLoop.run(() -> {
      assertThat(gen.anext()).isEqualTo(1);
    });
  }

  @Test
  void generatorBegunOutside_doesNotGoOnInALoop() {
    AsyncGenerator<Integer> gen = counting();
    gen.anext();

    TestLoop.run(() -> {
      assertThatThrownBy(gen::anext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "a generator that has begun outside any loop cannot go on in one");
    });

    assertThat(gen.anext()).isEqualTo(2);
    gen.close();
  }

  @Test
  void outsideALoop_anyThreadMayAskInTurn() throws InterruptedException {
    AsyncGenerator<Integer> gen = counting();
    gen.anext();
    int[] item = new int[1];

    assertThat(TestLoop.thrownOnForeignThread(() -> item[0] = gen.anext())).isNull();

    assertThat(item[0]).isEqualTo(2);
    assertThat(gen.anext()).isEqualTo(3);
    gen.close();
  }

  @ParameterizedTest
  @EnumSource
  void generatorThatAsksItself_isRefused(Place place) {
    place.run(() -> {
      List<AsyncGenerator<Integer>> self = new ArrayList<>();
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> y.yield(self.getFirst().anext()));
      self.add(gen);

      assertThatThrownBy(gen::anext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("anext(): asynchronous generator is already running;");
    });
  }

  // ---------------------------------------------------------------- who may yield

  @Test
  void taskOfAGenerator_mayNotYieldForIt() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(
              "owner",
              y -> {
                Task<?> helper = createTask(() -> y.yield(1));
                helper.await();
              });

      assertThatThrownBy(gen::anext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("yield of <async_generator object owner> was called on thread ")
          .hasMessageEndingWith(
              "; only the code itself may yield, not a task or a thread that it has made");
    });
  }

  @ParameterizedTest
  @EnumSource
  void yieldAfterTheEnd_isRefused(Place place) {
    place.run(() -> {
      List<AsyncGenerator.Yield<Integer>> kept = new ArrayList<>();
      AsyncGenerator<Integer> gen = AsyncGenerator.of(kept::add);
      gen.anext(0);

      assertThatThrownBy(() -> kept.getFirst().yield(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("but its code does not run (ENDED)");
    });
  }

  @Test
  void yieldInsideContextRun_isRefused() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> copyContext().run(() -> y.yield(1)));

      assertThatThrownBy(gen::anext)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a generator cannot yield inside Context.run; yield what that returns, after it");
    });
  }

  @Test
  void refusedYield_leavesTheContextAsItWas() {
    ContextVar<Integer> variable = ContextVar.of("variable", 0);
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            try {
              copyContext().run(() -> y.yield(1));
            } catch (IllegalStateException e) {
              variable.set(2);
              y.yield(3);
            }
          });

      assertThat(gen.anext()).isEqualTo(3);
      assertThat(variable.get()).isEqualTo(2);
      gen.close();
    });
  }

  // ---------------------------------------------------------------- where a stack ends

  @ParameterizedTest
  @EnumSource
  void stackOverflowInAGenerator_comesOut(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> y.yield(endless(1)));

      assertThat(catchThrowable(gen::anext)).isInstanceOf(StackOverflowError.class);

      assertThat(gen.anext(9)).isEqualTo(9);
    });
  }

  @SuppressWarnings("InfiniteRecursion") // on purpose
  private static int endless(int i) {
    return endless(i + 1) + 1;
  }

  @ParameterizedTest
  @EnumSource
  void yieldOnAFullStack_findsTheGeneratorWhole(Place place) {
    place.run(() -> {
      boolean[] room = new boolean[1];
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            try {
              yieldAtTheBottom(y, room);
            } catch (StackOverflowError e) {
              y.yield(2);
            }
          });

      assertThat(gen.anext()).isEqualTo(1);
      assertThat(gen.anext()).isEqualTo(2);
      gen.close();
    });
  }

  /** Yields again in each frame on the way up, until one has had the room. */
  private static void yieldAtTheBottom(AsyncGenerator.Yield<Integer> y, boolean[] room) {
    try {
      yieldAtTheBottom(y, room);
    } catch (StackOverflowError e) {
      if (!room[0]) {
        y.yield(1);
        room[0] = true;
      }
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  void askingOnAFullStack_findsTheGeneratorWhole(Place place) {
    place.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      gen.anext();
      List<Integer> seen = new ArrayList<>();

      assertThat(catchThrowable(() -> askAtTheBottom(gen, seen)))
          .isInstanceOf(StackOverflowError.class);

      assertThat(gen.anext()).isEqualTo(2 + seen.size());
      gen.close();
    });
  }

  /** Asks again in each frame on the way up, until one has had the room. */
  private static void askAtTheBottom(AsyncGenerator<Integer> gen, List<Integer> seen) {
    try {
      askAtTheBottom(gen, seen);
    } catch (StackOverflowError e) {
      if (seen.isEmpty()) {
        seen.add(gen.anext());
      }
      throw e;
    }
  }

  @Test
  void yieldBelowANativeFrame_namesThePlace_portableCanStopThere() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> NativeSort.run(() -> y.yield(1)));

      Throwable thrown = catchThrowable(gen::anext);

      if (Driver.scheduled()) {
        assertThat(thrown)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageStartingWith("a generator cannot stop here, below a static initialiser or");
      } else {
        assertThat(thrown).isNull();
        gen.close();
      }
    });
  }

  // ---------------------------------------------------------------- callbacks

  @Test
  void generatorThatDoesNotAwait_worksInACallback() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = counting();
      List<Integer> seen = new ArrayList<>();
      getRunningLoop().callSoon(() -> seen.add(gen.anext()));
      sleep(seconds(1));

      assertThat(seen).containsExactly(1);
      gen.close();
    });
  }
}
