package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopSnapshot;
import org.asyncio4j.debug.TaskId;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskState;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Snapshots of loops and tasks, for any thread. */
class SnapshotTest {
  private static LoopSnapshot snapshot() {
    return Debug.snapshot(Asyncio.getRunningLoop());
  }

  private static TaskSnapshot named(LoopSnapshot loop, String name) {
    return loop.tasks().stream().filter(task -> task.name().equals(name)).findAny().orElseThrow();
  }

  // ---------------------------------------------------------------- loops

  @Test
  void loops_areThoseThatAreNotClosed() {
    EventLoop first = Asyncio.newEventLoop();
    EventLoop second = Asyncio.newEventLoop();
    List<EventLoop> both = Debug.loops();
    first.close();
    List<EventLoop> one = Debug.loops();
    second.close();

    assertThat(both).containsSubsequence(first, second);
    assertThat(one).contains(second).doesNotContain(first);
    assertThat(Debug.loops()).doesNotContain(second);
  }

  @Test
  void loopOfARun_isThereWhileItRuns() {
    EventLoop loop =
        TestLoop.run(() -> {
          assertThat(Debug.loops()).contains(Asyncio.getRunningLoop());
          return Asyncio.getRunningLoop();
        });

    assertThat(Debug.loops()).doesNotContain(loop);
  }

  @Test
  void loopSnapshot_tellsHowTheLoopIs() {
    TestLoop.run(() -> {
      Asyncio.sleep(seconds(2));
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callSoon(() -> {});
      loop.callLater(seconds(5), () -> {});
      Asyncio.currentTask().setName("main");

      LoopSnapshot found = snapshot();

      assertThat(loop.toString()).contains(found.name());
      assertThat(found.driver()).isEqualTo(Driver.expected());
      assertThat(found.running()).isTrue();
      assertThat(found.waiting()).isFalse();
      assertThat(found.debug()).isFalse();
      assertThat(found.time()).isEqualTo(seconds(2));
      assertThat(found.ready()).isEqualTo(1);
      assertThat(found.timers()).isEqualTo(1);
      assertThat(found.blocked()).isZero();
      assertThat(found.current()).isEqualTo("Task 'main'");
      assertThat(found.currentStack().getFirst().getMethodName()).isEqualTo("snapshot");
    });
  }

  @Test
  void stepsAndTurns_areCounted() {
    TestLoop.run(() -> {
      LoopSnapshot before = snapshot();
      turn();
      LoopSnapshot after = snapshot();

      assertThat(after.turns()).isEqualTo(before.turns() + 1);
      assertThat(after.steps()).isEqualTo(before.steps() + 1);
    });
  }

  @Test
  void loopThatDoesNotRun_canBeRead() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.createTask("early", () -> {});

    LoopSnapshot found = Debug.snapshot(loop);

