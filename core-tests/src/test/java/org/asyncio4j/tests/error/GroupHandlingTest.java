package org.asyncio4j.tests.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.testkit.Trace;
import org.junit.jupiter.api.Test;

/** Handlers by type, in place of Python's {@code except*}. */
class GroupHandlingTest {
  private final IOException io = new IOException("io");
  private final FileNotFoundException noFile = new FileNotFoundException("no file");
  private final IllegalStateException state = new IllegalStateException("state");
  private final ExceptionGroup group =
      new ExceptionGroup("outer", List.of(io, new ExceptionGroup("inner", List.of(noFile, state))));
  private final Trace trace = new Trace();

  private ExceptionGroup rest(Runnable handling) {
    return catchThrowableOfType(ExceptionGroup.class, handling::run);
  }

  @Test
  void handler_getsEachLeafOfItsType() {
    group.handle(IOException.class, e -> trace.add(e.getMessage()));

    trace.is("io", "no file");
  }

  @Test
  void leaf_goesToTheFirstHandlerOfItsTypeOnly() {
    group
        .handle(FileNotFoundException.class, e -> trace.add("first " + e.getMessage()))
        .handle(Exception.class, e -> trace.add("second " + e.getMessage()));

    trace.is("first no file", "second io", "second state");
  }

  @Test
  void whatNoHandlerTook_isThrownInItsPlace() {
    ExceptionGroup left = rest(() -> group.handle(IOException.class, e -> {}).rethrowRest());

    assertThat(left.message()).isEqualTo("outer");
    assertThat(left.leaves()).containsExactly(state);
    assertThat(left.exceptions().getFirst()).hasMessage("inner (1 sub-exception)");
  }

  @Test
  void noHandlerCalled_throwsTheGroupItself() {
    ExceptionGroup left =
        rest(() -> group.handle(ArithmeticException.class, e -> {}).rethrowRest());

    assertThat(left).isSameAs(group);
  }

  @Test
  void allHandled_throwsNothing() {
    assertThatCode(() -> group.handle(Exception.class, e -> {}).rethrowRest())
        .doesNotThrowAnyException();
  }

  @Test
  void allHandled_leavesNoRest() {
    assertThat(group.handle(Exception.class, e -> {}).rest()).isNull();
  }

  @Test
  void whatAHandlerThrows_joinsTheRestAndSuppressesWhatItWasGiven() {
    IllegalArgumentException fromHandler = new IllegalArgumentException("from the handler");

    ExceptionGroup left =
        rest(() ->
            group
                .handle(
                    FileNotFoundException.class,
                    e -> {
                      throw fromHandler;
                    })
                .rethrowRest());

    assertThat(left.leaves()).containsExactly(fromHandler, io, state);
    assertThat(fromHandler).hasSuppressedException(noFile);
  }

  @Test
  void causeThatTheHandlerSet_isNotSuppressedToo() {
    IllegalArgumentException wrapping = new IllegalArgumentException(noFile);

    ExceptionGroup left =
        rest(() ->
            group
                .handle(
                    FileNotFoundException.class,
                    e -> {
                      throw wrapping;
                    })
                .rethrowRest());

    assertThat(left.leaves()).contains(wrapping);
    assertThat(wrapping.getSuppressed()).isEmpty();
  }

  @Test
  void handlerThatThrowsWhatItWasGiven_leavesItInItsPlace() {
    ExceptionGroup left =
        rest(() ->
            group
                .handle(
                    Exception.class,
                    e -> {
                      throw e;
                    })
                .rethrowRest());

    assertThat(left).isSameAs(group);
  }

  @Test
  void errorOfAHandler_goesOutAtOnceAndSuppressesTheRest() {
    CancelledError cancelled = new CancelledError("now");

    Throwable thrown =
        catchThrowable(() ->
            group.handle(
                FileNotFoundException.class,
                e -> {
                  throw cancelled;
                }));

    assertThat(thrown).isSameAs(cancelled);
    assertThat(thrown.getSuppressed()).hasSize(2);
    assertThat(thrown.getSuppressed()[0]).isSameAs(noFile);
    assertThat(((ThrowableGroup) thrown.getSuppressed()[1]).leaves()).containsExactly(io, state);
  }

  @Test
  void restWithAnError_isThrownAsAnError() {
    CancelledError cancelled = new CancelledError();
    ThrowableGroup mixed = ThrowableGroup.of("mixed", List.of(io, cancelled));

    assertThatThrownBy(() -> mixed.handle(IOException.class, e -> {}).rethrowRest())
        .isInstanceOfSatisfying(
            BaseExceptionGroup.class,
            left -> assertThat(left.exceptions()).containsExactly(cancelled));
  }

  @Test
  void leafThatStandsTwice_isHandledOnce() {
    new ExceptionGroup("twice", List.of(io, io))
        .handle(IOException.class, e -> trace.add(e.getMessage()))
        .rethrowRest();

    trace.is("io");
  }

  @Test
  void nullArguments_areRefused() {
    assertThatThrownBy(() -> group.handle(null, e -> {}))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("type");
    assertThatThrownBy(() -> group.handle(IOException.class, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("handler");
  }
}
