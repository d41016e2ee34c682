package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createEagerTaskFactory;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.eagerTaskFactory;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.shield;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.TaskFactory;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Tasks that start inside createTask: what runs when, and as whom. */
class EagerStartTest {
  private static final TaskOptions EAGER = TaskOptions.defaults().withEagerStart(true);
  private final Trace trace = new Trace();

  private Task<?> eager(String name, Action code) {
    return createTask(code, EAGER.withName(name));
  }

  private void twoSteps(String name) {
    trace.add(name + "1");
    turn();
    trace.add(name + "2");
  }

  // ---------------------------------------------------------------- order

  @Test
  void task_runsUpToItsFirstAwaitBeforeCreateTaskReturns() {
    TestLoop.run(() -> {
      Task<?> task = eager("a", () -> twoSteps("a"));
      trace.add("created");
      task.await();
    });

    trace.is("a1", "created", "a2");
  }

  @Test
  void taskThatNeverWaits_isDoneBeforeCreateTaskReturns() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("callback"));
      Task<String> task = createTask(() -> "x", EAGER);

      assertThat(task.result()).isEqualTo("x");
      assertThat(task.await()).isEqualTo("x");
      trace.add("main");
      turn();
    });

    trace.is("main", "callback");
  }

  @Test
  void taskThatFailsAtOnce_isDoneAndCreateTaskDoesNotThrow() {
    IOException error = new IOException("x");
    TestLoop.run(() -> {
      Task<?> task =
          eager(
              "a",
              () -> {
                throw error;
              });

      assertThat(task.exception()).isSameAs(error);
    });
  }

  @Test
  void afterTheFirstAwait_aTurnIsATurn() {
    TestLoop.run(() -> {
      Task<?> a = eager("a", () -> twoSteps("a"));
      Task<?> b = createTask(() -> twoSteps("b"));
      twoSteps("main");
      gather(a, b).await();
    });

    trace.is("a1", "main1", "a2", "b1", "main2", "b2");
  }

  @Test
  void eagerStartInAnEagerStart_goesOnInTheOuterTask() {
    TestLoop.run(() -> {
      eager(
          "outer",
          () -> {
            trace.add("outer1");
            eager("inner", () -> twoSteps("inner"));
            trace.add("outer2");
            turn();
            trace.add("outer3");
          });
      trace.add("main");
      turns(2);
    });

    trace.is("outer1", "inner1", "outer2", "main", "inner2", "outer3");
  }

  @Test
  void innerTaskThatEndsAtOnce_leavesTheOuterOneInItsFirstStep() {
    TestLoop.run(() -> {
      eager(
          "outer",
          () -> {
            eager("inner", () -> trace.add("inner"));
            trace.add("outer " + currentTask().name());
            turn();
          });
      trace.add("main");
      turn();
    });

    trace.is("inner", "outer outer", "main");
  }

  @Test
  void fromACallback_itStartsInsideIt() {
    TestLoop.run(() -> {
      getRunningLoop()
          .callSoon(() -> {
            eager("a", () -> twoSteps("a"));
            trace.add("callback as " + currentTask());
          });
      getRunningLoop().callSoon(() -> trace.add("next callback"));
      turns(2);
    });

    trace.is("a1", "callback as null", "next callback", "a2");
  }

  @Test
  void fromAContextManagersOwnStack_itStartsThere() {
    TestLoop.run(() -> {
      var manager =
          org.asyncio4j.context.ContextManager.<String>of(y -> {
            Task<?> task = eager("a", () -> twoSteps("a"));
            trace.add("before the yield");
            y.yield("value");
            task.await();
          });
      try (var held = manager.open()) {
        trace.add(held.value());
      }
      trace.add("after");
    });

    trace.is("a1", "before the yield", "value", "a2", "after");
  }

  @Test
  void taskThatUsesAStackOfItsOwn_letsItsMakerGoOnOnlyWhenItWaits() {
    TestLoop.run(() -> {
      var manager =
          org.asyncio4j.context.ContextManager.<String>of(y -> {
            trace.add("enter");
            y.yield("value");
            turn();
            trace.add("exit");
          });
      Task<?> task =
          eager(
              "a",
              () -> {
                try (var held = manager.open()) {
                  trace.add(held.value());
                }
              });
      trace.add("main");
      task.await();
    });

    trace.is("enter", "value", "main", "exit");
  }

  @Test
  void thousandsOfStarts_goOnWithTheSameMaker() {
    int[] sum = new int[1];
    TestLoop.run(() -> {
      for (int i = 0; i < 5_000; i++) {
        int number = i;
        sum[0] += createTask(() -> number % 2, EAGER).result();
        if (i % 10 == 0) {
          eager("a", () -> turn());
        }
      }
    });

    assertThat(sum[0]).isEqualTo(2_500);
  }

  // ---------------------------------------------------------------- who runs

  @Test
  void currentTask_isTheEagerOneAndThenItsMakerAgain() {
    TestLoop.run(() -> {
      Task<?> main = currentTask();
      Task<?>[] seen = new Task<?>[1];

      Task<?> task = eager("a", () -> seen[0] = currentTask());

      assertThat(seen[0]).isSameAs(task);
      assertThat(currentTask()).isSameAs(main);
    });
  }

  @Test
  void allTasks_countTheEagerOneWhileItRuns() {
    TestLoop.run(() -> {
      Task<?> main = currentTask();
      Task<?> task = eager("a", () -> trace.add(allTasks().size() + " tasks"));

      assertThat(task.done()).isTrue();
      assertThat(allTasks()).containsExactly(main);
    });
    trace.is("2 tasks");
  }

  @Test
  void context_isACopyOfItsOwn() {
    ContextVar<String> variable = ContextVar.of("v", "default");
    TestLoop.run(() -> {
      variable.set("main");
      eager(
          "a",
          () -> {
            trace.add(variable.get());
            variable.set("a");
            turn();
            trace.add(variable.get());
          });
      trace.add(variable.get());
      turn();
      trace.add(variable.get());
    });

    trace.is("main", "main", "a", "main");
  }

  @Test
  void contextThatIsEntered_isRefusedAndLeavesNoTask() {
    TestLoop.run(() -> {
      Context own = Context.current();

      assertThatThrownBy(() -> createTask(() -> "x", EAGER.withContext(own)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot enter context: <Context");
      assertThat(allTasks()).hasSize(1);
      turn();
    });
  }

  @Test
  void contextOfAMakerFurtherOut_isRefusedToo() {
    TestLoop.run(() -> {
      Context own = Context.current();
      Task<?> middle = eager("middle", () -> createTask(() -> "x", EAGER.withContext(own)));

      assertThat(middle.exception())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot enter context: ");
    });
  }

  @Test
  void contextOfATaskThatWaits_mayBeShared() {
    ContextVar<String> variable = ContextVar.of("v", "default");
    TestLoop.run(() -> {
      Task<?> waiting = eager("waiting", () -> twoSteps("waiting"));
      createTask(() -> variable.set("shared"), EAGER.withContext(waiting.context()));

      assertThat(waiting.context().get(variable)).isEqualTo("shared");
      waiting.await();
    });
  }

  @Test
  void thread_isNotTheMakers() {
    TestLoop.run(() -> {
      Thread[] seen = new Thread[1];

      eager("a", () -> seen[0] = Thread.currentThread());

      assertThat(seen[0]).isNotNull().isNotSameAs(Thread.currentThread());
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void taskCancelledInItsFirstStep_getsTheErrorAtItsFirstAwait() {
    TestLoop.run(() -> {
      Task<?> task =
          eager(
              "a",
              () -> {
                currentTask().cancel("own");
                trace.add("goes on");
                try {
                  turn();
                } catch (CancelledError e) {
                  trace.add("cancelled " + e.getMessage());
                  throw e;
                }
              });
      trace.add("main");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });

    trace.is("goes on", "main", "cancelled own");
  }

  @Test
  void taskCancelledInItsOnlyStep_endsCancelled() {
    TestLoop.run(() -> {
      Task<?> task = eager("a", () -> currentTask().cancel());

      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void taskThatThrowsCancelledErrorAtOnce_endsCancelled() {
    TestLoop.run(() -> {
      Task<?> task =
          eager(
              "a",
              () -> {
                throw new CancelledError("mine");
              });

      assertThat(task.cancelled()).isTrue();
    });
  }

  @Test
  void makerCancelledMeanwhile_getsTheErrorAtItsNextAwait() {
    TestLoop.run(() -> {
      Task<?> maker =
          createTask(() -> {
            Task<?> self = currentTask();
            eager("a", () -> self.cancel());
            trace.add("maker goes on");
            turn();
            trace.add("not reached");
          });

      assertThatThrownBy(maker::await).isInstanceOf(CancelledError.class);
    });

    trace.is("maker goes on");
  }

  @Test
  void cancelAfterTheFirstStep_isAsEver() {
    TestLoop.run(() -> {
      Future<String> never = getRunningLoop().createFuture();
      Task<?> task = eager("a", () -> await(never));

      task.cancel();

      assertThat(never.cancelled()).isTrue();
      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void taskThatAwaitsItsMaker_waitsForIt() {
    TestLoop.run(() -> {
      Task<String> maker =
          createTask(() -> {
            Task<?> self = currentTask();
            eager("a", () -> trace.add("a sees " + await(self)));
            turn();
            return "maker";
          });
      maker.await();
      turn();
    });

    trace.is("a sees maker");
  }

  // ---------------------------------------------------------------- combinators and groups

  @Test
  void gatherOfTasksThatNeverWait_isDoneAtOnce() {
    TestLoop.run(() -> {
      getRunningLoop().setTaskFactory(eagerTaskFactory());

      Future<List<String>> all = gather(() -> "a", () -> "b");

      assertThat(all.result()).containsExactly("a", "b");
    });
  }

  @Test
  void shieldOfATaskThatNeverWaits_isTheTask() {
    TestLoop.run(() -> {
      getRunningLoop().setTaskFactory(eagerTaskFactory());

      assertThat(shield(() -> "x").result()).isEqualTo("x");
    });
  }

  @Test
  void taskOfAGroupThatFailsAtOnce_cancelsTheGroupOnlyInTheNextTurn() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class,
              () ->
                  taskGroup(g -> {
                    g.createTask(
                        () -> {
                          throw new IOException("x");
                        },
                        EAGER);
                    g.createTask(() -> trace.add("second"), EAGER);
                    trace.add("block");
                  }));

      assertThat(group.leaves()).hasSize(1);
    });
    trace.is("second", "block");
  }

  @Test
  void taskOfAGroupThatCancelsTheGroup_isCancelledItself() {
    TestLoop.run(() -> {
      taskGroup(g -> {
        g.createTask(
            () -> {
              g.cancel();
              sleep(seconds(5));
              trace.add("not reached");
            },
            EAGER);
        trace.add("block");
      });

      assertThat(getRunningLoop().time()).isZero();
      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("block");
  }

  // ---------------------------------------------------------------- factories

  @Test
  void eagerFactory_startsAllTasksUnlessTheySayOtherwise() {
    TestLoop.run(() -> {
      getRunningLoop().setTaskFactory(eagerTaskFactory());
      createTask(() -> trace.add("eager"));
      createTask(() -> trace.add("later"), TaskOptions.defaults().withEagerStart(false));
      trace.add("main");
      turn();
    });

    trace.is("eager", "main", "later");
  }

  @Test
  void eagerFactoryOverAnother_letsThatMakeTheTasks() {
    TaskFactory naming =
        new TaskFactory() {
          @Override
          public <T> Task<T> create(EventLoop loop, Awaitable<T> code, TaskOptions options) {
            return Task.create(loop, code, options.withName("made"));
          }
        };
    TestLoop.run(() -> {
      getRunningLoop().setTaskFactory(createEagerTaskFactory(naming));
      createTask(() -> trace.add(currentTask().name()));
      trace.add("main");
    });

    trace.is("made", "main");
  }

  @Test
  void createEagerTaskFactory_refusesNull() {
    assertThatThrownBy(() -> createEagerTaskFactory(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("maker");
  }

  @Test
  void loopThatDoesNotRun_startsTheTaskInItsFirstTurn() {
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    loop.setTaskFactory(eagerTaskFactory());
    Task<String> task = loop.createTask(() -> "x");

    assertThat(task.done()).isFalse();
    assertThat(loop.runUntilComplete(task)).isEqualTo("x");
    loop.close();
  }

  @Test
  void closedLoop_refusesTheTask() {
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    loop.close();

    assertThatThrownBy(() -> loop.createTask(() -> "x", EAGER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Event loop is closed");
  }

  // ---------------------------------------------------------------- errors that end the program

  @Test
  void keyboardInterruptInTheFirstStep_comesOutOfCreateTask() {
    KeyboardInterrupt interrupt = new KeyboardInterrupt("x");
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              eager(
                  "a",
                  () -> {
                    throw interrupt;
                  }));

      assertThat(thrown).isSameAs(interrupt);
      turn(); // the loop goes on
    });
  }

  @Test
  void keyboardInterruptInALaterStep_endsTheLoop() {
    KeyboardInterrupt interrupt = new KeyboardInterrupt("x");

    Throwable thrown =
        catchThrowable(() ->
            TestLoop.run(() -> {
              eager(
                  "a",
                  () -> {
                    turn();
                    throw interrupt;
                  });
              sleep(seconds(1));
            }));

    assertThat(thrown).isSameAs(interrupt);
  }
}
