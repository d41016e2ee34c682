package org.asyncio4j.tests.contextmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.copyContext;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.Body;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Place;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Context managers made of code that yields once. */
class ContextManagerTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Trace trace = new Trace();

  private ContextManager<String> noting() {
    return ContextManager.of(y -> {
      trace.add("before");
      try {
        y.yield("value");
        trace.add("after");
      } catch (Throwable e) {
        trace.add("caught " + e.getMessage());
        throw e;
      } finally {
        trace.add("finally");
      }
    });
  }

  private ContextManager<String> suppressing() {
    return ContextManager.of(y -> {
      try {
        y.yield("value");
      } catch (IllegalArgumentException e) {
        trace.add("suppressed " + e.getMessage());
      }
    });
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // it only throws
  private static <T> T fail(String message) {
    throw new IllegalArgumentException(message);
  }

  // ---------------------------------------------------------------- block form

  @ParameterizedTest
  @EnumSource
  void block_runsBetweenBeforeAndAfter(Place place) {
    place.run(() -> {
      String result =
          with(
              noting(),
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
    assertThat(with(noting(), () -> "result")).isEqualTo("result");
  }

  @Test
  void voidBlock_runs() {
    with(noting(), () -> trace("block"));

    trace.is("before", "block", "after", "finally");
  }

  private void trace(String event) {
    trace.add(event);
  }

  @ParameterizedTest
  @EnumSource
  void exceptionOfTheBlock_isThrownAtTheYieldAndThenOut(Place place) {
    IllegalArgumentException error = new IllegalArgumentException("x");
    place.run(() -> {
      assertThatThrownBy(() ->
              with(
                  noting(),
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
      with(noting(), value -> io(value));
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
      Object result = with(suppressing(), value -> fail("x"));

      assertThat(result).isNull();
      trace.is("suppressed x");
    });
  }

  @Test
  void codeThatCatchesAnother_doesNotSuppress() {
    assertThatThrownBy(() ->
            with(
                suppressing(),
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

  private ContextManager<String> twice() {
    return ContextManager.of(y -> {
      y.yield("first");
      try {
        y.yield("second");
      } finally {
        trace.add("closed");
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void codeThatYieldsTwice_isAnErrorAndIsClosed(Place place) {
    place.run(() -> {
      assertThatThrownBy(() ->
              with(
                  twice(),
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

  private static ContextManager<String> twiceAfterAnException() {
    return ContextManager.of(y -> {
      try {
        y.yield("first");
      } catch (IllegalArgumentException e) {
        y.yield("second");
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void codeThatYieldsAgainAfterAnException_isAnError(Place place) {
    place.run(() -> {
      assertThatThrownBy(() -> with(twiceAfterAnException(), value -> fail("x")))
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
                noting(),
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
                noting(),
                value -> {
                  throw own;
                }))
        .isSameAs(own);
  }

  @Test
  void manager_canBeUsedAgain() {
    ContextManager<String> manager = noting();

    with(manager, () -> trace("1"));
    with(manager, () -> trace("2"));

    trace.is("before", "1", "after", "finally", "before", "2", "after", "finally");
  }

  @Test
  void managers_nest() {
    String result =
        with(
            named("a"),
            a ->
                with(
                    named("b"),
                    b -> {
                      trace.add("block");
                      return a + b;
                    }));

    assertThat(result).isEqualTo("ab");
    trace.is("+a", "+b", "block", "-b", "-a");
  }

  private ContextManager<String> named(String name) {
    return ContextManager.of(y -> {
      trace.add("+" + name);
      try {
        y.yield(name);
      } finally {
        trace.add("-" + name);
      }
    });
  }

  @Test
  void managerInsideAManager_passesTheExceptionThroughBoth() {
    ContextManager<String> outer =
        ContextManager.of(y ->
            with(
                noting(),
                value -> {
                  y.yield(value + "!");
                  return null;
                }));

    assertThatThrownBy(() -> with(outer, value -> fail(value))).hasMessage("value!");

    trace.is("before", "caught value!", "finally");
  }

  // ---------------------------------------------------------------- open form

  @ParameterizedTest
  @EnumSource
  void open_runsUpToTheYieldAndCloseTheRest(Place place) {
    place.run(() -> {
      try (var held = noting().open()) {
        trace.add("block " + held.value());
      }

      trace.is("before", "block value", "after", "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void exceptionInTryWithResources_isNotSeenByTheCode(Place place) {
    place.run(() -> {
      assertThatThrownBy(
              () -> {
                try (var _ = noting().open()) {
                  fail("x");
                }
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("x");

      trace.is("before", "after", "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void openOfCodeThatDoesNotYield_isAnError(Place place) {
    place.run(() -> {
      ContextManager<String> none = ContextManager.of(y -> {});

      assertThatThrownBy(none::open)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("generator didn't yield; a context manager's code has to call yield once");
    });
  }

  @ParameterizedTest
  @EnumSource
  void openOfCodeThatThrows_throws(Place place) {
    place.run(() -> {
      ContextManager<String> broken =
          ContextManager.of(y -> {
            throw new IOException("before");
          });

      assertThatThrownBy(broken::open).isInstanceOf(IOException.class).hasMessage("before");
    });
  }

  @ParameterizedTest
  @EnumSource
  void closeOfCodeThatThrows_throws(Place place) {
    place.run(() -> {
      ContextManager<String> broken =
          ContextManager.of(y -> {
            y.yield("value");
            throw new IOException("after");
          });
      ContextManager.Held<String> held = broken.open();

      assertThatThrownBy(held::close).hasMessage("after");
    });
  }

  @ParameterizedTest
  @EnumSource
  void closeOfCodeThatYieldsTwice_isAnErrorAndClosesIt(Place place) {
    place.run(() -> {
      ContextManager.Held<String> held = twice().open();

      assertThatThrownBy(held::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "generator didn't stop; a context manager's code has to end after its one yield");

      trace.is("closed");
    });
  }

  @ParameterizedTest
  @EnumSource
  void exitWithAnException_throwsItAtTheYield(Place place) {
    place.run(() -> {
      ContextManager.Held<String> held = noting().open();

      boolean settled = held.exit(new IllegalArgumentException("x"));

      assertThat(settled).isFalse();
      trace.is("before", "caught x", "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void exitWithAnExceptionThatIsCaught_settlesIt(Place place) {
    place.run(() -> {
      ContextManager.Held<String> held = suppressing().open();

      assertThat(held.exit(new IllegalArgumentException("x"))).isTrue();

      trace.is("suppressed x");
    });
  }

  @ParameterizedTest
  @EnumSource
  void exitWithAnExceptionThatYieldsAgain_isAnError(Place place) {
    place.run(() -> {
      ContextManager.Held<String> held = twiceAfterAnException().open();

      assertThatThrownBy(() -> held.exit(new IllegalArgumentException("x")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("generator didn't stop after athrow(); ");
    });
  }

  @ParameterizedTest
  @EnumSource
  void secondClose_doesNothing(Place place) {
    place.run(() -> {
      ContextManager.Held<String> held = noting().open();
      held.close();

      held.close();

      trace.is("before", "after", "finally");
    });
  }

  @ParameterizedTest
  @EnumSource
  void severalHeld_areIndependent(Place place) {
    place.run(() -> {
      ContextManager.Held<String> a = named("a").open();
      ContextManager.Held<String> b = named("b").open();
      a.close();
      b.close();

      trace.is("+a", "+b", "-a", "-b");
    });
  }

  @ParameterizedTest
  @EnumSource
  void openInsideTheCodeOfAnother_works(Place place) {
    place.run(() -> {
      ContextManager<String> outer =
          ContextManager.of(y -> {
            try (var inner = named("inner").open()) {
              y.yield("outer of " + inner.value());
            }
          });

      try (var held = outer.open()) {
        trace.add(held.value());
      }

      trace.is("+inner", "outer of inner", "-inner");
    });
  }

  @Test
  void interruptOutsideALoop_staysSet() {
    Thread.currentThread().interrupt();

    try (var _ = noting().open()) {
      trace.add("block");
    }

    assertThat(Thread.interrupted()).isTrue();
  }

  // ---------------------------------------------------------------- in a loop

  private ContextManager<String> awaiting() {
    return ContextManager.of(y -> {
      sleep(seconds(1));
      trace.add("before");
      try {
        y.yield("value");
      } finally {
        sleep(seconds(1));
        trace.add("after");
      }
    });
  }

  @Test
  void codeOfTheBlockForm_mayAwait() {
    TestLoop.run(() -> {
      with(
          awaiting(),
          () -> {
            sleep(seconds(1));
            trace.add("block");
          });

      trace.is("before", "block", "after");
    });
  }

  @Test
  void codeOfTheOpenForm_mayAwait() {
    TestLoop.run(() -> {
      try (var _ = awaiting().open()) {
        sleep(seconds(1));
        trace.add("block");
      }

      trace.is("before", "block", "after");
    });
  }

  @Test
  void codeOfTheOpenForm_runsInTheCallersTask() {
    TestLoop.run(() -> {
      Task<?> caller = Objects.requireNonNull(currentTask());
      List<Task<?>> seen = new ArrayList<>();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            seen.add(currentTask());
            sleep(Duration.ZERO);
            seen.add(currentTask());
            y.yield("value");
            seen.add(currentTask());
          });

      try (var _ = manager.open()) {
        seen.add(currentTask());
      }

      assertThat(seen).hasSize(4).allMatch(task -> task == caller);
    });
  }

  @Test
  void codeOfTheOpenForm_runsInTheCallersContext() {
    ContextVar<String> user = ContextVar.of("user", "nobody");
    ContextManager<String> manager =
        ContextManager.of(y -> {
          var token = user.set("inside");
          y.yield("value");
          user.reset(token);
        });

    TestLoop.run(() -> {
      try (var _ = manager.open()) {
        trace.add(user.get());
      }
      trace.add(user.get());
    });

    trace.is("inside", "nobody");
  }

  @Test
  void codeOfTheOpenFormOutsideALoop_runsInTheCallersContext() {
    ContextVar<String> user = ContextVar.of("user", "nobody");
    ContextManager<String> manager =
        ContextManager.of(y -> {
          trace.add(user.get());
          user.set("inside");
          y.yield("value");
        });

    copyContext()
        .run(() -> {
          user.set("caller");
          try (var _ = manager.open()) {
            trace.add(user.get());
          }
        });

    trace.is("caller", "inside");
  }

  @Test
  void otherTasks_runWhileTheCodeAwaits() {
    TestLoop.run(() -> {
      Task<Void> other =
          createTask(() -> {
            sleep(seconds(0.5));
            trace.add("other");
          });
      try (var _ = awaiting().open()) {
        trace.add("block");
      }
      other.await();

      trace.is("other", "before", "block", "after");
    });
  }

  @Test
  void openAndClose_doNotYieldToTheLoop() {
    TestLoop.run(() -> {
      org.asyncio4j.Asyncio.getRunningLoop().callSoon(() -> trace.add("callback"));

      try (var _ = named("a").open()) {
        trace.add("block");
      }

      trace.is("+a", "block", "-a");
    });
  }

  @Test
  void cancelInsideTheBlock_isThrownAtTheYield() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            with(noting(), () -> sleep(LONG));
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("before", "caught why", "finally");
    });
  }

  @Test
  void cancelInsideTryWithResources_closes() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = named("a").open()) {
              sleep(LONG);
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("+a", "-a");
    });
  }

  private ContextManager<String> slow(Duration before, Duration after) {
    return ContextManager.of(y -> {
      try {
        sleep(before);
      } catch (CancelledError e) {
        trace.add("cancelled before");
        throw e;
      }
      y.yield("value");
      try {
        sleep(after);
      } catch (CancelledError e) {
        trace.add("cancelled after");
        throw e;
      }
    });
  }

  @Test
  void cancelWhileOpenAwaits_arrivesInTheCode() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = slow(LONG, Duration.ZERO).open()) {
              trace.add("block");
            }
          });
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("cancelled before");
    });
  }

  @Test
  void cancelWhileCloseAwaits_arrivesInTheCode() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            try (var _ = slow(Duration.ZERO, LONG).open()) {
              trace.add("block");
            }
          });
      sleep(seconds(1));

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
      trace.is("block", "cancelled after");
    });
  }

  @Test
  void timeoutAroundTheBlock_passesThroughTheManager() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(
                  seconds(1),
                  () -> {
                    with(named("a"), () -> sleep(LONG));
                  }))
          .isInstanceOf(TimeoutException.class);

      trace.is("+a", "-a");
    });
  }

  @Test
  void timeoutInsideTheCode_endsTheBlock() {
    TestLoop.run(() -> {
      ContextManager<String> limited =
          ContextManager.of(y -> timeout(seconds(1), () -> y.yield("value")));

      assertThatThrownBy(() -> with(limited, () -> sleep(LONG)))
          .isInstanceOf(TimeoutException.class);
    });
  }

  @Test
  void heldThatIsLeftOpen_isClosedAtTheEndOfTheRun() {
    TestLoop.run(() -> {
      ContextManager.Held<String> held = named("a").open();

      assertThat(held.value()).isEqualTo("a");
    });

    trace.is("+a", "-a");
  }

  @Test
  void heldThatIsClosedByAnotherTask_goesOnInThatTask() {
    TestLoop.run(() -> {
      List<Task<?>> seen = new ArrayList<>();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            y.yield("value");
            sleep(seconds(1));
            seen.add(currentTask());
          });
      ContextManager.Held<String> held = manager.open();
      Task<Void> other = createTask(held::close);

      other.await();

      assertThat(seen).hasSize(1).allMatch(task -> task == other);
    });
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void closeByItsOwnCode_isRefused(Place place) {
    place.run(() -> {
      List<ContextManager.Held<String>> self = new ArrayList<>();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            y.yield("value");
            assertThatThrownBy(() -> self.getFirst().close())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already");
            trace.add("refused");
          });
      self.add(manager.open());

      self.getFirst().close();

      trace.is("refused");
    });
  }

  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void closeWhileTheCodeAwaits_isRefused() {
    TestLoop.run(() -> {
      ContextManager.Held<String> held = slow(Duration.ZERO, seconds(1)).open();
      Task<Void> first = createTask(held::close);
      turn();

      assertThatThrownBy(held::close)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already");

      first.await();
      assertThat(org.asyncio4j.Asyncio.getRunningLoop().time()).isEqualTo(seconds(1));
      trace.is();
    });
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void nullCode_isRefused() {
    assertThatThrownBy(() -> ContextManager.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
  }

  @Test
  void nullBlock_isRefusedBeforeTheCodeRuns() {
    assertThatThrownBy(() -> with(noting(), (BodyOf<String, String, RuntimeException>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("block");
    assertThatThrownBy(() -> with(noting(), (Body<String, RuntimeException>) null))
        .hasMessage("block");
    assertThatThrownBy(() -> with(noting(), (VoidBody<RuntimeException>) null)).hasMessage("block");
    trace.is();
  }

  @Test
  void nullManager_isRefused() {
    assertThatThrownBy(() -> with(null, () -> "x"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("manager");
  }

  /** A manager of its own making, without a generator. */
  private final class Plain implements ContextManager<String> {
    private final boolean settles;

    Plain(boolean settles) {
      this.settles = settles;
    }

    @Override
    public Held<String> open() {
      trace.add("open");
      return new Held<>() {
        @Override
        public String value() {
          return "value";
        }

        @Override
        public boolean exit(Throwable exception) {
          trace.add("exit " + exception);
          return settles;
        }
      };
    }
  }

  @Test
  void managerOfOnesOwn_worksInTheBlockForm() {
    String result = with(new Plain(false), value -> value);

    assertThat(result).isEqualTo("value");

    trace.is("open", "exit null");
  }

  @Test
  void managerOfOnesOwn_canSettle() {
    String result = with(new Plain(true), value -> fail("x"));

    assertThat(result).isNull();

    trace.is("open", "exit java.lang.IllegalArgumentException: x");
  }

  @Test
  void managerOfOnesOwn_thatDoesNotSettle_letsTheExceptionThrough() {
    Throwable thrown = catchThrowable(() -> with(new Plain(false), value -> fail("x")));

    assertThat(thrown).hasMessage("x");
  }
}
