package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.taskGroupResult;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.BaseExceptionGroup;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Task groups in block form: what they wait for, what they throw, what they refuse. */
class TaskGroupTest {
  private final Trace trace = new Trace();

  private void fail(double afterSeconds, String message) throws IOException {
    sleep(seconds(afterSeconds));
    throw new IOException(message);
  }

  private void logged(String name, double forSeconds) {
    try {
      sleep(seconds(forSeconds));
      trace.add(name + " ends");
    } catch (CancelledError e) {
      trace.add(name + " cancelled");
      throw e;
    }
  }

  private static ExceptionGroup groupOf(Action code) {
    return catchThrowableOfType(ExceptionGroup.class, code::run);
  }

  // ---------------------------------------------------------------- success

  @Test
  void block_endsWhenAllTasksHave() {
    TestLoop.run(() -> {
      taskGroup(g -> {
        g.createTask(() -> logged("a", 2));
        g.createTask(() -> logged("b", 1));
        trace.add("block");
      });
      trace.add("after");
    });

    trace.is("block", "b ends", "a ends", "after");
  }

  @Test
  void result_isWhatTheBlockReturns() {
    String result =
        TestLoop.run(() ->
            taskGroupResult(g -> {
              Task<String> a = g.createTask(() -> "a");
              Task<String> b = g.createTask("second", () -> sleep(seconds(1), "b"));
              return await(a) + await(b) + b.name();
            }));

    assertThat(result).isEqualTo("absecond");
  }

