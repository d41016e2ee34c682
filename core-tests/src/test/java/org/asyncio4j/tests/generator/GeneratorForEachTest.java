package org.asyncio4j.tests.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.aclosing;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.StopAsyncIterationException;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Place;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops over generators: the push form, and Java's own for. */
class GeneratorForEachTest {
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  private final Trace trace = new Trace();

  private AsyncGenerator<Integer> three() {
    return AsyncGenerator.of(
        "three",
        y -> {
          try {
            for (int i = 1; i <= 3; i++) {
              y.yield(i);
            }
            trace.add("end");
          } catch (Throwable e) {
            trace.add("caught " + e.getClass().getSimpleName());
            throw e;
          } finally {
            trace.add("finally");
          }
        });
  }

  private AsyncGenerator<Integer> begun() {
    AsyncGenerator<Integer> gen = three();
    gen.anext();
    return gen;
  }

  // ---------------------------------------------------------------- push

  @ParameterizedTest
  @EnumSource
  void forEach_takesAllItems(Place place) {
    place.run(() -> {
      three().forEach(item -> trace.add("item " + item));

      trace.is("item 1", "item 2", "item 3", "end", "finally");
    });
  }

  @Test
  void forEach_takesAMethodReferenceWithAResult() {
    List<Integer> items = new ArrayList<>();

    three().forEach(items::add);

    assertThat(items).containsExactly(1, 2, 3);
  }

  @Test
  void forEach_takesAConsumer() {
    List<Object> items = new ArrayList<>();
    Consumer<Object> consumer = items::add;

    three().forEach(consumer);

    assertThat(items).containsExactly(1, 2, 3);
  }

  @Test
  void eachAsAConsumer_throwsUndeclared() {
    AsyncGenerator.Each<Integer, IOException> each = item -> io("item " + item);

    assertThatThrownBy(() -> List.of(1).forEach(each)).isInstanceOf(IOException.class);
  }

  @Test
  void body_runsOnTheCallersThreadInsideItsBindings() {
    Thread here = Thread.currentThread();

    ScopedValue.where(SCOPED, "bound")
        .run(() ->
            three()
                .forEach(item -> trace.add(SCOPED.get() + " " + (Thread.currentThread() == here))));

    assertThat(trace.events()).contains("bound true").doesNotContain("bound false");
  }

