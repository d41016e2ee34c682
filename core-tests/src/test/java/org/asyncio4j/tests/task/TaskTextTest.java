package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.time.Duration;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

/** What futures and tasks print. */
class TaskTextTest {
  private static final Duration LONG = Duration.ofHours(1);

  private static Future<String> future() {
    return getRunningLoop().createFuture();
  }

  private static String dozing() {
    return sleep(LONG, "x");
  }

  private static String outer() {
    return inner();
  }

  private static String inner() {
    return sleep(LONG, "x");
  }

  private static String waitingFor(Future<String> future) {
    return future.await();
  }

  /** The line of the caller. */
  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }

  // ---------------------------------------------------------------- futures

  @Test
  void pendingFuture() {
    TestLoop.run(() -> {
      assertThat(future()).hasToString("<Future pending>");
    });
  }

  @Test
  void finishedFuture_showsItsResult() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setResult("it's");

      assertThat(future).hasToString("<Future finished result=\"it's\">");
    });
  }

  @Test
  void failedFuture_showsItsException() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.setException(new IOException("x"));

      assertThat(future).hasToString("<Future finished exception=IOException('x')>");
      assertThat(future.exception()).isNotNull();
    });
  }

  @Test
  void cancelledFuture_showsNoMessage() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.cancel("why");

      assertThat(future).hasToString("<Future cancelled>");
    });
  }

  @Test
  void callbacks_showFirstAndLastAndHowManyBetween() {
    TestLoop.run(() -> {
      Future<String> future = future();
      future.addDoneCallback(_ -> {});
      assertThat(future).hasToString("<Future pending cb=[TaskTextTest.<lambda>()]>");
      future.addDoneCallback(_ -> {});
      assertThat(future)
          .hasToString("<Future pending cb=[TaskTextTest.<lambda>(), TaskTextTest.<lambda>()]>");
      future.addDoneCallback(_ -> {});
      future.addDoneCallback(_ -> {});

      assertThat(future)
          .hasToString(
              "<Future pending cb=[TaskTextTest.<lambda>(), <2 more>, TaskTextTest.<lambda>()]>");
    });
  }

  @Test
  void resultWhoseToStringThrows_doesNotBreakTheText() {
    TestLoop.run(() -> {
      Future<Object> future = getRunningLoop().createFuture();
      future.setResult(
          new Object() {
            @Override
            public String toString() {
              throw new IllegalArgumentException("broken");
            }
          });

      assertThat(future.toString()).startsWith("<Future finished result=");
    });
  }

  // ---------------------------------------------------------------- tasks

  @Test
  void taskThatHasNotBegun_showsItsName() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", Coroutine.of("fetch", TaskTextTest::dozing));

      assertThat(task).hasToString("<Task pending name='t' coro=<fetch()>>");
    });
  }

  @Test
  void suspendedTask_showsTheLineWhereItStands() {
    TestLoop.run(() -> {
      int[] line = new int[1];
      Future<String> awaited = future();
      Task<String> task =
          createTask(
              "t",
              () -> {
                line[0] = line() + 1;
                return awaited.await();
              });
      turn();

      assertThat(task)
          .hasToString(
              "<Task pending name='t' coro=<suspendedTask_showsTheLineWhereItStands.<lambda>()"
                  + " running at TaskTextTest.java:"
                  + line[0]
                  + "> wait_for=<Future pending cb=[Task.wakeup()]>>");
    });
  }

  @Test
  void suspendedTask_showsItsOutermostMethod() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", () -> outer());
      turn();

      assertThat(task.toString())
          .matches(
              "<Task pending name='t' coro=<outer\\(\\) running at TaskTextTest.java:\\d+>"
                  + " wait_for=<Future pending cb=\\[Task.wakeup\\(\\)\\]>>");
    });
  }

  @Test
  void suspendedTaskOfAMethodReference_showsThatMethod() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", TaskTextTest::dozing);
      turn();

      assertThat(task.toString())
          .startsWith("<Task pending name='t' coro=<dozing() running at TaskTextTest.java:");
    });
  }

  @Test
  void taskThatWaitsForATask_showsBoth() {
    TestLoop.run(() -> {
      Task<String> inner = createTask("inner", TaskTextTest::dozing);
      Task<String> outer = createTask("outer", () -> waitingFor(inner));
      turns(2);

      assertThat(outer.toString())
          .matches(
              "<Task pending name='outer' coro=<waitingFor\\(\\) running at TaskTextTest.java:\\d+>"
                  + " wait_for=<Task pending name='inner' coro=<dozing\\(\\) running at"
                  + " TaskTextTest.java:\\d+> wait_for=<Future pending cb=\\[Task.wakeup\\(\\)\\]>"
                  + " cb=\\[Task.wakeup\\(\\)\\]>>");
    });
  }

  @Test
  void runningTask_showsItsLine() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", TaskTextTest::ownText);

      assertThat(task.await())
          .matches(
              "<Task pending name='t' coro=<ownText\\(\\) running at TaskTextTest.java:\\d+>"
                  + " cb=\\[Task.wakeup\\(\\)\\]>");
    });
  }

  private static String ownText() {
    return "" + currentTask();
  }

  @Test
  void finishedTask_showsItsResult() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", Coroutine.of("fetch", () -> "x"));
      turn();

      assertThat(task).hasToString("<Task finished name='t' coro=<fetch() done> result='x'>");
    });
  }

  @Test
  void finishedTaskThatHadSuspended_keepsTheNameOfItsMethod() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", TaskTextTest::dozing);
      task.await();

      assertThat(task).hasToString("<Task finished name='t' coro=<dozing() done> result='x'>");
    });
  }

  @Test
  void failedTask_showsItsException() {
    TestLoop.run(() -> {
      Task<String> task =
          createTask(
              "t",
              Coroutine.of(
                  "fetch",
                  () -> {
                    throw new IOException("x");
                  }));
      turn();

      assertThat(task)
          .hasToString("<Task finished name='t' coro=<fetch() done> exception=IOException('x')>");
      assertThat(task.exception()).isNotNull();
    });
  }

  @Test
  void cancelledTask() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", Coroutine.of("fetch", TaskTextTest::dozing));
      turn();
      task.cancel();
      turn();

      assertThat(task).hasToString("<Task cancelled name='t' coro=<fetch() done>>");
    });
  }

  @Test
  void taskThatIsBeingCancelled_saysSo() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", Coroutine.of("fetch", TaskTextTest::dozing));
      turn();
      task.cancel();

      assertThat(task.toString())
          .startsWith("<Task cancelling name='t' coro=<fetch() running at TaskTextTest.java:");
    });
  }

  @Test
  void taskThatSwallowedItsCancellation_isCancellingUntilItIsDone() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", Coroutine.of("fetch", TaskTextTest::swallowing));
      turn();
      task.cancel();
      turn();

      assertThat(task.toString()).startsWith("<Task cancelling name='t' ");
      task.await();
      assertThat(task.toString()).startsWith("<Task finished name='t' ");
    });
  }

  private static String swallowing() {
    try {
      sleep(LONG);
    } catch (CancelledError e) {
      return sleep(seconds(1), "x");
    }
    return "y";
  }

  @Test
  void nameWithAQuote_isPrintedAsPythonDoes() {
    TestLoop.run(() -> {
      Task<String> task = createTask("it's", Coroutine.of("fetch", () -> "x"));

      assertThat(task).hasToString("<Task pending name=\"it's\" coro=<fetch()>>");
    });
  }

  @Test
  void tasksThatAwaitEachOther_endInDots() {
    Task<?>[] ring = new Task<?>[2];
    String[] text = new String[1];

    TestLoop.run(() -> {
      Future<String> way = future();
      ring[0] = createTask("a", () -> ring[1].await());
      ring[1] = createTask("b", () -> waitingFor(way));
      turns(2);
      text[0] = ring[0].toString();
      way.setResult("out");
      ring[0].await();
    });

    assertThat(text[0]).contains("name='a'").contains("wait_for=<Task pending name='b'");
  }

  @Test
  void textOnAForeignThread_showsTheLineToo() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", TaskTextTest::dozing);
      turn();
      String[] text = new String[1];

      Throwable thrown = TestLoop.thrownOnForeignThread(() -> text[0] = task.toString());

      assertThat(thrown).isNull();
      assertThat(text[0])
          .startsWith("<Task pending name='t' coro=<dozing() running at TaskTextTest.java:");
    });
  }

  @Test
  void textOfALambdaThatNeverSuspended_namesItsClass() {
    TestLoop.run(() -> {
      Task<String> task = createTask("t", () -> "x");

      assertThat(task).hasToString("<Task pending name='t' coro=<TaskTextTest.<lambda>()>>");
    });
  }
}
