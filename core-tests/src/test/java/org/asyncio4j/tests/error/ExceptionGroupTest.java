package org.asyncio4j.tests.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.ThrowableGroup;
import org.asyncio4j.error.TimeoutException;
import org.junit.jupiter.api.Test;

/** Groups: what they hold, how they print, how they are divided. */
class ExceptionGroupTest {
  private final IOException io = new IOException("io");
  private final FileNotFoundException noFile = new FileNotFoundException("no file");
  private final IllegalStateException state = new IllegalStateException("state");
  private final ExceptionGroup inner = new ExceptionGroup("inner", List.of(noFile, state));
  private final ExceptionGroup outer = new ExceptionGroup("outer", List.of(io, inner));

  // ---------------------------------------------------------------- what it is

  @Test
  void message_isPythonsStr() {
    assertThat(outer).hasMessage("outer (2 sub-exceptions)");
    assertThat(new ExceptionGroup("one", List.of(io))).hasMessage("one (1 sub-exception)");
    assertThat(outer.message()).isEqualTo("outer");
  }

  @Test
  void ofExceptionsAlone_isAnException() {
    ThrowableGroup group = ThrowableGroup.of("g", List.of(io, inner));

    assertThat(group).isInstanceOf(ExceptionGroup.class);
    assertThat(group.asThrowable()).isSameAs(group).isInstanceOf(RuntimeException.class);
  }

  @Test
  void withAnErrorInIt_isAnError() {
    ThrowableGroup group = ThrowableGroup.of("g", List.of(io, new CancelledError()));

    assertThat(group).isInstanceOf(BaseExceptionGroup.class);
    assertThat(group.asThrowable()).isInstanceOf(Error.class).hasMessage("g (2 sub-exceptions)");
  }

  @Test
  void withAnErrorDeepInIt_isAnError() {
    ThrowableGroup errors = ThrowableGroup.of("errors", List.of(new CancelledError()));

    ThrowableGroup group = ThrowableGroup.of("g", List.of(io, errors.asThrowable()));

    assertThat(group).isInstanceOf(BaseExceptionGroup.class);
  }

  @Test
  void multiCatch_hasTheMethodsOfBoth() {
    List<Throwable> leaves = new ArrayList<>();

    for (Throwable error : List.of(io, new CancelledError())) {
      try {
        ThrowableGroup.of("g", List.of(error)).handle(AssertionError.class, e -> {}).rethrowRest();
      } catch (ExceptionGroup | BaseExceptionGroup e) {
        leaves.addAll(e.leaves());
      }
    }

    assertThat(leaves).hasSize(2).first().isSameAs(io);
  }

  @Test
  void members_keepTheirOrderAndDuplicates() {
    assertThat(new ExceptionGroup("g", List.of(state, io, state)).exceptions())
        .containsExactly(state, io, state);
  }

  @Test
  void memberList_cannotBeChanged() {
    assertThatThrownBy(() -> outer.exceptions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void stackTrace_showsEachMember() {
    StringWriter text = new StringWriter();

    outer.printStackTrace(new PrintWriter(text, true));

    assertThat(text.toString())
        .startsWith("org.asyncio4j.error.ExceptionGroup: outer (2 sub-exceptions)")
        .contains("Suppressed: java.io.IOException: io")
        .contains("Suppressed: org.asyncio4j.error.ExceptionGroup: inner (2 sub-exceptions)")
        .contains("Suppressed: java.io.FileNotFoundException: no file");
  }

  @Test
  void withoutMembers_isRefused() {
    assertThatThrownBy(() -> new ExceptionGroup("none", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "second argument (exceptions) must be a non-empty sequence; the group 'none' needs at"
                + " least one exception");
  }

  @Test
  void nullArguments_areRefused() {
    List<Exception> withNull = new ArrayList<>();
    withNull.add(null);

    assertThatThrownBy(() -> ThrowableGroup.of("g", withNull))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("exception");
    assertThatThrownBy(() -> new ExceptionGroup(null, List.of(io)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("message");
    assertThatThrownBy(() -> outer.split((Class<? extends Throwable>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("type");
  }

  // ---------------------------------------------------------------- leaves

  @Test
  void leaves_areAllThatAreNoGroups() {
    assertThat(outer.leaves()).containsExactly(io, noFile, state);
  }

  @Test
  void unwrapSingle_givesTheOnlyLeafHoweverDeep() {
    ExceptionGroup one = new ExceptionGroup("a", List.of(new ExceptionGroup("b", List.of(noFile))));

    assertThat(one.unwrapSingle()).isSameAs(noFile);
  }

  @Test
  void unwrapSingle_ofSeveralIsTheGroup() {
    assertThat(outer.unwrapSingle()).isSameAs(outer);
  }

  // ---------------------------------------------------------------- split

  @Test
  void split_keepsPlacesAndMessages() {
    ThrowableGroup.Split<ExceptionGroup> parts = outer.split(IOException.class);

    assertThat(parts.matching().message()).isEqualTo("outer");
    assertThat(parts.matching().leaves()).containsExactly(io, noFile);
    assertThat(parts.matching().exceptions().get(1)).hasMessage("inner (1 sub-exception)");
    assertThat(parts.rest().leaves()).containsExactly(state);
    assertThat(parts.rest().exceptions().getFirst()).hasMessage("inner (1 sub-exception)");
  }

  @Test
  void splitOfAll_givesTheGroupItself() {
    ThrowableGroup.Split<ExceptionGroup> parts = outer.split(Exception.class);

    assertThat(parts.matching()).isSameAs(outer);
    assertThat(parts.rest()).isNull();
  }

  @Test
  void splitOfNothing_leavesTheGroupItself() {
    ThrowableGroup.Split<ExceptionGroup> parts = outer.split(TimeoutException.class);

    assertThat(parts.matching()).isNull();
    assertThat(parts.rest()).isSameAs(outer);
  }

  @Test
  void splitByAPredicate_asksGroupsToo() {
    ThrowableGroup.Split<ExceptionGroup> parts = outer.split(e -> e == inner);

    assertThat(parts.matching().exceptions()).containsExactly(inner);
    assertThat(parts.rest().exceptions()).containsExactly(io);
  }

  @Test
  void splitOfAnErrorGroup_givesTheKindThatEachPartIs() {
    ThrowableGroup mixed = ThrowableGroup.of("mixed", List.of(io, new CancelledError()));

    ThrowableGroup.Split<? extends ThrowableGroup> parts = mixed.split(CancelledError.class);

    assertThat(parts.matching()).isInstanceOf(BaseExceptionGroup.class);
    assertThat(parts.rest()).isInstanceOf(ExceptionGroup.class);
  }

  @Test
  void parts_keepStackCauseAndWhatWasSuppressedBesides() {
    TimeoutException besides = new TimeoutException();
    outer.initCause(state);
    outer.addSuppressed(besides);

    ExceptionGroup part = outer.subgroup(IOException.class);

    assertThat(part.getStackTrace()).isEqualTo(outer.getStackTrace());
    assertThat(part).hasCause(state);
    assertThat(part.getSuppressed()).hasSize(3).contains(io, besides);
  }

  @Test
  void subgroup_ofNothingIsNull() {
    assertThat(outer.subgroup(TimeoutException.class)).isNull();
    assertThat(outer.subgroup(e -> e == state).leaves()).containsExactly(state);
  }
}