  @Test
  void bodyAndGenerator_mayAwait() {
    TestLoop.run(() -> {
      AsyncGenerator<Integer> slow =
          AsyncGenerator.of(y -> {
            sleep(seconds(1));
            y.yield(1);
            sleep(seconds(1));
          });

      slow.forEach(item -> sleep(seconds(1)));

      assertThat(org.asyncio4j.Asyncio.getRunningLoop().time()).isEqualTo(seconds(3));
    });
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheBody_goesOnAfterTheGeneratorHasClosed(Place place) {
    IOException error = new IOException("x");
    place.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              three()
                  .forEach(item -> {
                    throw error;
                  }));

      assertThat(thrown).isSameAs(error).hasNoSuppressedExceptions();
      trace.is("caught GeneratorExit", "finally");
    });
  }

  @Test
  void checkedExceptionOfTheBody_isInferred() {
    try {
      three().forEach(item -> io("item " + item));
    } catch (IOException e) {
      trace.add(e.getMessage());
    }

    trace.is("caught GeneratorExit", "finally", "item 1");
  }

  private static void io(String message) throws IOException {
    throw new IOException(message);
  }

  @Test
  void exceptionWhileClosing_replacesTheBodys() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            io("closing");
          }
        });

    Throwable thrown =
        catchThrowable(() ->
            gen.forEach(item -> {
              throw new IllegalArgumentException("body");
            }));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("closing");
    assertThat(thrown.getSuppressed()[0]).hasMessage("body");
  }

  @Test
  void generatorThatYieldsWhileItIsClosed_hasIgnoredItsExit() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          try {
            y.yield(1);
          } finally {
            y.yield(2);
          }
        });

    Throwable thrown =
        catchThrowable(() ->
            gen.forEach(item -> {
              trace.add("item " + item);
              throw new IllegalArgumentException("body");
            }));

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("async generator ignored GeneratorExit;");
    assertThat(thrown.getSuppressed()[0]).hasMessage("body");
    trace.is("item 1");
  }

  @Test
  void exceptionOfTheGenerator_comesOut() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          y.yield(1);
          throw new IOException("generator");
        });

    assertThatThrownBy(() -> gen.forEach(item -> trace.add("item " + item)))
        .isInstanceOf(IOException.class)
        .hasMessage("generator");
    trace.is("item 1");
  }

  @Test
  void stopThrownByTheBody_goesOnAsItIs() {
    StopAsyncIterationException stop = new StopAsyncIterationException("own");

    assertThatThrownBy(() ->
            three()
                .forEach(item -> {
                  throw stop;
                }))
        .isSameAs(stop);
  }

  @Test
  void stopThrownByTheGenerator_isWrapped() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          throw new StopAsyncIterationException();
        });

    assertThatThrownBy(() -> gen.forEach(item -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("async generator raised StopAsyncIteration;");
  }

  @Test
  void askingTheGeneratorInsideTheBody_isRefused() {
    AsyncGenerator<Integer> gen = three();

    assertThatThrownBy(() -> gen.forEach(item -> gen.anext()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "anext(): asynchronous generator is already running; another task, its own code or the"
                + " body of its forEach is in it: wait until that has left");
  }

  @Test
  void pushedGenerator_hasEnded() {
    AsyncGenerator<Integer> gen = three();
    gen.forEach(item -> {});

    gen.forEach(item -> trace.add("again"));

    assertThat(gen.anext(9)).isEqualTo(9);
    trace.is("end", "finally");
  }

  @Test
  void cancelledBody_closesTheGeneratorFirst() {
    TestLoop.run(() -> {
      Task<?> task = createTask(() -> three().forEach(item -> sleep(seconds(10))));
      turn();
      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("caught GeneratorExit", "finally");
    });
  }

  @Test
  void deadlineAroundAPushLoop_endsIt() {
    TestLoop.run(() -> {
      assertThatThrownBy(
              () -> timeout(seconds(1), () -> three().forEach(item -> sleep(seconds(10)))))
          .isInstanceOf(TimeoutException.class);

      trace.is("caught GeneratorExit", "finally");
    });
  }

  @Test
  void stages_areClosedFromTheInside() {
    AsyncGenerator<Integer> mapped =
        AsyncGenerator.of(y -> {
          try {
            three().forEach(item -> y.yield(item * 10));
          } finally {
            trace.add("map ends");
          }
        });

    int found = mapped.firstResult(item -> item > 10 ? item : null);

    assertThat(found).isEqualTo(20);
    trace.is("caught GeneratorExit", "finally", "map ends");
  }

  // ---------------------------------------------------------------- begun generators

  @ParameterizedTest
  @EnumSource
  void forEachOfABegunGenerator_takesTheRest(Place place) {
    place.run(() -> {
      begun().forEach(item -> trace.add("item " + item));

      trace.is("item 2", "item 3", "end", "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheBody_closesABegunGenerator(Place place) {
    place.run(() -> {
      assertThatThrownBy(() -> begun().forEach(item -> io("body")))
          .isInstanceOf(IOException.class)
          .hasMessage("body");

      trace.is("caught GeneratorExit", "finally");
    });
  }

  @Test
  void exceptionWhileABegunGeneratorIsClosed_replacesTheBodys() {
    AsyncGenerator<Integer> gen =
        AsyncGenerator.of(y -> {
          y.yield(1);
          try {
            y.yield(2);
          } finally {
            io("closing");
          }
        });
    gen.anext();

    Throwable thrown = catchThrowable(() -> gen.forEach(item -> io("body")));

    assertThat(thrown).hasMessage("closing");
    assertThat(thrown.getSuppressed()[0]).hasMessage("body");
  }

  @Test
  void firstResultOfABegunGenerator_closesIt() {
    String found = begun().firstResult(item -> "found " + item);

    assertThat(found).isEqualTo("found 2");
    trace.is("caught GeneratorExit", "finally");
  }

  // ---------------------------------------------------------------- firstResult

  @ParameterizedTest
  @EnumSource
  void firstResult_endsTheLoopAndClosesTheGenerator(Place place) {
    place.run(() -> {
      String found = three().firstResult(item -> item == 2 ? "found" : null);

      assertThat(found).isEqualTo("found");
      trace.is("caught GeneratorExit", "finally");
    });
  }

  @Test
  void firstResultOfNone_isNull() {
    Object found = three().firstResult(item -> null);

    assertThat(found).isNull();
    trace.is("end", "finally");
  }

  @Test
  void firstResultWithAnException_closesTheGenerator() {
    assertThatThrownBy(() ->
            three()
                .firstResult(item -> {
                  throw new IOException("x");
                }))
        .isInstanceOf(IOException.class);

    trace.is("caught GeneratorExit", "finally");
  }

  // ---------------------------------------------------------------- Java's for

  @ParameterizedTest
  @EnumSource
  void forLoop_takesAllItems(Place place) {
    place.run(() -> {
      for (int item : three()) {
        trace.add("item " + item);
      }

      trace.is("item 1", "item 2", "item 3", "end", "finally");
    });
  }

  @Test
  void forLoopLeftEarly_leavesTheGeneratorOpen() {
    AsyncGenerator<Integer> gen = three();

    for (int item : gen) {
      trace.add("item " + item);
      break;
    }

    assertThat(gen.anext()).isEqualTo(2);
    trace.is("item 1");
    gen.close();
  }

  @ParameterizedTest
  @EnumSource
  void tryWithResourcesAroundALoopLeftEarly_closes(Place place) {
    place.run(() -> {
      try (AsyncGenerator<Integer> gen = three()) {
        for (int item : gen) {
          trace.add("item " + item);
          break;
        }
      }

      trace.is("item 1", "caught GeneratorExit", "finally");
    });
  }

  @Test
  void aclosingAroundALoopLeftEarly_closes() {
    with(
        aclosing(three()),
        gen -> {
          for (int item : gen) {
            trace.add("item " + item);
            break;
          }
          return null;
        });

    trace.is("item 1", "caught GeneratorExit", "finally");
  }

  @Test
  void secondLoop_takesUpWhereTheFirstWasLeft() {
    AsyncGenerator<Integer> gen = three();
    for (int item : gen) {
      trace.add("first " + item);
      break;
    }

    for (int item : gen) {
      trace.add("second " + item);
    }

    trace.is("first 1", "second 2", "second 3", "end", "finally");
  }

  @Test
  void askingInsideAForLoop_takesAnItemAway() {
    AsyncGenerator<Integer> gen = three();

    for (int item : gen) {
      trace.add(item + " and " + gen.anext(0));
    }

    trace.is("1 and 2", "end", "finally", "3 and 0");
  }

  @Test
  void hasNextTwice_asksOnce() {
    Iterator<Integer> items = three().iterator();

    assertThat(items.hasNext()).isTrue();
    assertThat(items.hasNext()).isTrue();
    assertThat(items.next()).isEqualTo(1);
    assertThat(items.next()).isEqualTo(2);
    assertThat(items.next()).isEqualTo(3);
    assertThat(items.hasNext()).isFalse();
  }

  @Test
  void nextAfterTheEnd_throws() {
    AsyncGenerator<Integer> gen = three();
    gen.forEach(item -> {});

    assertThatThrownBy(() -> gen.iterator().next())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("<async_generator object three> has no more items");
  }
}
