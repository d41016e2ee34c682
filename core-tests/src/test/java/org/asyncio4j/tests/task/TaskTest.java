package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.ensureFuture;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.thrownOnForeignThread;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.InvalidStateException;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Making tasks, running them, asking for their results, names. */
class TaskTest {
  private final Trace trace = new Trace();

  private static Task<?> self() {
    return Objects.requireNonNull(currentTask());
  }

  // ---------------------------------------------------------------- running

  @Test
  void task_startsInTheNextTurn() {
    TestLoop.run(() -> {
      Task<Void> task = createTask(() -> trace("task"));
      trace.add("made");

      task.await();

      trace.is("made", "task");
    });
  }

  private Void trace(String event) {
    trace.add(event);
    return null;
  }

  @Test
  void tasks_startInTheOrderInWhichTheyWereMade() {
    TestLoop.run(() -> {
      createTask(() -> trace.add("a"));
      getRunningLoop().callSoon(() -> trace.add("callback"));
      createTask(() -> trace.add("b"));

      turn();

      trace.is("a", "callback", "b");
    });
  }

  @Test
  void tasks_takeTurnsWhereTheyAwait() {
    TestLoop.run(() -> {
      Task<Void> a = createTask(() -> twoSteps("a"));
      Task<Void> b = createTask(() -> twoSteps("b"));

      a.await();
      b.await();

      trace.is("a1", "b1", "a2", "b2");
    });
  }

  private void twoSteps(String name) {
    trace.add(name + "1");
    sleep(Duration.ZERO);
    trace.add(name + "2");
  }

  @Test
  void result_isThatOfItsCode() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");

      assertThat(task.await()).isEqualTo("x");