  @Test
  void emptyGroup_doesNotSuspend() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("callback"));
      taskGroup(g -> trace.add("block"));
      trace.add("after");
      turn();
    });

    trace.is("block", "after", "callback");
  }

  @Test
  void tasksMayBeAdded_whileTheGroupWaits() {
    TestLoop.run(() ->
        taskGroup(g ->
            g.createTask(() -> {
              sleep(seconds(1));
              g.createTask(() -> logged("late", 1));
            })));

    trace.is("late ends");
  }

  @Test
  void cancelledTask_countsAsEnded() {
    TestLoop.run(() ->
        taskGroup(g -> {
          Task<?> victim = g.createTask(() -> logged("victim", 5));
          g.createTask(() -> logged("other", 1));
          turn();
          victim.cancel();
        }));

    trace.is("victim cancelled", "other ends");
  }

  @Test
  void options_reachTheTask() {
    TestLoop.run(() ->
        taskGroup(g -> {
          Task<?> task = g.createTask(() -> {}, TaskOptions.defaults().withName("given"));
          Task<String> valued = g.createTask(() -> "x", TaskOptions.defaults().withName("v"));
          Task<?> named = g.createTask("named", () -> {});

          assertThat(List.of(task.name(), valued.name(), named.name()))
              .containsExactly("given", "v", "named");
        }));
  }

  // ---------------------------------------------------------------- errors

  @Test
  void failedTask_cancelsTheOthersAndTheBlock() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(1, "x"));
                g.createTask(() -> logged("other", 5));
                logged("block", 5);
              }));

      assertThat(group.leaves()).singleElement().isInstanceOf(IOException.class);
      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });

    trace.is("other cancelled", "block cancelled");
  }

  @Test
  void oneError_isAGroupToo() {
    TestLoop.run(() -> {
      ExceptionGroup group = groupOf(() -> taskGroup(g -> g.createTask(() -> fail(1, "x"))));

      assertThat(group).hasMessage("unhandled errors in a TaskGroup (1 sub-exception)");
    });
  }

  @Test
  void allErrors_areInTheGroupInOrder() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(1, "first"));
                g.createTask(() -> {
                  try {
                    logged("second", 5);
                  } finally {
                    fail(0, "second");
                  }
                });
                throw new IllegalStateException("block");
              }));

      assertThat(group.leaves()).extracting(Throwable::getMessage).containsExactly("block");
      group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> fail(0, "first"));
                g.createTask(() -> {
                  try {
                    sleep(seconds(5));
                  } finally {
                    fail(0, "second");
                  }
                });
                turns(2);
                throw new IllegalStateException("block");
              }));

      assertThat(group.leaves())
          .extracting(Throwable::getMessage)
          .containsExactly("first", "second", "block");
    });
  }

  @Test
  void exceptionOfTheBlock_cancelsTheTasksAndIsInTheGroup() {
    IOException error = new IOException("block");
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(g -> {
                g.createTask(() -> logged("task", 5));
                turn();
                throw error;
              }));

      assertThat(group.exceptions()).containsExactly(error);
    });

    trace.is("task cancelled");
  }

  @Test
  void parent_isNotCancelledAfterwards() {
    TestLoop.run(() -> {
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> fail(0, "x"));
            sleep(seconds(5));
          }));

      assertThat(currentTask().cancelling()).isZero();
      sleep(seconds(1));
    });
  }

  @Test
  void stubbornTask_isWaitedFor() {
    TestLoop.run(() -> {
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> {
              try {
                sleep(seconds(5));
              } catch (CancelledError e) {
                logged("stubborn", 3);
              }
            });
            g.createTask(() -> fail(1, "x"));
          }));

      assertThat(getRunningLoop().time()).isEqualTo(seconds(4));
    });
    trace.is("stubborn ends");
  }

  @Test
  void errorThatIsNoException_makesTheGroupAnError() {
    AssertionError error = new AssertionError("x");
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g ->
                  g.createTask(() -> {
                    throw error;
                  })));

      assertThat(thrown)
          .isInstanceOfSatisfying(
              BaseExceptionGroup.class, g -> assertThat(g.exceptions()).containsExactly(error));
    });
  }

  @Test
  void cancelledErrorThatTheBlockMakes_goesOnBare() {
    CancelledError own = new CancelledError("own");
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                g.createTask(() -> logged("task", 5));
                turn();
                throw own;
              }));

      assertThat(thrown).isSameAs(own);
    });
    trace.is("task cancelled");
  }

  @Test
  void generatorExitOfTheBlock_goesIntoAGroup() {
    GeneratorExit exit = new GeneratorExit();
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                throw exit;
              }));

      assertThat(((BaseExceptionGroup) thrown).exceptions()).containsExactly(exit);
    });
  }

  @Test
  void keyboardInterruptOfTheBlock_goesOnBareAndSuppressesTheOthers() {
    IOException error = new IOException("task");
    KeyboardInterrupt interrupt = new KeyboardInterrupt();
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              taskGroup(g -> {
                g.createTask(() -> {
                  try {
                    sleep(seconds(5));
                  } finally {
                    throwIt(error);
                  }
                });
                turn();
                throw interrupt;
              }));

      assertThat(thrown).isSameAs(interrupt).hasSuppressedException(error);
    });
  }

  private static void throwIt(Exception e) throws Exception {
    throw e;
  }

  @Test
  void systemExitOfATask_endsTheProgramBare() {
    SystemExit exit = new SystemExit(3);

    Throwable thrown =
        catchThrowable(() ->
            TestLoop.run(() ->
                taskGroup(g -> {
                  g.createTask(() -> logged("other", 5));
                  g.createTask(() -> {
                    throw exit;
                  });
                })));

    assertThat(thrown).isSameAs(exit).hasNoSuppressedExceptions();
    trace.is("other cancelled");
  }

  // ---------------------------------------------------------------- nesting

  @Test
  void innerFailure_arrivesAsAGroupInAGroup() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(outer -> {
                outer.createTask(() -> logged("outer", 5));
                turn();
                taskGroup(inner -> inner.createTask(() -> fail(1, "x")));
              }));

      assertThat(group.exceptions()).singleElement().isInstanceOf(ExceptionGroup.class);
      assertThat(group.unwrapSingle()).hasMessage("x");
    });
    trace.is("outer cancelled");
  }

  @Test
  void outerFailure_endsTheInnerGroupWithoutAnError() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          groupOf(() ->
              taskGroup(outer -> {
                outer.createTask(() -> fail(1, "outer"));
                taskGroup(inner -> inner.createTask(() -> logged("inner", 5)));
              }));

      assertThat(group.exceptions()).singleElement().isInstanceOf(IOException.class);
      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("inner cancelled");
  }

  // ---------------------------------------------------------------- refused

  @Test
  void createTaskBeforeTheBlock_isRefusedAndClosesTheCoroutine() {
    Coroutine<String> coroutine = Coroutine.of("c", () -> "x");
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();

      assertThatThrownBy(() -> group.createTask(coroutine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("TaskGroup <TaskGroup> has not been entered; create tasks inside its block");
    });
  }

  @Test
  void createTaskAfterTheBlock_isRefusedAndClosesTheCoroutine() {
    Coroutine<String> coroutine = Coroutine.of("c", () -> "x");
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      group.run(g -> {});

      assertThatThrownBy(() -> group.createTask(coroutine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "TaskGroup <TaskGroup entered> is finished; all its tasks have ended, and so has its"
                  + " block");
    });
  }

  @Test
  void createTaskWhileTheGroupIsShuttingDown_isRefused() {
    TestLoop.run(() -> {
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> fail(0, "x"));
            try {
              sleep(seconds(5));
            } finally {
              assertThatThrownBy(() -> g.createTask(() -> "late"))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage(
                      "TaskGroup <TaskGroup errors=1 cancelling> is shutting down; its tasks are"
                          + " being cancelled, it takes no more");
            }
          }));
    });
  }

  @Test
  void secondBlock_isRefused() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      group.run(g -> {});

      assertThatThrownBy(() -> group.run(g -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "TaskGroup <TaskGroup entered> has already been entered; a group has one block, make"
                  + " a new one");
    });
  }

  @Test
  void groupInACallback_isRefused() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          getRunningLoop().callSoon(() -> taskGroup(g -> {}));
          turns(2);
        });

    assertThat(reports.getFirst().exception())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("TaskGroup <TaskGroup> cannot determine the parent task; ");
  }

  @Test
  void groupWithoutALoop_isRefused() {
    assertThatThrownBy(() -> taskGroup(g -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop");
  }

  @Test
  void createTaskOnAnotherThread_isRefused() {
    TestLoop.run(() ->
        taskGroup(g -> {
          Throwable thrown = thrownOnForeignThread(() -> g.createTask(() -> "x"));

          assertThat(thrown)
              .isInstanceOf(WrongThreadException.class)
              .hasMessageStartingWith("createTask was called on thread foreign");
        }));
  }

  @Test
  void nullArguments_areRefused() {
    TestLoop.run(() ->
        taskGroup(g -> {
          assertThatThrownBy(() -> g.createTask((Action) null))
              .isInstanceOf(NullPointerException.class)
              .hasMessage("coroutine");
          assertThatThrownBy(() -> g.createTask((String) null, () -> "x"))
              .isInstanceOf(NullPointerException.class)
              .hasMessage("name");
          assertThatThrownBy(() -> g.createTask(() -> "x", (TaskOptions) null))
              .isInstanceOf(NullPointerException.class)
              .hasMessage("options");
          assertThatThrownBy(() -> taskGroup(null))
              .isInstanceOf(NullPointerException.class)
              .hasMessage("block");
        }));
  }

  @Test
  void createTaskOnAClosedLoop_isRefused() {
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    TaskGroup[] kept = new TaskGroup[1];
    loop.runUntilComplete(() -> {
      taskGroup(g -> kept[0] = g);
      return null;
    });
    loop.close();

    assertThatThrownBy(() -> kept[0].createTask(() -> "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is finished");
  }

  // ---------------------------------------------------------------- ends of another kind

  @Test
  void loopClosedWhileTheBlockWaits_endsItByGeneratorExitWithoutComplaint() {
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    loop.setExceptionHandler((_, context) -> trace.add(context.message().substring(0, 15)));
    loop.runUntilComplete(() -> {
      createTask(() ->
          taskGroup(g -> {
            g.createTask(() -> await(getRunningLoop().createFuture()));
            try {
              await(getRunningLoop().createFuture());
            } finally {
              trace.add("block ends");
            }
          }));
      turns(2);
      return null;
    });

    loop.close();

    trace.is("Task was destro", "Task was destro", "block ends");
  }

  @Test
  void failureAfterTheParentHasEnded_isReported() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          await(
              createTask(() -> {
                @SuppressWarnings("resource") // left open: that is what this is about
                TaskGroup open = TaskGroup.open();
                open.createTask(() -> fail(1, "x"));
              }));
          sleep(seconds(2));
        });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .startsWith("Task <Task finished")
        .contains(" has errored out but its parent task <Task finished")
        .endsWith(" is already completed");
    assertThat(reports.getFirst().exception()).hasMessage("x");
  }

  // ---------------------------------------------------------------- text

  @Test
  void text_saysHowItStands() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      trace.add(group.toString());
      groupOf(() ->
          group.run(g -> {
            trace.add(g.toString());
            g.createTask(() -> fail(0, "x"));
            g.createTask(() -> {
              try {
                sleep(seconds(5));
              } finally {
                turn();
              }
            });
            trace.add(g.toString());
            try {
              sleep(seconds(5));
            } finally {
              trace.add(g.toString());
            }
          }));
      trace.add(group.toString());
    });

    trace.is(
        "<TaskGroup>",
        "<TaskGroup entered>",
        "<TaskGroup tasks=2 entered>",
        "<TaskGroup tasks=1 errors=1 cancelling>",
        "<TaskGroup cancelling>");
  }

  @Test
  void nothingIsLeftOver() {
    TestLoop.run(() -> {
      Future<String> never = getRunningLoop().createFuture();
      groupOf(() ->
          taskGroup(g -> {
            g.createTask(() -> never.await());
            g.createTask(() -> fail(1, "x"));
          }));

      assertThat(allTasks()).hasSize(1);
      assertThat(never.cancelled()).isTrue();
    });
  }
}
