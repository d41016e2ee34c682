package org.asyncio4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.InvalidStateException;
import org.asyncio4j.error.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a trace says of values and exceptions, as the format's README defines it. */
class PrintingTest {
  private final Printer printer = new Printer(new Variables());

  @Test
  void values_printAsInPython() {
    assertThat(printer.print(Arrays.asList(null, true, false, 7L, "text", List.of())))
        .isEqualTo("[None, True, False, 7, text, []]");
    assertThat(printer.print(new Object())).isEqualTo("object");
  }

  @Test
  void libraryExceptions_haveThePythonNameAndNoHint() {
    assertThat(Printer.exception(new InvalidStateException("invalid state; it is done: await it")))
        .isEqualTo("InvalidStateError(invalid state)");
    assertThat(Printer.exception(new IllegalStateException("TaskGroup <a; <b>> is finished; x")))
        .isEqualTo("RuntimeError(TaskGroup <> is finished)");
    assertThat(Printer.exception(new NoSuchElementException("<ContextVar name='v'>; set it")))
        .isEqualTo("LookupError(<>)");
    assertThat(Printer.exception(new TimeoutException())).isEqualTo("TimeoutError()");
  }

  @Test
  void groups_printTheirMembersSorted() throws Exception {
    Throwable inner = Exceptions.group("ExceptionGroup", "", List.of(new TimeoutException()));
    Throwable outer =
        Exceptions.group(
            "BaseExceptionGroup",
            "a; b",
            List.of(inner, new CancelledError("c"), Exceptions.make("AppError", "x")));

    assertThat(Printer.exception(outer))
        .isEqualTo(
            "BaseExceptionGroup(a; b)[AppError(x), CancelledError(c),"
                + " ExceptionGroup()[TimeoutError()]]");
  }

  @Test
  void groupOfExceptionsAlone_isAnExceptionGroup() throws Exception {
    List<Throwable> members = List.of(new TimeoutException());

    Throwable group = Exceptions.group("BaseExceptionGroup", "m", members);

    assertThat(Exceptions.name(group)).isEqualTo("ExceptionGroup");
    assertThat(Exceptions.isInstance(group, "BaseExceptionGroup")).isTrue();
    assertThat(Exceptions.isInstance(group, "Exception")).isTrue();
  }

  @Test
  void exceptionGroupOfAnError_isATypeError() {
    List<Throwable> members = List.of(new CancelledError());

    assertThatThrownBy(() -> Exceptions.group("ExceptionGroup", "m", members))
        .hasMessage("Cannot nest BaseExceptions in an ExceptionGroup");
  }

  @Test
  void messagesOfPrograms_areKeptWhole() {
    assertThat(Printer.exception(Exceptions.make("RuntimeError", "a; b")))
        .isEqualTo("RuntimeError(a; b)");
    assertThat(Printer.exception(new CancelledError("a; b"))).isEqualTo("CancelledError(a; b)");
    assertThat(Printer.exception(Exceptions.make("AppError", ""))).isEqualTo("AppError()");
  }

  @Test
  void reprs_areStrippedWhenBalanced() {
    assertThat(Texts.stripReprs("a <b <c> d> e")).isEqualTo("a <> e");
    assertThat(Texts.stripReprs("a > b")).isEqualTo("a > b");
    assertThat(Texts.stripReprs("<<>")).isEqualTo("<>");
  }

  @Test
  void exceptClauses_obeyTheHierarchy() {
    Throwable timeout = new TimeoutException();
    Throwable cancelled = new CancelledError();

    assertThat(Exceptions.isInstance(timeout, "OSError")).isTrue();
    assertThat(Exceptions.isInstance(timeout, "Exception")).isTrue();
    assertThat(Exceptions.isInstance(timeout, "RuntimeError")).isFalse();
    assertThat(Exceptions.isInstance(cancelled, "Exception")).isFalse();
    assertThat(Exceptions.isInstance(cancelled, "BaseException")).isTrue();
    assertThat(Exceptions.isInstance(Exceptions.make("AppSubError", "x"), "AppError")).isTrue();
    assertThat(Exceptions.isInstance(Exceptions.make("AppBaseError", "x"), "Exception")).isFalse();
  }

  @Test
  void equality_isPythons() {
    assertThat(Values.equal(true, 1L)).isTrue();
    assertThat(Values.equal(List.of(0L), List.of(false))).isTrue();
    assertThat(Values.equal(null, null)).isTrue();
    assertThat(Values.equal(null, false)).isFalse();
    assertThat(Values.equal("1", 1L)).isFalse();
  }
}
