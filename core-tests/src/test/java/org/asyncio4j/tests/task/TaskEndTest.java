package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** Tasks and the end of their loop. */
class TaskEndTest {
  private final Trace trace = new Trace();

  private static final Duration LONG = Duration.ofHours(1);

  // ---------------------------------------------------------------- tasks and the end of their
  // loop

  private static List<ExceptionContext> closeWith(List<Task<?>> tasks, Awaitable<Void> code) {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    loop.setExceptionHandler((_, context) -> reports.add(context));
    tasks.add(loop.createTask(code));
    loop.runUntilComplete(Asyncio.action(TestLoop::turn));
    loop.close();
    return reports;
  }

  @Test
  void pendingTaskAtTheCloseOfItsLoop_isReported() {
    List<Task<?>> tasks = new ArrayList<>();

    List<ExceptionContext> reports =
        closeWith(
            tasks,
            () -> {
              sleep(LONG);
              return null;
            });

    assertThat(reports)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.message())
              .isEqualTo(
                  "Task was destroyed but it is pending!; await or cancel it before the loop"
                      + " closes");
          assertThat(report.future()).isSameAs(tasks.getFirst());
          assertThat(report.exception()).isNull();
        });
  }

  @Test
  void pendingTaskAtTheCloseOfItsLoop_runsItsFinally() {
    closeWith(
        new ArrayList<>(),
        () -> {
          try {
            sleep(LONG);
          } finally {
            trace.add("finally");
          }
          return null;
        });

    trace.is("finally");
  }

  @Test
  void pendingTaskAtTheCloseOfItsLoop_endsCancelled() {
    List<Task<?>> tasks = new ArrayList<>();

    closeWith(
        tasks,
        () -> {
          sleep(LONG);
          return null;
        });

    assertThat(tasks.getFirst().cancelled()).isTrue();
  }

  @Test
  void awaitInTheFinallyOfAnUnwoundTask_isRefused() {
    closeWith(
        new ArrayList<>(),
        () -> {
          try {
            sleep(LONG);
          } finally {
            try {
              sleep(LONG);
            } catch (IllegalStateException e) {
              trace.add(e.getMessage().replaceAll("Task-\\d+", "Task-N"));
            }
          }
          return null;
        });

    trace.is(
        "coroutine ignored GeneratorExit; the loop of task 'Task-N' closes, its finally blocks must"
            + " not wait");
  }

  @Test
  void exceptionOfAnUnwoundTask_isReported() {
    List<ExceptionContext> reports =
        closeWith(
            new ArrayList<>(),
            () -> {
              try {
                sleep(LONG);
              } finally {
                throwing(new IOException("x"));
              }
              return null;
            });

    assertThat(reports)
        .extracting(ExceptionContext::message)
        .containsExactly(
            "Task was destroyed but it is pending!; await or cancel it before the loop closes",
            "Exception in a task whose loop was closed");
  }

  private static void throwing(Exception e) throws Exception {
    throw e;
  }

  @Test
  void taskThatNeverBegan_isReportedAtTheCloseOfItsLoop() {
    List<ExceptionContext> reports = new ArrayList<>();
    EventLoop loop = Asyncio.newEventLoop(new VirtualClock().loopOptions());
    loop.setExceptionHandler((_, context) -> reports.add(context));
    loop.createTask(() -> trace.add("ran"));

    loop.close();

    assertThat(reports)
        .extracting(ExceptionContext::message)
        .containsExactly(
            "Task was destroyed but it is pending!; await or cancel it before the loop closes");
    trace.is();
  }

  @Test
  void tasksThatAreLeftAtTheEndOfRun_areCancelledNotReported() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          createTask(() -> {
            try {
              sleep(LONG);
            } catch (CancelledError e) {
              trace.add("cancelled");
              throw e;
            }
          });
          turn();
        });

    assertThat(reports).isEmpty();
    trace.is("cancelled");
  }

  @Test
  void failureOfATaskThatIsCancelledAtTheEndOfRun_isReported() {
    List<ExceptionContext> reports =
        TestLoop.reports(() -> {
          createTask(() -> {
            try {
              sleep(LONG);
            } finally {
              throwing(new IOException("x"));
            }
          });
          turn();
        });

    assertThat(reports)
        .extracting(ExceptionContext::message)
        .containsExactly("unhandled exception during asyncio.run() shutdown");
  }

  @Test
  void debugMode_addsToTheTextWhereTheTaskWasMade() {
    RunOptions options = new VirtualClock().runOptions().withDebug(true);

    String text = Asyncio.run(() -> createTask(() -> "x").toString(), options);

    assertThat(text).contains(" created at TaskEndTest.java:");
  }
}
