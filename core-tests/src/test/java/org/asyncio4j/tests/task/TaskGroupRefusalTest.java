package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** What task groups refuse, and in which words. */
class TaskGroupRefusalTest {
  private void fail(double afterSeconds, String message) throws IOException {
    sleep(seconds(afterSeconds));
    throw new IOException(message);
  }

  private static ExceptionGroup groupOf(Action code) {
    return catchThrowableOfType(ExceptionGroup.class, code::run);
  }

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
}