    assertThat(found.running()).isFalse();
    assertThat(found.current()).isNull();
    assertThat(found.tasks()).extracting(TaskSnapshot::name).containsExactly("early");
    loop.setExceptionHandler((in, report) -> {});
    loop.close();
  }

  @Test
  void closedLoop_canBeRead() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThat(Debug.snapshot(loop).tasks()).isEmpty();
  }

  // ---------------------------------------------------------------- tasks

  @Test
  void taskSnapshot_tellsHowTheTaskIs() {
    TestLoop.run(() -> {
      Asyncio.sleep(seconds(1));
      Asyncio.currentTask().setName("main");
      Task<?> child = createTask("child", () -> Asyncio.sleep(seconds(10)));
      Task<?> parent = createTask("parent", () -> child.await());
      Asyncio.sleep(seconds(2));

      LoopSnapshot loop = snapshot();

      TaskSnapshot found = named(loop, "child");
      assertThat(found.id()).isEqualTo(child.id());
      assertThat(found.state()).isEqualTo(TaskState.WAITING);
      assertThat(found.cancelling()).isZero();
      assertThat(found.stack().getFirst().getFileName()).isEqualTo("SnapshotTest.java");
      assertThat(found.awaits()).isEqualTo("<sleep until 11.0>");
      assertThat(found.deadline()).isEqualTo(seconds(11));
      assertThat(found.awaitedBy()).containsExactly(new TaskId(parent.id(), "parent"));
      assertThat(found.creationTime()).isEqualTo(seconds(1));
      assertThat(found.age()).isEqualTo(seconds(2));
      assertThat(found.createdAt()).isNull();
      assertThat(named(loop, "parent").awaits()).isEqualTo("Task 'child'");
      assertThat(named(loop, "main").state()).isEqualTo(TaskState.RUNNING);
      parent.await();
    });
  }

  @Test
  void taskThatIsBeingCancelled_tellsTheRequests() {
    TestLoop.run(() -> {
      Task<?> task = createTask("t", () -> Asyncio.sleep(seconds(1)));
      turn();
      task.cancel();

      assertThat(named(snapshot(), "t").cancelling()).isEqualTo(1);
      turn();
      turn();
    });
  }

  @Test
  void debugMode_tellsWhereTheTaskWasMade() {
    StackTraceElement line =
        Asyncio.run(
            () -> {
              createTask("t", () -> {});
              return named(snapshot(), "t").createdAt();
            },
            RunOptions.defaults().withDebug(true));

    assertThat(line.getFileName()).isEqualTo("SnapshotTest.java");
  }

  @Test
  void mostTasks_limitsTheNumber() {
    TestLoop.run(() -> {
      for (int i = 0; i < 10; i++) {
        createTask("t" + i, () -> {});
      }

      assertThat(Debug.snapshot(Asyncio.getRunningLoop(), 3).tasks())
          .extracting(TaskSnapshot::name)
          .containsExactly(Asyncio.currentTask().name(), "t0", "t1");
    });
  }

  @Test
  void mostTasksBelowZero_isRefused() {
    EventLoop loop = Asyncio.newEventLoop();

    assertThatThrownBy(() -> Debug.snapshot(loop, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mostTasks: -1 (expected: zero or more)");
    loop.close();
  }

  // ---------------------------------------------------------------- from other threads

  /** A loop that spins in one callback would never answer a request. */
  @Test
  void loopThatSpins_canBeRead() {
    AtomicBoolean go = new AtomicBoolean();
    CountDownLatch spins = new CountDownLatch(1);
    LoopSnapshot[] found = new LoopSnapshot[1];

    TestLoop.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      createTask("bystander", () -> Asyncio.sleep(seconds(1)));
      turn();
      Threads.start(() -> {
        Threads.await(spins);
        found[0] = Debug.snapshot(loop);
        go.set(true);
      });
      createTask("spinner", () -> spinUntil(go, spins)).await();
    });

    assertThat(found[0].current()).isEqualTo("Task 'spinner'");
    assertThat(found[0].currentStack())
        .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("spinUntil"));
    assertThat(named(found[0], "spinner").state()).isEqualTo(TaskState.RUNNING);
    assertThat(named(found[0], "bystander").awaits()).startsWith("<sleep until ");
  }

  private static void spinUntil(AtomicBoolean go, CountDownLatch spins) {
    spins.countDown();
    Threads.until(go::get);
  }

  @Test
  void loopThatWaits_canBeRead() throws Exception {
    EventLoop loop = Asyncio.newEventLoop();
    Thread runner = Threads.start(loop::runForever);
    Future<?>[] task = new Future<?>[1];
    loop.callSoonThreadsafe(
        () -> task[0] = loop.createTask("t", () -> Asyncio.sleep(Duration.ofHours(1))));
    Threads.until(() -> {
      LoopSnapshot now = Debug.snapshot(loop);
      return now.waiting() && now.tasks().size() == 1;
    });

    LoopSnapshot found = Debug.snapshot(loop);

    assertThat(found.current()).isNull();
    assertThat(found.running()).isTrue();
    assertThat(named(found, "t").state()).isEqualTo(TaskState.WAITING);
    loop.callSoonThreadsafe(() -> task[0].cancel());
    loop.callSoonThreadsafe(() -> loop.callSoon(() -> loop.callSoon(loop::stop)));
    Threads.join(runner);
    loop.close();
  }

  /**
   * Tasks come and go as fast as they can while another thread reads them: what lives all the time
   * is in every snapshot, nothing is there twice, nothing throws.
   */
  @Test
  void loopThatRunsHot_canBeReadAgainAndAgain() {
    AtomicBoolean stop = new AtomicBoolean();
    List<Throwable> failures = new ArrayList<>();
    CountDownLatch ready = new CountDownLatch(1);

    TestLoop.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> end = loop.createFuture();
      Set<String> lasting = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        lasting.add("lasting" + i);
        createTask("lasting" + i, () -> end.await());
        createTask(() -> {});
      }
      turn();
      Thread reader =
          Threads.start(() -> {
            ready.countDown();
            try {
              for (int i = 0; i < 2000; i++) {
                check(Debug.snapshot(loop), lasting);
              }
            } catch (Throwable e) {
              failures.add(e);
            } finally {
              stop.set(true);
            }
          });
      Threads.await(ready);
      while (!stop.get()) {
        churn();
      }
      Threads.join(reader);
      end.setResult("");
      turn();
    });

    assertThat(failures).isEmpty();
  }

  private static void churn() {
    List<Task<?>> some = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      some.add(createTask("passing", () -> turn()));
    }
    Asyncio.gather(some.subList(0, 5)).await();
    Asyncio.gather(some.subList(5, 10)).await();
  }

  private static void check(LoopSnapshot found, Set<String> lasting) {
    Set<Long> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (TaskSnapshot task : found.tasks()) {
      assertThat(ids.add(task.id())).as("listed once").isTrue();
      names.add(task.name());
    }
    assertThat(names).containsAll(lasting);
  }

  @Test
  void snapshotOfOneTask_isTheOneOfTheLoopsSnapshot() {
    TestLoop.run(() -> {
      Task<?> task = createTask("one", () -> Asyncio.sleep(seconds(1)));
      turn();

      assertThat(Debug.snapshot(task)).isEqualTo(named(snapshot(), "one"));
    });
  }

  @Test
  void snapshotOfATaskThatIsDone_isNull() {
    TestLoop.run(() -> {
      Task<?> task = createTask("one", () -> {});
      task.await();

      assertThat(Debug.snapshot(task)).isNull();
    });
  }
}
