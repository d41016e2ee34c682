package org.asyncio4j.tests.contextvar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.copyContext;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.asyncio4j.Runner;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.contextvar.Token;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Context variables, contexts and tokens. */
class ContextVarTest {
  private final ContextVar<String> user = ContextVar.of("user", "nobody");
  private final ContextVar<String> plain = ContextVar.of("plain");
  private final Trace trace = new Trace();

  // ---------------------------------------------------------------- values

  @Test
  void withoutASet_theDefaultIsGiven() {
    assertThat(user.get()).isEqualTo("nobody");
    assertThat(user.get("other")).isEqualTo("other");
  }

  @Test
  void withoutSetAndDefault_getIsAnError() {
    assertThatThrownBy(plain::get)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage(
            "<ContextVar name='plain'>; it has no value in this context: set it, or use"
                + " get(value)");
    assertThat(plain.get("other")).isEqualTo("other");
  }

  @Test
  void set_givesTheValueFromThenOn() {
    copyContext()
        .run(() -> {
          user.set("ada");

          assertThat(user.get()).isEqualTo("ada");
          assertThat(user.get("other")).isEqualTo("ada");
        });
  }

  @Test
  void variablesOfTheSameName_areDifferent() {
    ContextVar<String> twin = ContextVar.of("user", "twin");

    copyContext()
        .run(() -> {
          user.set("ada");

          assertThat(twin.get()).isEqualTo("twin");
        });
  }

