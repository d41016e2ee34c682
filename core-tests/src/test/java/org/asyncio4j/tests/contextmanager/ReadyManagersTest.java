package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.closing;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.exitStack;
import static org.asyncio4j.Asyncio.nullcontext;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.suppress;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** closing, nullcontext, suppress, and code that is wrapped in a manager. */
class ReadyManagersTest {
  private final Trace trace = new Trace();

  private void noteClosed() {
    trace.add("closed");
  }

  // ---------------------------------------------------------------- closing

  @Test
  void closing_closesAtTheEndOfTheBlock() {
    with(closing(this::noteClosed), () -> trace.add("block"));

    trace.is("block", "closed");
  }

  @Test
  void closing_givesTheBlockItsThing() throws IOException {
    String line = with(closing(new StringReader("x")), reader -> Character.toString(reader.read()));

    assertThat(line).isEqualTo("x");
  }

  @Test
  void closing_closesAfterAnException() {
    IOException error = new IOException("block");

    assertThatThrownBy(() ->
            with(
                closing(this::noteClosed),
                _ -> {
                  throw error;
                }))
        .isSameAs(error)
        .hasNoSuppressedExceptions();

    trace.is("closed");
  }

  @Test
  void exceptionOfClose_replacesTheBlocksAndKeepsIt() {
    AutoCloseable broken =
        () -> {
          throw new IOException("close");
        };

    Throwable thrown =
        catchThrowable(() ->
            with(
                closing(broken),
                _ -> {
                  throw new IOException("block");
                }));

    assertThat(thrown).isInstanceOf(IOException.class).hasMessage("close");
    assertThat(thrown.getSuppressed()).singleElement().extracting("message").isEqualTo("block");
  }

  @Test
  void closeThatAwaits_isCancelledThere() {
    TestLoop.run(() -> {
      AutoCloseable slow = () -> sleep(seconds(10));
      Task<?> task = createTask(() -> with(closing(slow), () -> trace.add("block")));
      sleep(seconds(1));
      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("block");
    });
  }

  @Test
  void closingOnAStack_closesWhenItUnwinds() {
    exitStack(stack -> {
      stack.enter(closing(this::noteClosed));
      trace.add("block");
      return null;
    });

    trace.is("block", "closed");
  }

  // ---------------------------------------------------------------- nullcontext

  @Test
  void nullcontext_givesTheBlockItsValue() {
    String result = with(nullcontext("value"), value -> value + "!");

    assertThat(result).isEqualTo("value!");
  }

  @Test
  void nullcontextWithoutAValue_givesNull() {
    Object value = nullcontext().open().value();

    assertThat(value).isNull();
  }

  @Test
  void nullcontext_letsExceptionsPass() {
    IOException error = new IOException("x");

    assertThatThrownBy(() ->
            with(
                nullcontext(),
                _ -> {
                  throw error;
                }))
        .isSameAs(error);
  }

  // ---------------------------------------------------------------- suppress

  @Test
  void suppress_settlesAnExceptionOfItsType() throws IOException {
    Object result = with(suppress(IOException.class), () -> raise(new IOException()));

    assertThat(result).isNull();
  }

  @Test
  void suppress_settlesSubclasses() throws IOException {
    with(suppress(IOException.class), () -> raise(new FileNotFoundException()));

    trace.is();
  }

  @Test
  void suppressOfSeveralTypes_settlesEach() throws IOException {
    ContextManager<Void> both = suppress(IOException.class, IllegalStateException.class);

    with(both, () -> raise(new IllegalStateException()));
    with(both, () -> raise(new IOException()));

    trace.is();
  }

  @Test
  void suppress_letsOthersPass() {
    assertThatThrownBy(
            () -> with(suppress(FileNotFoundException.class), () -> raise(new IOException("x"))))
        .isInstanceOf(IOException.class)
        .hasMessage("x");
  }

