package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.taskGroupResult;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.ExceptionGroup;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Task groups in block form: what they wait for, how they end, what their text says. */
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
