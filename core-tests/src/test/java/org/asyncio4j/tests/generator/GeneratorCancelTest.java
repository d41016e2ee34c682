package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** A task that is cancelled while it waits inside a generator, or beside one. */
class GeneratorCancelTest {
  private final Trace trace = new Trace();

  /** Waits before, between and after its two items, and in its finally. */
  private AsyncGenerator<Integer> waiting() {
    return AsyncGenerator.of(
        "waiting",
        y -> {
          try {
            sleep(seconds(1));
            y.yield(1);
            sleep(seconds(1));
            y.yield(2);
            sleep(seconds(1));
          } catch (Throwable e) {
            trace.add(e.getClass().getSimpleName() + " " + e.getMessage());
            sleep(seconds(1));
            trace.add("slept");
            throw e;
          } finally {
            trace.add("finally");
          }
        });
  }

  private static Task<?> cancelledAfter(double delay, AsyncGenerator<Integer> gen) {
    Task<?> task =
        createTask(() -> {
          for (int item : gen) {
            assertThat(item).isPositive();
          }
        });
    getRunningLoop().callLater(seconds(delay), () -> task.cancel("why"));
    assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
    return task;
  }

  @Test
  void cancelledBeforeTheFirstItem_itIsSeenThere() {
    TestLoop.run(() -> {
      cancelledAfter(0.5, waiting());

      trace.is("CancelledError why", "slept", "finally");
    });
  }

  @Test
  void cancelledBetweenItems_itIsSeenThere() {
    TestLoop.run(() -> {
      cancelledAfter(1.5, waiting());

      trace.is("CancelledError why", "slept", "finally");
    });
  }

  @Test
  void cancelledAfterTheLastItem_itIsSeenThere() {
    TestLoop.run(() -> {
      cancelledAfter(2.5, waiting());

      trace.is("CancelledError why", "slept", "finally");
    });
  }

  @Test
  void cancelledGenerator_hasEnded() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      cancelledAfter(0.5, gen);

      assertThat(gen.anext(9)).isEqualTo(9);
    });
  }

  @Test
  void cancelledInItsBody_theGeneratorStaysOpen() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      Task<?> task =
          createTask(() -> {
            for (int item : gen) {
              sleep(seconds(10 * item));
            }
          });
      getRunningLoop().callLater(seconds(2), () -> task.cancel());
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);

      assertThat(gen.anext()).isEqualTo(2);

      trace.is();
      gen.close();
    });
  }

  @Test
  void generatorThatSwallowsCancellation_goesOn() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            try {
              sleep(seconds(10));
            } catch (CancelledError e) {
              trace.add("swallowed");
            }
            y.yield(1);
          });
      Task<Integer> task = createTask(() -> gen.anext());
      turn();
      task.cancel();

      assertThat(task.await()).isEqualTo(1);
      trace.is("swallowed");
      gen.close();
    });
  }

  @Test
  void cancelledWhileItCloses_theFinallySeesIt() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      gen.anext();
      Task<?> task = createTask(() -> gen.aclose());
      getRunningLoop().callLater(seconds(0.5), () -> task.cancel("why"));

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("GeneratorExit null", "finally");
    });
  }

  @Test
  void cancelledInAthrow_itIsSeenAtTheAwait() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      gen.anext();
      Task<?> task = createTask(() -> gen.athrow(new IOException("in")));
      getRunningLoop().callLater(seconds(0.5), () -> task.cancel("why"));

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
      trace.is("IOException in", "finally");
    });
  }

  @Test
  void deadlineAroundAnext_endsTheGenerator() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();

      assertThatThrownBy(() -> waitFor(() -> gen.anext(), seconds(0.5)))
          .isInstanceOf(TimeoutException.class);

      trace.is("CancelledError null", "slept", "finally");
    });
  }

  @Test
  void deadlineOfAGeneratorLeftOpen_endsItsConsumer() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = AsyncGenerator.of(y -> timeout(seconds(1), () -> y.yield(1)));
      gen.anext();

      assertThatThrownBy(() -> sleep(seconds(2))).isInstanceOf(CancelledError.class);

      gen.close();
    });
  }

  @Test
  void secondConsumerWhileTheFirstWaits_isRefused() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      Task<Integer> first = createTask(() -> gen.anext());
      turn();

      for (Task<?> second :
          new Task<?>[] {
            createTask(() -> gen.anext()),
            createTask(() -> gen.athrow(new IOException())),
            createTask(() -> gen.aclose())
          }) {
        Throwable refused = org.assertj.core.api.Assertions.catchThrowable(second::await);
        trace.add(refused.getMessage().substring(0, refused.getMessage().indexOf(';')));
      }

      assertThat(first.await()).isEqualTo(1);
      trace.is(
          "anext(): asynchronous generator is already running",
          "athrow(): asynchronous generator is already running",
          "aclose(): asynchronous generator is already running");
      trace.add("");
      gen.close();
    });
  }

  @Test
  void refusedConsumer_doesNotDisturbTheFirst() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      Task<Integer> first = createTask(() -> gen.anext());
      turn();
      assertThatThrownBy(gen::anext).isInstanceOf(IllegalStateException.class);

      assertThat(first.await()).isEqualTo(1);
      assertThat(gen.anext()).isEqualTo(2);
      gen.close();
    });
  }

  @Test
  void twoTasksInTurn_shareTheItems() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen =
          AsyncGenerator.of(y -> {
            for (int i = 1; i <= 4; i++) {
              y.yield(i);
            }
          });
      Task<?> a = createTask(() -> consume("a", gen));
      Task<?> b = createTask(() -> consume("b", gen));

      a.await();
      b.await();

      trace.is("a 1", "b 2", "a 3", "b 4");
    });
  }

  private void consume(String name, AsyncGenerator<Integer> gen) {
    for (int item : gen) {
      trace.add(name + " " + item);
      turn();
    }
  }

  @Test
  void generatorOfATaskThatHasEnded_mayWaitInAnother() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> gen = waiting();
      createTask(() -> gen.anext()).await();

      Future<Integer> second = createTask(() -> gen.anext());

      assertThat(second.await()).isEqualTo(2);
      gen.close();
    });
  }
}
