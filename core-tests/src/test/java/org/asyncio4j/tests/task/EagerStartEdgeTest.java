package org.asyncio4j.tests.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.currentTask;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.NativeSort;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Eager starts at the edge of what threads and stacks can do. */
class EagerStartEdgeTest {
  private static final TaskOptions EAGER = TaskOptions.defaults().withEagerStart(true);
  private final Trace trace = new Trace();

  /** Starts itself until createTask refuses; counts the levels. */
  private void startNext(int[] depth) {
    depth[0]++;
    createTask(() -> startNext(depth), EAGER);
  }

  @Test
  void endlessRecursion_endsInTheInnermostTaskWithAClearError() {
    int[] depth = new int[1];

    List<ExceptionContext> reports = TestLoop.reports(() -> startNext(depth));

    assertThat(depth[0]).isEqualTo(10_001);
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().exception())
        .isInstanceOf(StackOverflowError.class)
        .hasMessageStartingWith("10000 tasks have started each other eagerly");
  }

  @Test
  void loop_goesOnAfterAnEndlessRecursion() {
    TestLoop.reports(() -> {
      startNext(new int[1]);
      createTask(() -> trace.add("eager"), EAGER);
      Task<?> later = createTask(() -> trace.add("later"));
      trace.add("main");
      later.await();
    });

    trace.is("eager", "main", "later");
  }

  /** Whoever catches the overflow starts a task with hardly any stack left, which overflows too. */
  private static int recurseThenStartAtTheEdge(List<Task<?>> started) {
    try {
      return recurseThenStartAtTheEdge(started) + 1;
    } catch (StackOverflowError e) {
      started.add(createTask(() -> turn(), EAGER));
      return 0;
    }
  }

  @Test
  void startWithHardlyAnyStackLeft_failsOrStartsAndTheLoopLives() {
    List<Task<?>> started = new ArrayList<>();
    TestLoop.run(() -> {
      Task<Integer> deep = createTask(() -> recurseThenStartAtTheEdge(started));
      assertThat(deep.await()).isPositive();
      turn();
      turn();
      trace.add("others: " + (Asyncio.allTasks().size() - 1));
    });

    assertThat(started).hasSize(1);
    assertThat(started.getFirst().done()).isTrue();
    trace.is("others: 0");
  }

  /** A stack that cannot be left: the task starts in the next turn, as without. */
  @Test
  void startBelowANativeFrame_isPutOff_portableStartsIt() {
    TestLoop.run(() -> {
      Task<?>[] task = new Task<?>[1];
      NativeSort.run(() -> {
        task[0] = createTask(() -> trace.add("task"), EAGER);
        trace.add("native");
      });
      task[0].await();
      createTask(() -> trace.add("eager"), EAGER);
      trace.add("main");
    });

    if (Driver.scheduled()) {
      trace.is("native", "task", "eager", "main");
    } else {
      trace.is("task", "native", "eager", "main");
    }
  }

  /** Where a blocking call does not hold the loop it does not hold the maker either. */
  @Test
  void taskThatBlocks_letsItsMakerGoOn_portableHoldsIt() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CountDownLatch created = new CountDownLatch(1);

    Asyncio.run(() -> {
      Task<?> task =
          createTask(
              () -> {
                trace.add("blocks");
                Thread self = Thread.currentThread();
                Threads.start(() -> {
                  Threads.awaitAtRest(self);
                  if (Driver.scheduled()) {
                    Threads.await(created);
                  }
                  mayEnd.countDown();
                });
                mayEnd.await();
                trace.add("goes on as " + currentTask().name());
                turn();
              },
              EAGER.withName("a"));
      trace.add("created");
      created.countDown();
      task.await();
      trace.add("end");
    });

    if (Driver.scheduled()) {
      trace.is("blocks", "created", "goes on as a", "end");
    } else {
      trace.is("blocks", "goes on as a", "created", "end");
    }
  }

  @Test
  void innerTaskThatBlocks_letsTheOuterTaskGoOnInItsFirstStep() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);

    Asyncio.run(() -> {
      List<Task<?>> inner = new ArrayList<>();
      Task<?> outer =
          createTask(
              () -> {
                inner.add(
                    createTask(
                        () -> {
                          if (Driver.scheduled()) {
                            mayEnd.await();
                          }
                          trace.add("inner");
                        },
                        EAGER));
                trace.add("outer");
                turn();
              },
              EAGER);
      trace.add("main");
      mayEnd.countDown();
      outer.await();
      inner.getFirst().await();
    });

    if (Driver.scheduled()) {
      trace.is("outer", "main", "inner");
    } else {
      trace.is("inner", "outer", "main");
    }
  }

  /** The step is the maker's: it is reported once, and not for the time before it. */
  @Test
  void debugMode_countsTheFirstStepToItsMakersStep() {
    Action maker =
        new Action() {
          @Override
          public void run() {
            createTask(() -> trace.add("task"), EAGER);
            trace.add("maker");
          }
        };
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            Asyncio.getRunningLoop().setSlowCallbackDuration(Duration.ofNanos(1));
            Asyncio.getRunningLoop().callSoon(maker);
            turn();
          },
          RunOptions.defaults().withDebug(true));

      assertThat(log.warnings())
          .filteredOn(text -> text.startsWith("Executing <Handle " + getClass().getSimpleName()))
          .hasSize(1);
    }
    trace.is("task", "maker");
  }

  @Test
  void threadLocalsOfTheTask_areNotTheMakers() {
    ThreadLocal<String> local = new ThreadLocal<>();
    TestLoop.run(() -> {
      local.set("main");
      createTask(() -> trace.add("first: " + local.get()), EAGER);
      createTask(
          () -> {
            local.set("task");
            trace.add("second");
          },
          EAGER);
      createTask(() -> trace.add("third: " + local.get()), EAGER);
      trace.add("maker: " + local.get());
    });

    trace.is("first: null", "second", "third: null", "maker: main");
  }

  @Test
  void interruptFlagOfTheTask_isNotTheMakers() {
    TestLoop.run(() -> {
      createTask(() -> Thread.currentThread().interrupt(), EAGER);
      trace.add("maker " + Thread.currentThread().isInterrupted());
      await(createTask(() -> trace.add("next " + Thread.currentThread().isInterrupted()), EAGER));
    });

    trace.is("maker false", "next false");
  }
}