  @Test
  void nullValue_isRefused() {
    assertThatThrownBy(() -> user.set(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("value");
  }

  @Test
  void nullNameOrDefault_isRefused() {
    assertThatThrownBy(() -> ContextVar.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("name");
    assertThatThrownBy(() -> ContextVar.of("x", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("initial");
  }

  @Test
  void foreignThread_hasAContextOfItsOwn() throws InterruptedException {
    Token<String> token = user.set("here");

    Throwable thrown = thrownOnForeignThread(() -> trace.add(user.get()));

    token.close();
    assertThat(thrown).isNull();
    trace.is("nobody");
  }

  // ---------------------------------------------------------------- tokens

  @Test
  void reset_restoresTheValueBefore() {
    copyContext()
        .run(() -> {
          user.set("ada");
          Token<String> token = user.set("bob");

          user.reset(token);

          assertThat(user.get()).isEqualTo("ada");
        });
  }

  @Test
  void resetOfTheFirstSet_takesTheValueAway() {
    copyContext()
        .run(() -> {
          Token<String> token = user.set("ada");

          user.reset(token);

          assertThat(user.get()).isEqualTo("nobody");
          assertThat(Context.current().contains(user)).isFalse();
        });
  }

  @Test
  void tokenInTryWithResources_restores() {
    copyContext()
        .run(() -> {
          try (var _ = user.set("ada")) {
            trace.add(user.get());
          }

          trace.add(user.get());
        });

    trace.is("ada", "nobody");
  }

  @Test
  void token_knowsItsVariableAndTheValueBefore() {
    copyContext()
        .run(() -> {
          Token<String> first = user.set("ada");
          Token<String> second = user.set("bob");

          assertThat(first.variable()).isSameAs(user);
          assertThat(first.oldValue()).isNull();
          assertThat(second.oldValue()).isEqualTo("ada");
        });
  }

  @Test
  void tokenUsedTwice_isRefused() {
    copyContext()
        .run(() -> {
          Token<String> token = user.set("ada");
          user.reset(token);

          assertThatThrownBy(() -> user.reset(token))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage(
                  "<Token used var=<ContextVar name='user'>> has already been used once; set()"
                      + " gives a new token");
        });
  }

  @Test
  void tokenOfAnotherVariable_isRefused() {
    copyContext()
        .run(() -> {
          Token<String> token = user.set("ada");

          assertThatThrownBy(() -> plain.reset(token))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "<Token var=<ContextVar name='user'>> was created by a different ContextVar;"
                      + " reset it on <ContextVar name='user'>");
          assertThat(user.get()).isEqualTo("ada");
        });
  }

  @Test
  void tokenOfAnotherContext_isRefused() {
    copyContext()
        .run(() -> {
          Token<String> token = user.set("ada");

          assertThatThrownBy(() -> copyContext().run(() -> user.reset(token)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "<Token var=<ContextVar name='user'>> was created in a different Context; reset"
                      + " it in the task that set it");
        });
  }

  @Test
  void tokenOfAnotherTask_isRefused() {
    TestLoop.run(() -> {
      Token<String> token = user.set("ada");
      Task<Void> task = createTask(() -> user.reset(token));

      assertThatThrownBy(task::await).isInstanceOf(IllegalArgumentException.class);

      assertThat(user.get()).isEqualTo("ada");
    });
  }

  @Test
  void refusedReset_leavesTheTokenUsable() {
    copyContext()
        .run(() -> {
          Token<String> token = user.set("ada");
          assertThatThrownBy(() -> plain.reset(token)).isInstanceOf(IllegalArgumentException.class);

          user.reset(token);

          assertThat(user.get()).isEqualTo("nobody");
        });
  }

  @Test
  void tokensResetOutOfOrder_restoreWhatEachSaw() {
    copyContext()
        .run(() -> {
          Token<String> first = user.set("ada");
          Token<String> second = user.set("bob");

          user.reset(first);
          user.reset(second);

          assertThat(user.get()).isEqualTo("ada");
        });
  }

  // ---------------------------------------------------------------- contexts

  @Test
  void copy_doesNotSeeLaterSets() {
    copyContext()
        .run(() -> {
          user.set("ada");
          Context copy = copyContext();
          user.set("bob");

          assertThat(copy.get(user)).isEqualTo("ada");
          assertThat(Context.current().get(user)).isEqualTo("bob");
        });
  }

  @Test
  void run_keepsWhatItSetsInItsContext() {
    Context context = copyContext();

    context.run(() -> user.set("ada"));

    assertThat(user.get()).isEqualTo("nobody");
    assertThat(context.get(user)).isEqualTo("ada");
    assertThat(context.contains(user)).isTrue();
  }

  @Test
  void run_givesTheResult() {
    assertThat(copyContext().<String>run(() -> "x")).isEqualTo("x");
  }

  @Test
  void runThatThrows_leavesTheContext() {
    Context context = copyContext();
    IOException error = new IOException("x");

    assertThatThrownBy(() ->
            context.run(() -> {
              user.set("ada");
              throw error;
            }))
        .isSameAs(error);

    assertThat(user.get()).isEqualTo("nobody");
    context.run(() -> trace.add(user.get()));
    trace.is("ada");
  }

  @Test
  void nestedRuns_comeBackToTheOuterContext() {
    Context outer = copyContext();
    Context inner = copyContext();

    outer.run(() -> {
      user.set("outer");
      inner.run(() -> user.set("inner"));
      trace.add(user.get());
    });

    trace.is("outer");
  }

  @Test
  void contextEnteredTwice_isRefused() {
    Context context = copyContext();

    assertThatThrownBy(() -> context.run(() -> context.run(() -> trace.add("twice"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cannot enter context: <Context with 0 variables> is already entered; run in a copy()");
    trace.is();
  }

  @Test
  void contextOfTheRunningTask_isEnteredAlready() {
    TestLoop.run(() -> {
      Context own = Objects.requireNonNull(currentTask()).context();

      assertThatThrownBy(() -> own.run(() -> trace.add("twice")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot enter context: ");
    });
  }

  @Test
  void nullCode_isRefused() {
    assertThatThrownBy(() -> copyContext().run((Awaitable<String>) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
    assertThatThrownBy(() -> copyContext().run((Action) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("code");
  }

  @Test
  void texts_nameTheVariable() {
    assertThat(user).hasToString("<ContextVar name='user'>");
    copyContext()
        .run(() -> {
          assertThat(user.set("ada")).hasToString("<Token var=<ContextVar name='user'>>");
        });
  }

  // ---------------------------------------------------------------- tasks

  @Test
  void task_seesWhatWasSetWhenItWasMade() {
    TestLoop.run(() -> {
      user.set("made");
      Task<String> task = createTask(() -> user.get());
      user.set("later");

      assertThat(task.await()).isEqualTo("made");
    });
  }

  @Test
  void whatATaskSets_isNotSeenOutside() {
    TestLoop.run(() -> {
      createTask(() -> user.set("task")).await();

      assertThat(user.get()).isEqualTo("nobody");
    });
  }

  @Test
  void eachTask_hasValuesOfItsOwn() {
    TestLoop.run(() -> {
      gather(() -> setAndKeep("a"), () -> setAndKeep("b"), () -> setAndKeep("c")).await();

      trace.is("a=a", "b=b", "c=c");
    });
  }

  private Void setAndKeep(String name) {
    user.set(name);
    sleep(Duration.ZERO);
    trace.add(name + "=" + user.get());
    return null;
  }

  @Test
  void taskWithAContext_sharesIt() {
    TestLoop.run(() -> {
      Context shared = copyContext();
      TaskOptions options = TaskOptions.defaults().withContext(shared);

      createTask(() -> user.set("first"), options).await();
      String seen = createTask(() -> user.get(), options).await();

      assertThat(seen).isEqualTo("first");
      assertThat(shared.get(user)).isEqualTo("first");
      assertThat(user.get()).isEqualTo("nobody");
    });
  }

  @Test
  void tasksThatShareAContext_seeEachOthersValuesInTurn() {
    TestLoop.run(() -> {
      TaskOptions options = TaskOptions.defaults().withContext(copyContext());
      Task<Void> a =
          createTask(
              () -> {
                user.set("a");
                turn();
                trace.add(user.get());
              },
              options);
      Task<Void> b =
          createTask(
              () -> {
                trace.add(user.get() + "!");
                user.set("b");
              },
              options);

      a.await();
      b.await();

      trace.is("a!", "b");
    });
  }

  @Test
  void contextOfATask_isGiven() {
    TestLoop.run(() -> {
      Context shared = copyContext();

      assertThat(createTask(() -> "x", TaskOptions.defaults().withContext(shared)).context())
          .isSameAs(shared);
      assertThat(createTask(() -> "x").context()).isNotSameAs(shared);
    });
  }

  @Test
  void valueStays_overAnAwait() {
    TestLoop.run(() -> {
      user.set("before");
      Task<?> other = createTask(() -> user.set("other"));
      sleep(seconds(1));

      assertThat(user.get()).isEqualTo("before");
      other.await();
    });
  }

  @Test
  void contextRunOverAnAwait_keepsItsContext() {
    TestLoop.run(() -> {
      Context context = copyContext();
      createTask(() -> user.set("other"));

      context.run(() -> {
        user.set("inside");
        sleep(seconds(1));
        trace.add(user.get());
      });
      trace.add(user.get());

      trace.is("inside", "nobody");
    });
  }

  // ---------------------------------------------------------------- callbacks, threads, run

  @Test
  void callback_runsInACopyMadeWhenItWasScheduled() {
    TestLoop.run(() -> {
      user.set("scheduled");
      getRunningLoop().callSoon(() -> trace.add("soon " + user.get()));
      getRunningLoop().callLater(seconds(1), () -> trace.add("later " + user.get()));
      getRunningLoop().callAt(seconds(1), () -> trace.add("at " + user.get()));
      getRunningLoop().callSoonThreadsafe(() -> trace.add("threadsafe " + user.get()));
      user.set("afterwards");
      sleep(seconds(2));

      trace.is("soon scheduled", "threadsafe scheduled", "later scheduled", "at scheduled");
    });
  }

  @Test
  void callbackWithAContext_runsInThatVeryContext() {
    TestLoop.run(() -> {
      Context context = copyContext();

      getRunningLoop().callSoon(() -> user.set("callback"), context);
      turn();

      assertThat(context.get(user)).isEqualTo("callback");
      assertThat(user.get()).isEqualTo("nobody");
    });
  }

  @Test
  void toThread_takesACopyAlong() {
    TestLoop.run(() -> {
      user.set("loop");

      String seen =
          toThread(() -> {
            String there = user.get();
            user.set("thread");
            return there;
          });

      assertThat(seen).isEqualTo("loop");
      assertThat(user.get()).isEqualTo("loop");
    });
  }

  @Test
  void run_startsFromTheCallersContextAndChangesNothingThere() {
    copyContext()
        .run(() -> {
          user.set("caller");

          TestLoop.run(() -> {
            trace.add(user.get());
            user.set("run");
          });

          trace.add(user.get());
        });

    trace.is("caller", "caller");
  }

  @Test
  void runner_keepsItsContextOverItsRuns() {
    try (var runner = new Runner()) {
      runner.run(() -> {
        user.set("first run");
      });

      String seen = runner.run(() -> user.get());

      assertThat(seen).isEqualTo("first run");
    }
  }

  @Test
  void exceptionHandler_isCalledInTheContextOfTheCode() {
    TestLoop.run(() -> {
      var loop = getRunningLoop();
      var before = loop.exceptionHandler();
      loop.setExceptionHandler((_, _) -> trace.add(user.get()));
      user.set("callback");
      loop.callSoon(() -> {
        throw new IOException("x");
      });
      user.set("later");
      turn();
      loop.setExceptionHandler(before);

      trace.is("callback");
    });
  }

  @Test
  void manyVariables_areAllKept() {
    copyContext()
        .run(() -> {
          @SuppressWarnings({"unchecked", "rawtypes"})
          ContextVar<Integer>[] many = new ContextVar[50];
          for (int i = 0; i < many.length; i++) {
            many[i] = ContextVar.of("v" + i);
            many[i].set(i);
          }
          for (int i = 0; i < many.length; i++) {
            many[i].set(many[i].get() + 1);
          }

          for (int i = 0; i < many.length; i++) {
            assertThat(many[i].get()).isEqualTo(i + 1);
          }
        });
  }
}
