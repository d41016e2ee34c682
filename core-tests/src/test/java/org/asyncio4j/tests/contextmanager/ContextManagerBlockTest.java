package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.with;

import java.io.IOException;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.function.Body;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Context managers made of code that yields once, around a block. */
class ContextManagerBlockTest {
  private final Trace trace = new Trace();
  private final TracedManagers managers = new TracedManagers(trace);

  private void trace(String event) {
    trace.add(event);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // it only throws
  private static <T> T fail(String message) {
    throw new IllegalArgumentException(message);
  }

  @ParameterizedTest
  @EnumSource
  void block_runsBetweenBeforeAndAfter(Place place) {
    place.run(() -> {
      String result =
          with(
              managers.noting(),
              value -> {
                trace.add("block " + value);
                return "result";
              });

      assertThat(result).isEqualTo("result");
      trace.is("before", "block value", "after", "finally");
    });
  }

  @Test
  void blockWithoutTheValue_givesItsResult() {
    assertThat(with(managers.noting(), () -> "result")).isEqualTo("result");
  }

  @Test
  void voidBlock_runs() {
    with(managers.noting(), () -> trace("block"));

    trace.is("before", "block", "after", "finally");
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheBlock_isThrownAtTheYieldAndThenOut(Place place) {
    IllegalArgumentException error = new IllegalArgumentException("x");
    place.run(() -> {
      assertThatThrownBy(() ->
              with(
                  managers.noting(),
                  value -> {
                    throw error;
                  }))
          .isSameAs(error)
          .hasNoSuppressedExceptions();

      trace.is("before", "caught x", "finally");
    });
  }

  @Test
  void checkedExceptionOfTheBlock_isInferred() {
    try {
      with(managers.noting(), value -> io(value));
    } catch (IOException e) {
      trace.add(e.getMessage());
    }

    trace.is("before", "caught value", "finally", "value");
  }

  private static String io(String message) throws IOException {
    throw new IOException(message);
  }

  @ParameterizedTest
  @EnumSource
  void codeThatCatches_suppresses(Place place) {
    place.run(() -> {
      Object result = with(managers.suppressing(), value -> fail("x"));

      assertThat(result).isNull();
      trace.is("suppressed x");
    });
  }

  @Test
  void codeThatCatchesAnother_doesNotSuppress() {
    assertThatThrownBy(() ->
            with(
                managers.suppressing(),
                value -> {
                  throw new IllegalStateException("y");
                }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void codeThatThrowsAnother_replaces() {
    ContextManager<String> replacing =
        ContextManager.of(y -> {
          try {
            y.yield("value");
          } catch (IllegalArgumentException e) {
            throw new IOException("instead", e);
          }
        });

    assertThatThrownBy(() -> with(replacing, value -> fail("x")))
        .isInstanceOf(IOException.class)
        .hasMessage("instead");
  }

  @Test
  void exceptionBeforeTheYield_keepsTheBlockFromRunning() {
    ContextManager<String> broken =
        ContextManager.of(y -> {
          throw new IOException("before");
        });

    assertThatThrownBy(() -> with(broken, () -> trace("block"))).hasMessage("before");

    trace.is();
  }

  @Test
  void exceptionAfterTheYield_isThrown() {
    ContextManager<String> broken =
        ContextManager.of(y -> {
          y.yield("value");
          throw new IOException("after");
        });

    assertThatThrownBy(() -> with(broken, value -> "lost")).hasMessage("after");
  }

  @ParameterizedTest
  @EnumSource
  void codeThatDoesNotYield_isAnError(Place place) {
    place.run(() -> {
      ContextManager<String> none = ContextManager.of(y -> trace.add("code"));

      assertThatThrownBy(() -> with(none, () -> trace("block")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("generator didn't yield; a context manager's code has to call yield once");

      trace.is("code");
    });
  }

  @ParameterizedTest
  @EnumSource
  void codeThatYieldsTwice_isAnErrorAndIsClosed(Place place) {
    place.run(() -> {
      assertThatThrownBy(() ->
              with(
                  managers.twice(),
                  value -> {
                    trace.add(value);
                    return value;
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "generator didn't stop; a context manager's code has to end after its one yield");

      trace.is("first", "closed");
    });
  }

  @ParameterizedTest
  @EnumSource
  void codeThatYieldsAgainAfterAnException_isAnError(Place place) {
    place.run(() -> {
      assertThatThrownBy(() -> with(TracedManagers.twiceAfterAnException(), value -> fail("x")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "generator didn't stop after athrow(); a context manager's code has to end after its"
                  + " one yield");
    });
  }

  @Test
  void cleanupOfASecondYieldThatThrows_winsOverTheError() {
    ContextManager<String> broken =
        ContextManager.of(y -> {
          y.yield("first");
          try {
            y.yield("second");
          } catch (GeneratorExit e) {
            throw new IOException("cleanup", e);
          }
        });

    assertThatThrownBy(() -> with(broken, value -> "x")).hasMessage("cleanup");
  }

  @Test
  void blockThatThrowsAGeneratorExit_passes() {
    GeneratorExit own = new GeneratorExit("own");

    assertThatThrownBy(() ->
            with(
                managers.noting(),
                value -> {
                  throw own;
                }))
        .isSameAs(own);
  }

  @Test
  void blockThatThrowsAStateException_isNotTakenForOurOwn() {
    IllegalStateException own = new IllegalStateException("own");

    assertThatThrownBy(() ->
            with(
                managers.noting(),
                value -> {
                  throw own;
                }))
        .isSameAs(own);
  }

  @Test
  void manager_canBeUsedAgain() {
    ContextManager<String> manager = managers.noting();

    with(manager, () -> trace("1"));
    with(manager, () -> trace("2"));

    trace.is("before", "1", "after", "finally", "before", "2", "after", "finally");
  }

  @Test
  void managers_nest() {
    String result =
        with(
            managers.named("a"),
            a ->
                with(
                    managers.named("b"),
                    b -> {
                      trace.add("block");
                      return a + b;
                    }));

    assertThat(result).isEqualTo("ab");
    trace.is("+a", "+b", "block", "-b", "-a");
  }

  @Test
  void managerInsideAManager_passesTheExceptionThroughBoth() {
    ContextManager<String> outer =
        ContextManager.of(y ->
            with(
                managers.noting(),
                value -> {
                  y.yield(value + "!");
                  return null;
                }));

    assertThatThrownBy(() -> with(outer, value -> fail(value))).hasMessage("value!");

    trace.is("before", "caught value!", "finally");
  }

  @Test
  void nullCode_isRefused() {
    assertThatThrownBy(() -> ContextManager.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
  }

  @Test
  void nullBlock_isRefusedBeforeTheCodeRuns() {
    assertThatThrownBy(
            () -> with(managers.noting(), (BodyOf<String, String, RuntimeException>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("block");
    assertThatThrownBy(() -> with(managers.noting(), (Body<String, RuntimeException>) null))
        .hasMessage("block");
    assertThatThrownBy(() -> with(managers.noting(), (VoidBody<RuntimeException>) null))
        .hasMessage("block");
    trace.is();
  }

  @Test
  void nullManager_isRefused() {
    assertThatThrownBy(() -> with(null, () -> "x"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("manager");
  }
}
