package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.taskGroupResult;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Cancellation of task groups: from outside, by their own failures, by cancel(). */
class TaskGroupCancelTest {
  private final Trace trace = new Trace();

  private void logged(String name, double forSeconds) {
    try {
      sleep(seconds(forSeconds));
      trace.add(name + " ends");
    } catch (CancelledError e) {
      trace.add(name + " cancelled");
      throw e;
    }
  }

  private static void fail(String message) throws IOException {
    throw new IOException(message);
  }

  // ---------------------------------------------------------------- from outside

  @Test
  void parentCancelledInTheBlock_cancelsTheTasksAndEndsCancelled() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() ->
              taskGroup(g -> {
                g.createTask(() -> logged("task", 5));
                logged("block", 5);
              }));
      turns(2);
      parent.cancel("outside");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class).hasMessage("outside");
      assertThat(parent.cancelling()).isEqualTo(1);
    });
    trace.is("block cancelled", "task cancelled");
  }

  @Test
  void parentCancelledWhileItWaits_cancelsTheTasksAndEndsCancelled() {
    TestLoop.run(() -> {
      Task<?> parent = createTask(() -> taskGroup(g -> g.createTask(() -> logged("task", 5))));
      turns(2);
      parent.cancel("outside");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class).hasMessage("outside");
    });
    trace.is("task cancelled");
  }

  @Test
  void parentCancelledAgainWhileTheTasksEnd_stillWaitsForThem() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() ->
              taskGroup(g ->
                  g.createTask(() -> {
                    try {
                      sleep(seconds(5));
                    } finally {
                      logged("end", 1);
                    }
                  })));
      turns(2);
      parent.cancel("first");
      turns(2);
      parent.cancel("second");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class).hasMessage("first");
      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
    });
    trace.is("end ends");
  }

  @Test
  void errorOfATask_winsOverTheCancellationWhichComesAtTheNextAwait() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() -> {
            try {
              taskGroup(g ->
                  g.createTask(() -> {
                    try {
                      sleep(seconds(5));
                    } finally {
                      fail("x");
                    }
                  }));
            } catch (ExceptionGroup e) {
              trace.add(e.unwrapSingle().getMessage() + " " + currentTask().cancelling());
            }
            turn();
            trace.add("not reached");
          });
      turns(2);
      parent.cancel();

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
    });
    trace.is("x 1");
  }

  @Test
  void failureAndCancelInOneTurn_leaveTheCancelRequestOpen() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() -> {
            Throwable thrown =
                catchThrowable(() ->
                    taskGroup(g -> {
                      g.createTask(() -> fail("x"));
                      sleep(seconds(5));
                    }));
            trace.add(thrown.getClass().getSimpleName() + " " + currentTask().cancelling());
            turn();
            trace.add("not reached");
          });
      turns(2);
      parent.cancel();

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
    });
    trace.is("ExceptionGroup 1");
  }

  @Test
  void timeoutAroundAGroup_isATimeout() {
    TestLoop.run(() -> {
      assertThatThrownBy(() ->
              timeout(seconds(1), () -> taskGroup(g -> g.createTask(() -> logged("task", 5)))))
          .isInstanceOf(TimeoutException.class);
      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("task cancelled");
  }

  @Test
  void timeoutInAGroup_isAnErrorOfTheGroup() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class,
              () -> taskGroup(g -> timeout(seconds(1), () -> logged("block", 5))));

      assertThat(group.unwrapSingle()).isInstanceOf(TimeoutException.class);
    });
    trace.is("block cancelled");
  }

  @Test
  void errorThatEndsAGroupWhoseTimeIsUp_saysSo() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class,
              () ->
                  timeout(
                      seconds(1),
                      () ->
                          taskGroup(g ->
                              g.createTask(() -> {
                                try {
                                  sleep(seconds(5));
                                } finally {
                                  fail("x");
                                }
                              }))));

      assertThat(group.unwrapSingle()).hasMessage("x");
      assertThat(group.getSuppressed()).hasAtLeastOneElementOfType(TimeoutException.class);
    });
  }

  // ---------------------------------------------------------------- cancel()

  @Test
  void cancel_endsTasksAndBlockWithoutAnError() {
    TestLoop.run(() -> {
      taskGroup(g -> {
        g.createTask(() -> logged("task", 5));
        getRunningLoop().callLater(seconds(1), g::cancel);
        logged("block", 5);
      });
      trace.add("after " + currentTask().cancelling());
      turn();
    });

    trace.is("task cancelled", "block cancelled", "after 0");
  }

  @Test
  void cancelByATask_endsTheGroup() {
    TestLoop.run(() -> {
      taskGroup(g -> {
        g.createTask(() -> {
          sleep(seconds(1));
          g.cancel();
        });
        g.createTask(() -> logged("other", 5));
      });

      assertThat(getRunningLoop().time()).isEqualTo(seconds(1));
      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("other cancelled");
  }

  @Test
  void cancelledBlockWithAResult_givesNull() {
    String result =
        TestLoop.run(() ->
            taskGroupResult(g -> {
              g.cancel();
              turn();
              return "not reached";
            }));

    assertThat(result).isNull();
  }

  @Test
  void blockThatDoesNotWaitAfterCancel_givesItsResult() {
    TestLoop.run(() -> {
      String result =
          taskGroupResult(g -> {
            g.cancel();
            return "x";
          });

      assertThat(result).isEqualTo("x");
      turn(); // no cancellation is left over
    });
  }

  @Test
  void cancelTwice_isAsOnce() {
    TestLoop.run(() -> {
      taskGroup(g -> {
        g.createTask(() -> logged("task", 5));
        turn();
        g.cancel();
        g.cancel();
        turn();
      });

      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("task cancelled");
  }

  @Test
  void cancelBeforeTheBlock_endsItAtItsFirstAwait() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      group.cancel();
      group.run(g -> {
        trace.add("block");
        assertThatThrownBy(() -> g.createTask(() -> "x")).hasMessageContaining("shutting down");
        logged("await", 5);
      });
      trace.add("after");
    });

    trace.is("block", "await cancelled", "after");
  }

  @Test
  void cancelAfterTheBlock_doesNothing() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      group.run(g -> {});
      group.cancel();
      turn();

      assertThat(currentTask().cancelling()).isZero();
      assertThat(group).hasToString("<TaskGroup entered>");
    });
  }

  @Test
  void errorWhileACancelledGroupEnds_isThrown() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class,
              () ->
                  taskGroup(g -> {
                    g.createTask(() -> {
                      try {
                        sleep(seconds(5));
                      } finally {
                        fail("x");
                      }
                    });
                    turn();
                    g.cancel();
                  }));

      assertThat(group.unwrapSingle()).hasMessage("x");
      assertThat(currentTask().cancelling()).isZero();
    });
  }

  @Test
  void cancelOfTheGroup_doesNotSwallowACancelFromOutside() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      Task<?> parent = createTask(() -> group.run(g -> g.createTask(() -> logged("task", 5))));
      turns(2);
      group.cancel();
      parent.cancel("outside");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
      assertThat(parent.cancelling()).isEqualTo(1);
    });
    trace.is("task cancelled");
  }

  @Test
  void cancelOfTheGroup_doesNotSwallowATimeoutAround() {
    TestLoop.run(() ->
        assertThatThrownBy(() ->
                timeout(
                    seconds(1),
                    () ->
                        taskGroup(g -> {
                          g.createTask(() -> {
                            try {
                              sleep(seconds(5));
                            } finally {
                              sleep(seconds(1));
                            }
                          });
                          turn();
                          g.cancel();
                        })))
            .isInstanceOf(TimeoutException.class));
  }

  @Test
  void cancelOnAnotherThread_isRefused() {
    TestLoop.run(() ->
        taskGroup(g ->
            assertThat(thrownOnForeignThread(g::cancel))
                .isInstanceOf(WrongThreadException.class)
                .hasMessageStartingWith("cancel was called on thread foreign")));
  }
}
