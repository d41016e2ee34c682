package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.ReturnWhen;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskState;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Texts;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** What a task tells of itself. */
class TaskStandingTest {
  private static Future<String> future() {
    return Asyncio.getRunningLoop().createFuture();
  }

  /** What a task waits for that runs some code. */
  private static String waitingText(org.asyncio4j.function.Action code) {
    return TestLoop.run(() -> {
      Task<?> task = createTask("waiter", code);
      turns(2);
      String text = task.waitingText();
      task.cancel();
      turns(4);
      return text;
    });
  }

  // ---------------------------------------------------------------- state

  @Test
  void state_followsTheTask() {
    TestLoop.run(() -> {
      Future<String> future = future();
      TaskState[] inside = new TaskState[1];
      Task<?> task =
          createTask(() -> {
            inside[0] = Asyncio.currentTask().state();
            future.await();
          });
      TaskState before = task.state();
      turn();
      TaskState waiting = task.state();
      future.setResult("");
      TaskState woken = task.state();
      task.await();

      assertThat(List.of(before, inside[0], waiting, woken, task.state()))
          .containsExactly(
              TaskState.CREATED,
              TaskState.RUNNING,
              TaskState.WAITING,
              TaskState.READY,
              TaskState.DONE);
    });
  }

  @Test
  void taskThatHasYielded_isReady() {
    TestLoop.run(() -> {
      Task<?> task = createTask(() -> turns(3));
      turn();

      assertThat(task.state()).isEqualTo(TaskState.READY);
      task.await();
    });
  }

  /** In the portable driver it holds the loop, so that only another thread can ask. */
  @Test
  void taskInABlockingCall_isBlockedOrHoldsTheLoop() {
    CountDownLatch release = new CountDownLatch(1);
    TaskState[] seen = new TaskState[1];

    TestLoop.run(() -> {
      Task<?> task =
          createTask(() -> {
            Task<?> self = Asyncio.currentTask();
            Thread thread = Thread.currentThread();
            Threads.start(() -> {
              Threads.awaitAtRest(thread);
              seen[0] = self.state();
              release.countDown();
            });
            Threads.await(release);
          });
      task.await();
    });

    assertThat(seen[0]).isEqualTo(Driver.scheduled() ? TaskState.BLOCKED : TaskState.RUNNING);
  }

  // ---------------------------------------------------------------- stack

  @Test
  void stack_hasTheLineOfTheAwait() {
    TestLoop.run(() -> {
      Future<String> future = future();
      int line = Texts.line(1);
      Task<?> task = createTask(() -> future.await());
      turn();

      assertThat(task.stack())
          .singleElement()
          .satisfies(frame -> {
            assertThat(frame.getFileName()).isEqualTo("TaskStandingTest.java");
            assertThat(frame.getLineNumber()).isEqualTo(line);
          });
      future.setResult("");
      task.await();
    });
  }

  // ---------------------------------------------------------------- what it waits for

  @Test
  void waitingFor_isTheFutureItself() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<?> task = createTask(() -> future.await());
      turn();
      Object awaited = task.waitingFor();
      future.setResult("");
      task.await();

