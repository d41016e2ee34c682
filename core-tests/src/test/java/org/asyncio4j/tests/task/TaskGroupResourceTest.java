package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Task groups in try-with-resources, which cannot see what the block throws: nothing is lost. */
class TaskGroupResourceTest {
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

  private static void fail(double afterSeconds, String message) throws IOException {
    sleep(seconds(afterSeconds));
    throw new IOException(message);
  }

  /** A block that waits for something else when a task of its group fails. */
  private void failWhileTheBlockWaits() {
    try (TaskGroup g = TaskGroup.open()) {
      g.createTask(() -> fail(1, "x"));
      g.createTask(() -> logged("other", 5));
      logged("block", 5);
    }
  }

  @Test
  void close_waitsForAllTasks() {
    TestLoop.run(() -> {
      Task<String> task;
      try (TaskGroup g = TaskGroup.open()) {
        task = g.createTask(() -> sleep(seconds(2), "x"));
        trace.add("block");
      }

      assertThat(task.result()).isEqualTo("x");
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
    trace.is("block");
  }

  @Test
  void failureWhileCloseWaits_isCaughtAsAGroup() {
    TestLoop.run(() -> {
      try (TaskGroup g = TaskGroup.open()) {
        g.createTask(() -> fail(1, "x"));
        g.createTask(() -> logged("other", 5));
      } catch (ExceptionGroup e) {
        trace.add(e.unwrapSingle().getMessage());
      }

      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("other cancelled", "x");
  }

  @Test
  void failureWhileTheBlockRuns_endsTheBlockAndIsSuppressedByItsCancellation() {
    TestLoop.run(() -> {
      Throwable thrown = catchThrowable(this::failWhileTheBlockWaits);

      assertThat(thrown).isInstanceOf(CancelledError.class);
      assertThat(thrown.getSuppressed())
          .singleElement()
          .isInstanceOfSatisfying(
              ExceptionGroup.class, g -> assertThat(g.unwrapSingle()).hasMessage("x"));
      assertThat(currentTask().cancelling()).isZero();
      turn();
    });
    trace.is("other cancelled", "block cancelled");
  }

  @Test
  void suppressedGroup_isWhatTheTaskEndsWith() {
    TestLoop.run(() -> {
      Task<?> task = createTask(this::failWhileTheBlockWaits);

      ExceptionGroup group = catchThrowableOfType(ExceptionGroup.class, task::await);

      assertThat(group.unwrapSingle()).hasMessage("x");
      assertThat(task.cancelled()).isFalse();
    });
  }

  @Test
  void suppressedGroup_isWhatABlockWithADeadlineThrows() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class, () -> timeout(seconds(9), this::failWhileTheBlockWaits));

      assertThat(group.unwrapSingle()).hasMessage("x");
    });
  }

  @Test
  void suppressedGroup_isAnErrorOfTheGroupAround() {
    TestLoop.run(() -> {
      ExceptionGroup group =
          catchThrowableOfType(
              ExceptionGroup.class,
              () ->
                  taskGroup(outer -> {
                    outer.createTask(() -> logged("outer", 5));
                    failWhileTheBlockWaits();
                  }));

      assertThat(group.exceptions()).singleElement().isInstanceOf(ExceptionGroup.class);
      assertThat(group.unwrapSingle()).hasMessage("x");
    });
    trace.is("other cancelled", "block cancelled", "outer cancelled");
  }

  @Test
  void exceptionOfTheBlock_waitsForTheTasksAndSuppressesTheirErrors() {
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() -> {
            try (TaskGroup g = TaskGroup.open()) {
              g.createTask(() -> logged("task", 1));
              g.createTask(() -> fail(2, "x"));
              throw new IllegalStateException("block");
            }
          });

      assertThat(thrown).hasMessage("block");
      assertThat(thrown.getSuppressed())
          .singleElement()
          .isInstanceOfSatisfying(
              ExceptionGroup.class, g -> assertThat(g.unwrapSingle()).hasMessage("x"));
      assertThat(getRunningLoop().time()).isEqualTo(seconds(2));
    });
    trace.is("task ends");
  }

  @Test
  void parentCancelledInTheBlock_cancelsTheTasks() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() -> {
            try (TaskGroup g = TaskGroup.open()) {
              g.createTask(() -> logged("task", 5));
              logged("block", 5);
            }
          });
      turns(2);
      parent.cancel("outside");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class).hasMessage("outside");
      assertThat(parent.cancelling()).isEqualTo(1);
    });
    trace.is("block cancelled", "task cancelled");
  }

  @Test
  void parentCancelledWhileCloseWaits_cancelsTheTasks() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() -> {
            try (TaskGroup g = TaskGroup.open()) {
              g.createTask(() -> logged("task", 5));
            }
          });
      turns(2);
      parent.cancel("outside");

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class).hasMessage("outside");
    });
    trace.is("task cancelled");
  }

  @Test
  void errorWhileCloseIsCancelled_winsAndTheCancellationComesAtTheNextAwait() {
    TestLoop.run(() -> {
      Task<?> parent =
          createTask(() -> {
            try (TaskGroup g = TaskGroup.open()) {
              g.createTask(() -> {
                try {
                  sleep(seconds(5));
                } finally {
                  fail(0, "x");
                }
              });
            } catch (ExceptionGroup e) {
              trace.add(e.unwrapSingle().getMessage());
            }
            turn();
            trace.add("not reached");
          });
      turns(2);
      parent.cancel();

      assertThatThrownBy(parent::await).isInstanceOf(CancelledError.class);
    });
    trace.is("x");
  }

  @Test
  void cancel_endsTheTasksAndLetsTheBlockGoOn() {
    TestLoop.run(() -> {
      try (TaskGroup g = TaskGroup.open()) {
        g.createTask(() -> logged("task", 5));
        turn();
        g.cancel();
        logged("block", 1);
      }

      assertThat(currentTask().cancelling()).isZero();
    });
    trace.is("task cancelled", "block ends");
  }

  @Test
  void closeTwice_isAsOnce() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.open();
      group.createTask(() -> logged("task", 1));
      group.close();
      group.close();
      trace.add("after");
    });

    trace.is("task ends", "after");
  }

  @Test
  void closeOfAGroupWithoutABlock_doesNothing() {
    TestLoop.run(() -> {
      TaskGroup group = TaskGroup.create();
      group.close();
      group.run(g -> g.createTask(() -> logged("task", 1)));
    });

    trace.is("task ends");
  }

  @Test
  void closeOnAnotherThread_isRefused() {
    TestLoop.run(() -> {
      try (TaskGroup g = TaskGroup.open()) {
        assertThat(thrownOnForeignThread(g::close))
            .isInstanceOf(WrongThreadException.class)
            .hasMessageStartingWith("close was called on thread foreign");
      }
    });
  }

  @Test
  void openInACallback_isRefused() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          getRunningLoop().callSoon(() -> TaskGroup.open());
          turns(2);
        });

    assertThat(reports.getFirst().exception())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot determine the parent task");
  }

  @Test
  void groupLeftOpen_losesNoTask() {
    TestLoop.run(() -> {
      Task<String> task = TaskGroup.open().createTask(() -> sleep(seconds(1), "x"));

      assertThat(await(task)).isEqualTo("x");
    });
  }
}