      assertThat(task.done()).isTrue();
      assertThat(task.cancelled()).isFalse();
      assertThat(task.exception()).isNull();
    });
  }

  @Test
  void checkedException_isRethrownAsItIs() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      Task<Void> task =
          createTask(() -> {
            throw error;
          });

      assertThatThrownBy(task::await).isSameAs(error);

      assertThat(task.exception()).isSameAs(error);
    });
  }

  @Test
  void error_isRethrownAsItIs() {
    TestLoop.run(() -> {
      Error error = new AssertionError("x");
      Task<Void> task =
          createTask(() -> {
            throw error;
          });

      assertThatThrownBy(task::await).isSameAs(error);
    });
  }

  @Test
  void exceptionOfATask_leavesTheOthersAlone() {
    TestLoop.run(() -> {
      Task<Void> failing =
          createTask(() -> {
            throw new IOException("x");
          });
      Task<Void> other = createTask(() -> twoSteps("b"));

      other.await();

      assertThatThrownBy(failing::await).hasMessage("x");
      trace.is("b1", "b2");
    });
  }

  @Test
  void awaitingADoneTask_doesNotYield() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");
      turn();
      getRunningLoop().callSoon(() -> trace.add("callback"));

      trace.add(task.await());

      trace.is("x");
    });
  }

  @Test
  void taskAwaitedTwiceAtOnce_wakesBoth() {
    TestLoop.run(() -> {
      Task<String> inner = createTask(() -> sleep(seconds(1), "x"));
      Task<String> a = createTask(() -> inner.await());
      Task<String> b = createTask(() -> inner.await());

      assertThat(a.await() + b.await()).isEqualTo("xx");
    });
  }

  @Test
  void deepCallsMayAwait() {
    TestLoop.run(() -> {
      assertThat(createTask(() -> recurse(200)).await()).isEqualTo(200);
    });
  }

  private static int recurse(int depth) {
    if (depth == 0) {
      turn();
      return 0;
    }
    return recurse(depth - 1) + 1;
  }

  @Test
  void tasksHeldByNobody_runToTheirEnd() {
    TestLoop.run(() -> {
      for (int i = 0; i < 10; i++) {
        createTask(() -> {
          sleep(seconds(1));
          trace.add("done");
        });
      }
      turn();
      System.gc();

      sleep(seconds(2));

      assertThat(trace.events()).hasSize(10);
    });
  }

  // ---------------------------------------------------------------- what a task can't do

  @Test
  void taskThatAwaitsItself_getsAnError() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(
              "t",
              () -> {
                self().await();
              });

      assertThatThrownBy(task::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              "Task cannot await on itself: <Task pending name='t' .*>; await another task, or"
                  + " return instead");
    });
  }

  @Test
  void taskThatAwaitsItself_canGoOn() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(() -> {
            assertThatThrownBy(() -> self().await()).isInstanceOf(IllegalStateException.class);
            turn();
            return "x";
          });

      assertThat(task.await()).isEqualTo("x");
    });
  }

  @Test
  void setResultOfATask_isRefused() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");

      assertThatThrownBy(() -> task.setResult("y"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Task does not support set_result operation; return the result from its code, or use"
                  + " a Future");
    });
  }

  @Test
  void setExceptionOfATask_isRefused() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x");

      assertThatThrownBy(() -> task.setException(new IOException()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Task does not support set_exception operation; throw it from its code, or use a"
                  + " Future");
    });
  }

  @Test
  void resultOfAPendingTask_isAnError() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", () -> "x");

      assertThatThrownBy(task::result)
          .isInstanceOf(InvalidStateException.class)
          .hasMessageMatching(
              "Result is not set.; <Task pending name='t' coro=<.*>> is not done: .*");
    });
  }

  @Test
  void createTaskOutsideALoop_isAnError() throws InterruptedException {
    assertThat(thrownOnForeignThread(() -> createTask(() -> "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no running event loop; thread foreign runs none: call this inside run(...), or use"
                + " runCoroutineThreadsafe");
  }

  @Test
  void createTaskFromAForeignThread_isRefused() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();

      assertThat(thrownOnForeignThread(() -> loop.createTask(() -> "x")))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("createTask was called on thread foreign, but " + loop);
      assertThat(allTasks()).hasSize(1);
    });
  }

  @Test
  void createTaskInAClosedLoop_isAnError() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThatThrownBy(() -> loop.createTask(() -> "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Event loop is closed");
  }

  @Test
  void nullCode_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> createTask((Awaitable<String>) null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("coroutine");
      assertThat(allTasks()).hasSize(1);
    });
  }

  // ---------------------------------------------------------------- names

  @Test
  void tasksWithoutAName_areNumbered() {
    TestLoop.run(() -> {
      String first = createTask(() -> "x").name();
      String second = createTask(() -> "x").name();

      assertThat(first).matches("Task-\\d+");
      assertThat(Long.parseLong(second.substring(5)))
          .isEqualTo(Long.parseLong(first.substring(5)) + 1);
    });
  }

  @Test
  void givenName_takesNoNumber() {
    TestLoop.run(() -> {
      String before = createTask(() -> "x").name();
      createTask("named", () -> "x");
      String after = createTask(() -> "x").name();

      assertThat(Long.parseLong(after.substring(5)))
          .isEqualTo(Long.parseLong(before.substring(5)) + 1);
    });
  }

  @Test
  void nameInTheOptions_isTaken() {
    TestLoop.run(() -> {
      Task<String> task = createTask(() -> "x", TaskOptions.defaults().withName("named"));

      assertThat(task.name()).isEqualTo("named");
    });
  }

  @Test
  void setName_renames() {
    TestLoop.run(() -> {
      Task<String> task = createTask("old", () -> "x");

      task.setName("new");

      assertThat(task.name()).isEqualTo("new");
      assertThat(task.toString()).startsWith("<Task pending name='new' ");
    });
  }

  @Test
  void nullName_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> createTask((String) null, () -> "x"))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("name");
      assertThatThrownBy(() -> self().setName(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("name");
    });
  }

  @Test
  void nameIsReadFromAForeignThread() {
    TestLoop.run(() -> {
      Task<String> task = createTask("named", () -> "x");

      Throwable thrown = thrownOnForeignThread(() -> trace.add(task.name()));

      assertThat(thrown).isNull();
      trace.is("named");
    });
  }

  @Test
  void setNameFromAForeignThread_isRefused() {
    TestLoop.run(() -> {
      Task<?> self = self();

      assertThat(thrownOnForeignThread(() -> self.setName("x")))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("setName was called on thread foreign, but ");
    });
  }

  // ---------------------------------------------------------------- current task, all tasks

  @Test
  void currentTask_isTheOneThatRuns() {
    TestLoop.run(() -> {
      Task<?>[] seen = new Task<?>[1];
      Task<Void> task =
          createTask(() -> {
            turn();
            seen[0] = currentTask();
          });

      task.await();

      assertThat(seen[0]).isSameAs(task);
    });
  }

  @Test
  void currentTaskInACallback_isNull() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("" + currentTask()));

      turn();

      trace.is("null");
    });
  }

  @Test
  void currentTaskOutsideALoop_isAnError() {
    assertThatThrownBy(Asyncio::currentTask)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread ");
  }

  @Test
  void allTasks_areThoseNotDoneInOrderOfCreation() {
    TestLoop.run(() -> {
      Task<String> done = createTask(() -> "x");
      Task<Void> a = createTask(() -> sleep(seconds(1)));
      Task<Void> b = createTask(() -> sleep(seconds(1)));
      done.await();

      List<Task<?>> all = new ArrayList<>(allTasks());

      assertThat(all).hasSize(3);
      assertThat(all.get(0)).isSameAs(self());
      assertThat(all.get(1)).isSameAs(a);
      assertThat(all.get(2)).isSameAs(b);
      b.await();
    });
  }

  @Test
  void coroutineOfATask_isWhatItWasMadeOf() {
    TestLoop.run(() -> {
      Awaitable<String> code = () -> "x";

      assertThat(createTask(code).coroutine()).isSameAs(code);
    });
  }

  // ---------------------------------------------------------------- ensureFuture

  @Test
  void ensureFutureOfAFuture_isTheSameObject() {
    TestLoop.run(() -> {
      Future<String> future = getRunningLoop().createFuture();
      Task<String> task = createTask(() -> "x");

      assertThat(ensureFuture(future)).isSameAs(future);
      assertThat(ensureFuture(task)).isSameAs(task);
    });
  }

  @Test
  void ensureFutureOfCode_isATask() {
    TestLoop.run(() -> {
      Future<String> future = ensureFuture(() -> "x");

      assertThat(future).isInstanceOf(Task.class);
      assertThat(future.await()).isEqualTo("x");
    });
  }

  @Test
  void ensureFutureOfNull_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(() -> ensureFuture(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("awaitable");
    });
  }

  @Test
  void ensureFutureOfCodeOutsideALoop_isAnError() throws InterruptedException {
    assertThat(thrownOnForeignThread(() -> ensureFuture(() -> "x")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no running event loop; thread foreign runs none");
  }
}