      assertThat(awaited).isSameAs(future);
      assertThat(task.waitingFor()).isNull();
    });
  }

  @Test
  void sleep_namesItsDeadline() {
    assertThat(waitingText(() -> Asyncio.sleep(seconds(1.5)))).isEqualTo("<sleep until 1.5>");
  }

  @Test
  void gather_namesWhatIsPending() {
    assertThat(
            waitingText(() -> {
              Future<String> done = future();
              done.setResult("");
              Task<?> child = createTask("child", () -> Asyncio.sleep(seconds(1)));
              Asyncio.gather(List.of(done, child)).await();
            }))
        .isEqualTo("gather(Task 'child')");
  }

  @Test
  void gatherOfMany_namesFiveAndCountsTheOthers() {
    assertThat(
            waitingText(() -> {
              List<Task<?>> children =
                  java.util.stream.IntStream.range(0, 7)
                      .<Task<?>>mapToObj(i -> createTask("c" + i, () -> Asyncio.sleep(seconds(1))))
                      .toList();
              Asyncio.gather(children).await();
            }))
        .isEqualTo("gather(Task 'c0', Task 'c1', Task 'c2', Task 'c3', Task 'c4', and 2 more)");
  }

  @Test
  void combinatorInACombinator_isNamedShortly() {
    assertThat(
            waitingText(() -> {
              Task<?> child = createTask("child", () -> Asyncio.sleep(seconds(1)));
              Asyncio.gather(Asyncio.shield(child)).await();
            }))
        .isEqualTo("gather(shield(...))");
  }

  @Test
  void shield_namesWhatItProtects() {
    assertThat(
            waitingText(
                () -> Asyncio.shield(createTask("child", () -> Asyncio.sleep(seconds(1)))).await()))
        .isEqualTo("shield(Task 'child')");
  }

  @Test
  void wait_namesTheFutures() {
    assertThat(
            waitingText(() ->
                Asyncio.wait(
                    List.of(createTask("child", () -> Asyncio.sleep(seconds(1)))),
                    ReturnWhen.FIRST_COMPLETED)))
        .isEqualTo("wait(Task 'child')");
  }

  @Test
  void asCompleted_namesWhatIsPending() {
    assertThat(
            waitingText(() -> {
              Task<?> child = createTask("child", () -> Asyncio.sleep(seconds(1)));
              Asyncio.asCompleted(List.of(child)).iterator().next();
            }))
        .isEqualTo("asCompleted(Task 'child')");
  }

  @Test
  void stage_namesItsClass() {
    assertThat(waitingText(() -> Asyncio.await(new CompletableFuture<String>())))
        .isEqualTo("<CompletableFuture>");
  }

  private static final class OwnExecutor implements Executor {
    private final java.util.ArrayDeque<Runnable> works = new java.util.ArrayDeque<>();

    @Override
    public void execute(Runnable work) {
      works.add(work);
    }
  }

  @Test
  void callThatHasNotBegun_namesTheExecutor() {
    OwnExecutor executor = new OwnExecutor();

    assertThat(waitingText(() -> Asyncio.toThread(() -> "", executor)))
        .isEqualTo("<call in TaskStandingTest$OwnExecutor>");
  }

  @Test
  void callUnderWay_namesItsThread() {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);

    TestLoop.run(() -> {
      Task<?> task =
          createTask(() ->
              Asyncio.toThread(
                  () -> {
                    begun.countDown();
                    release.await();
                    return "";
                  },
                  work -> Thread.ofPlatform().name("helper").start(work)));
      turn();
      Threads.await(begun);

      assertThat(task.waitingText())
          .matches("<call in TaskStandingTest.<lambda> on thread helper>");
      release.countDown();
      task.await();
    });
  }

  // ---------------------------------------------------------------- deadline

  @Test
  void deadline_isThatOfTheSleep() {
    Duration deadline =
        TestLoop.run(() -> {
          Task<?> task = createTask(() -> Asyncio.sleep(seconds(3)));
          turn();
          Duration found = task.deadline();
          task.await();
          return found;
        });

    assertThat(deadline).isEqualTo(seconds(3));
  }

  @Test
  void deadline_isTheEarliestOfTheTimeoutsAround() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<?> task =
          createTask(() ->
              Asyncio.timeout(seconds(2), () -> Asyncio.timeout(seconds(5), () -> future.await())));
      turn();

      assertThat(task.deadline()).isEqualTo(seconds(2));
      future.setResult("");
      task.await();
    });
  }

  @Test
  void deadline_endsWithItsBlock() {
    TestLoop.run(() -> {
      Asyncio.timeout(seconds(2), () -> turn());

      assertThat(Asyncio.currentTask().deadline()).isNull();
    });
  }

  @Test
  void deadline_ofAWaitIsItsTimeout() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<?> task =
          createTask(() -> Asyncio.wait(List.of(future), seconds(4), ReturnWhen.ALL_COMPLETED));
      turn();

      assertThat(task.deadline()).isEqualTo(seconds(4));
      future.setResult("");
      task.await();
    });
  }

  // ---------------------------------------------------------------- creation

  @Test
  void creationTime_isThatOfTheTurn() {
    TestLoop.run(() -> {
      Asyncio.sleep(seconds(7));
      Task<?> task = createTask(() -> {});

      assertThat(task.creationTime()).isEqualTo(seconds(7));
      task.await();
    });
  }

  @Test
  void creationTime_ofATaskMadeBeforeTheLoopRuns_isTheClocks() {
    VirtualClock clock = new VirtualClock();
    EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
    loop.runUntilComplete(() -> {
      Asyncio.sleep(seconds(3));
      return "";
    });

    Task<?> task = loop.createTask(() -> {});

    assertThat(task.creationTime()).isEqualTo(seconds(3));
    loop.runUntilComplete(task);
    loop.close();
  }

  @Test
  void ids_countTheTasksOfALoop() {
    TestLoop.run(() -> {
      Task<?> first = createTask(() -> {});
      Task<?> second = createTask(() -> {});

      assertThat(Asyncio.currentTask().id()).isEqualTo(1);
      assertThat(second.id()).isEqualTo(first.id() + 1);
      Asyncio.gather(first, second).await();
    });
  }

  @Test
  void createdAt_isKnownInDebugModeOnly() {
    StackTraceElement without = Asyncio.run(() -> createTask(() -> {}).createdAt());
    int line = Texts.line(2);
    StackTraceElement with =
        Asyncio.run(() -> createTask(() -> {}).createdAt(), RunOptions.defaults().withDebug(true));

    assertThat(without).isNull();
    assertThat(with.getLineNumber()).isEqualTo(line);
  }
}
