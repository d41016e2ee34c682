package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.tests.support.TestLoop.seconds;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Steps of a generator as objects that are awaited once. */
class GeneratorStepTest {
  private final Trace trace = new Trace();

  private AsyncGenerator<Integer> three() {
    return AsyncGenerator.of(
        "three",
        y -> {
          for (int i = 1; i <= 3; i++) {
            try {
              trace.add("sent " + y.yield(i));
            } catch (Throwable e) {
              trace.add("caught " + e.getClass().getSimpleName());
              throw e;
            }
          }
        });
  }

  private AsyncGenerator<Integer> begun() {
    AsyncGenerator<Integer> gen = three();
    gen.anext();
    return gen;
  }

  @Test
  void anextLater_runsWhenItIsAwaited() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = three();
      Coroutine<Integer> step = gen.anextLater();

      assertThat(gen.anext()).isEqualTo(1);

      assertThat(step.await()).isEqualTo(2);
      gen.close();
    });
  }

  @Test
  void steps_areTakenInTurnByGather() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = three();

      List<Integer> items = gather(gen.anextLater(), gen.anextLater(), gen.anextLater()).await();

      assertThat(items).containsExactly(1, 2, 3);
      gen.close();
    });
  }

  @Test
  void asendLater_sends() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = begun();

      assertThat(gen.asendLater("x").await()).isEqualTo(2);

      trace.is("sent x");
      gen.close();
    });
  }

  @Test
  void athrowLater_throws() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");

      assertThatThrownBy(() -> begun().athrowLater(error).await()).isSameAs(error);
    });
  }

  @Test
  void acloseLater_closes() {
    TestLoop.run(() -> {
      begun().acloseLater().await();

      trace.is("caught GeneratorExit");
    });
  }

  @Test
  void stepAwaitedTwice_isRefused() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = three();
      Coroutine<Integer> step = gen.anextLater();
      step.await();

      assertThatThrownBy(step::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot reuse already awaited __anext__()/asend(); <coroutine");
      gen.close();
    });
  }

  @Test
  void closeAwaitedTwice_isRefused() {
    TestLoop.run(() -> {
      Coroutine<?> step = begun().acloseLater();
      step.await();

      assertThatThrownBy(step::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot reuse already awaited aclose()/athrow(); <coroutine");
    });
  }

  @Test
  void stepThatIsNeverAwaited_isReported() {
    List<String> messages =
        TestLoop.messages(() -> {
          assertThat(three().anextLater().name()).isEqualTo("anext");
        });

    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("coroutine 'anext' was never awaited");
  }

  @Test
  void taskOfAStepCancelledAtOnce_throwsAtTheYield() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = begun();
      Task<Integer> task = createTask(gen.anextLater());
      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");

      trace.is("caught CancelledError");
      assertThat(gen.anext(9)).isEqualTo(9);
    });
  }

  @Test
  void taskOfACloseCancelledAtOnce_throwsAtTheYield() {
    TestLoop.run(() -> {
      Task<?> task = createTask(begun().acloseLater());
      task.cancel();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
      trace.is("caught CancelledError");
    });
  }

  @Test
  void taskOfALambdaCancelledAtOnce_leavesTheGeneratorAlone() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = begun();
      Task<Integer> task = createTask(() -> gen.anext());
      task.cancel();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(gen.anext()).isEqualTo(2);
      gen.close();
    });
  }

  @Test
  void waitForWithoutTime_endsTheGenerator() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = begun();

      Throwable thrown = catchThrowable(() -> waitFor(gen.anextLater(), seconds(0)));

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      trace.is("caught CancelledError");
    });
  }

  @Test
  void stepThatIsGivenUp_throwsItsExitAtTheYield() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = begun();

      gen.anextLater().close();

      trace.is("caught GeneratorExit");
      assertThat(gen.anext(9)).isEqualTo(9);
    });
  }

  @Test
  void errorOfAStepThatIsGivenUp_comesOut() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            try {
              y.yield(1);
            } finally {
              Integer.parseInt("x");
            }
          });
      gen.anext();

      assertThatThrownBy(() -> gen.acloseLater().close()).isInstanceOf(NumberFormatException.class);
    });
  }
}