  @Test
  void suppressOfNothing_letsAllPass() {
    assertThatThrownBy(() -> with(suppress(), () -> raise(new IOException())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void blockThatDoesNotThrow_givesItsResult() {
    assertThat(with(suppress(IOException.class), () -> "x")).isEqualTo("x");
  }

  @Test
  void groupOfNothingElse_isSettled() {
    ExceptionGroup group =
        new ExceptionGroup(
            "outer",
            List.of(
                new IOException("a"),
                new ExceptionGroup("inner", List.of(new FileNotFoundException("b")))));

    Object result = with(suppress(IOException.class), () -> raise(group));

    assertThat(result).isNull();
  }

  @Test
  void groupWithOthers_losesWhatIsSettled() {
    IllegalStateException other = new IllegalStateException("other");
    ExceptionGroup group = new ExceptionGroup("all", List.of(new IOException("a"), other));

    Throwable thrown = catchThrowable(() -> with(suppress(IOException.class), () -> raise(group)));

    assertThat(thrown)
        .isInstanceOfSatisfying(
            ExceptionGroup.class,
            rest -> {
              assertThat(rest.exceptions()).hasSize(1).first().isSameAs(other);
              assertThat(rest.message()).isEqualTo("all");
            });
    assertThat(thrown.getSuppressed()).containsExactly(other);
  }

  @Test
  void groupOfOthers_passesAsItIs() {
    ExceptionGroup group = new ExceptionGroup("all", List.of(new IllegalStateException()));

    assertThatThrownBy(() -> with(suppress(IOException.class), () -> raise(group))).isSameAs(group);
  }

  @Test
  void groupWithAnError_losesTheError() {
    CancelledError cancelled = new CancelledError();
    IOException error = new IOException("x");
    Throwable group = ThrowableGroup.of("all", List.of(cancelled, error)).asThrowable();

    Throwable thrown =
        catchThrowable(() ->
            with(
                suppress(CancelledError.class),
                () -> {
                  throw (BaseExceptionGroup) group;
                }));

    assertThat(thrown)
        .isInstanceOfSatisfying(
            ExceptionGroup.class,
            rest -> assertThat(rest.exceptions()).hasSize(1).first().isSameAs(error));
  }

  private static <X extends Exception> Object raise(X error) throws X {
    throw error;
  }

  // ---------------------------------------------------------------- decorate

  private ContextManager<String> bracketing() {
    return ContextManager.of(y -> {
      trace.add("before");
      try {
        y.yield("value");
      } finally {
        trace.add("after");
      }
    });
  }

  @Test
  void decoratedCode_runsInsideAndGivesItsResult() {
    Awaitable<String> code =
        bracketing()
            .decorate(() -> {
              trace.add("code");
              return "result";
            });

    assertThat(await(code)).isEqualTo("result");
    trace.is("before", "code", "after");
  }

  @Test
  void decoratedCode_entersAnewEachTime() {
    Action code = bracketing().decorate(() -> trace("code"));

    await(org.asyncio4j.Asyncio.action(code));
    await(org.asyncio4j.Asyncio.action(code));

    trace.is("before", "code", "after", "before", "code", "after");
  }

  private void trace(String event) {
    trace.add(event);
  }

  @Test
  void exceptionOfDecoratedCode_isSeenByTheManager() {
    Awaitable<Object> code = suppress(IOException.class).decorate(() -> raise(new IOException()));

    assertThat(await(code)).isNull();
  }

  @Test
  void exceptionThatIsNotSettled_comesOutAsItIs() {
    IOException error = new IOException("x");
    Awaitable<Object> code = bracketing().decorate(() -> raise(error));

    assertThatThrownBy(() -> await(code)).isSameAs(error);
    trace.is("before", "after");
  }

  @Test
  void decoratedCode_isACoroutineForATask() {
    TestLoop.run(() -> {
      Awaitable<String> code =
          bracketing()
              .decorate(() -> {
                sleep(seconds(1));
                return "result";
              });

      assertThat(createTask(code).await()).isEqualTo("result");
    });
  }
}
