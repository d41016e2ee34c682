package org.asyncio4j.tests.combinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.FIRST_COMPLETED;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.asCompleted;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.exitStack;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.gather2;
import static org.asyncio4j.Asyncio.gatherOutcomes;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.shield;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Coroutine;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskGroup;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel thrown in at each turn of each combinator. */
class CancelEverywhereTest {
  private static final Duration LATER = Duration.ofHours(1);
  private static final TaskOptions EAGER = TaskOptions.defaults().withEagerStart(true);

  /** What a program has begun and ended; both must be equal once all is over. */
  static final class Ledger {
    final List<Future<?>> survivors = new ArrayList<>();
    int begun;
    int ended;

    String step() {
      begun++;
      try {
        turns(2);
        return "x";
      } finally {
        ended++;
      }
    }

    /** Ends after an await on its way out, so that its end takes longer than its cancel. */
    String slowToEnd() {
      begun++;
      try {
        turns(2);
        return "x";
      } finally {
        endAfter(2);
      }
    }

    private void endAfter(int turns) {
      try {
        turns(turns);
      } finally {
        ended++; // a cancel may cut the cleanup short
      }
    }

    <T> Task<T> surviving(Task<T> task) {
      survivors.add(task);
      return task;
    }

    ContextManager<String> manager() {
      return ContextManager.of(y -> {
        turn();
        begun++;
        try {
          y.yield("value");
        } finally {
          endAfter(1);
        }
      });
    }
  }

  enum Program {
    AWAIT_A_TASK {
      @Override
      void run(Ledger ledger) {
        createTask(ledger::step).await();
      }
    },
    AWAIT_A_SLOW_TASK {
      @Override
      void run(Ledger ledger) {
        createTask(ledger::slowToEnd).await();
      }
    },
    AWAIT_A_CHAIN {
      @Override
      void run(Ledger ledger) {
        Task<String> inner = createTask(ledger::step);
        createTask(() -> inner.await()).await();
      }
    },
    GATHER {
      @Override
      void run(Ledger ledger) {
        gather(ledger::step, ledger::slowToEnd, ledger::step).await();
      }
    },
    GATHER_OUTCOMES {
      @Override
      void run(Ledger ledger) {
        gatherOutcomes(ledger::step, ledger::slowToEnd).await();
      }
    },
    GATHER_TYPED {
      @Override
      void run(Ledger ledger) {
        gather2(ledger::step, ledger::step).await();
      }
    },
    GATHER_OF_GATHERS {
      @Override
      void run(Ledger ledger) {
        gather(gather(ledger::step, ledger::step), gather(ledger::slowToEnd)).await();
      }
    },
    WAIT_FOR_ALL {
      @Override
      void run(Ledger ledger) {
        Asyncio.wait(
            List.of(
                ledger.surviving(createTask(ledger::step)),
                ledger.surviving(createTask(ledger::step))),
            LATER,
            Asyncio.ALL_COMPLETED);
      }
    },
    WAIT_FOR_THE_FIRST {
      @Override
      void run(Ledger ledger) {
        Asyncio.wait(
            List.of(
                ledger.surviving(createTask(ledger::step)),
                ledger.surviving(createTask(ledger::slowToEnd))),
            FIRST_COMPLETED);
      }
    },
    SHIELD {
      @Override
      void run(Ledger ledger) {
        shield(ledger.surviving(createTask(ledger::step))).await();
      }
    },
    GATHER_OF_SHIELDS {
      @Override
      void run(Ledger ledger) {
        gather(
                shield(ledger.surviving(createTask(ledger::step))),
                shield(ledger.surviving(createTask(ledger::step))))
            .await();
      }
    },
    WAIT_FOR_CODE {
      @Override
      void run(Ledger ledger) {
        waitFor(ledger::slowToEnd, LATER);
      }
    },
    WAIT_FOR_A_TASK {
      @Override
      void run(Ledger ledger) {
        waitFor(createTask(ledger::slowToEnd), LATER);
      }
    },
    WAIT_FOR_ZERO {
      @Override
      void run(Ledger ledger) {
        Task<String> task = createTask(ledger::slowToEnd);
        turn();
        catchTimeout(() -> waitFor(task, Duration.ZERO));
      }
    },
    TIMEOUT {
      @Override
      void run(Ledger ledger) {
        timeout(LATER, ledger::slowToEnd);
      }
    },
    TIMEOUT_IN_A_TIMEOUT {
      @Override
      void run(Ledger ledger) {
        timeout(LATER, () -> timeout(LATER, ledger::step));
      }
    },
    TIMEOUT_THAT_EXPIRES {
      @Override
      void run(Ledger ledger) {
        catchTimeout(() -> timeout(Duration.ZERO, ledger::slowToEnd));
      }
    },
    SLEEPS {
      @Override
      void run(Ledger ledger) {
        ledger.step();
        ledger.step();
      }
    },
    MANAGER_AROUND_A_BLOCK {
      @Override
      void run(Ledger ledger) {
        with(ledger.manager(), ledger::step);
      }
    },
    MANAGER_HELD {
      @Override
      void run(Ledger ledger) {
        try (var _ = ledger.manager().open()) {
          ledger.step();
        }
      }
    },
    EXIT_STACK {
      @Override
      void run(Ledger ledger) {
        exitStack(stack -> {
          stack.enter(ledger.manager());
          stack.enter(ledger.manager());
          return ledger.step();
        });
      }
    },
    TASK_GROUP {
      @Override
      void run(Ledger ledger) {
        taskGroup(g -> {
          g.createTask(ledger::slowToEnd);
          g.createTask(ledger::step);
          ledger.step();
        });
      }
    },
    TASK_GROUP_IN_A_TASK_GROUP {
      @Override
      void run(Ledger ledger) {
        taskGroup(outer -> {
          outer.createTask(() -> taskGroup(g -> g.createTask(ledger::slowToEnd)));
          taskGroup(g -> g.createTask(ledger::slowToEnd));
        });
      }
    },
    TASK_GROUP_CANCELLED {
      @Override
      void run(Ledger ledger) {
        taskGroup(g -> {
          g.createTask(ledger::slowToEnd);
          turn();
          g.cancel();
          turn();
        });
        ledger.step();
      }
    },
    TASK_GROUP_WITH_RESOURCES {
      @Override
      void run(Ledger ledger) {
        try (TaskGroup g = TaskGroup.open()) {
          g.createTask(ledger::slowToEnd);
          g.createTask(ledger::step);
          turn();
        }
      }
    },
    TASK_GROUP_OF_EAGER_TASKS {
      @Override
      void run(Ledger ledger) {
        taskGroup(g -> {
          g.createTask(ledger::slowToEnd, EAGER);
          turn();
          g.createTask(ledger::step, EAGER);
        });
      }
    },
    EAGER_TASK {
      @Override
      void run(Ledger ledger) {
        createTask(ledger::slowToEnd, EAGER).await();
      }
    },
    EAGER_CHAIN {
      @Override
      void run(Ledger ledger) {
        createTask(() -> createTask(ledger::slowToEnd, EAGER).await(), EAGER).await();
      }
    },
    AS_COMPLETED {
      @Override
      void run(Ledger ledger) {
        for (Future<String> each :
            asCompleted(
                List.of(
                    ledger.surviving(createTask(ledger::step)),
                    ledger.surviving(createTask(ledger::slowToEnd))),
                LATER)) {
          assertThat(each.done()).isTrue();
        }
      }
    },
    AS_COMPLETED_RESULTS {
      @Override
      void run(Ledger ledger) {
        for (Coroutine<String> each :
            asCompleted(
                    List.of(
                        ledger.surviving(createTask(ledger::step)),
                        ledger.surviving(createTask(ledger::slowToEnd))))
                .results()) {
          await(each);
        }
      }
    },
    STAGE {
      @Override
      void run(Ledger ledger) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        getRunningLoop().callSoon(() -> getRunningLoop().callSoon(() -> stage.complete("x")));
        await(stage);
      }
    },
    TO_THREAD {
      @Override
      void run(Ledger ledger) {
        toThread(() -> "x", Runnable::run);
        toThread(() -> "y", Runnable::run);
      }
    };

    abstract void run(Ledger ledger);
  }

  private static void catchTimeout(Action code) {
    try {
      code.run();
    } catch (org.asyncio4j.error.TimeoutException e) {
      assertThat(e).hasCauseInstanceOf(CancelledError.class);
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a program, cancels it after some turns, and tells whether it was still under way. */
  private static boolean cancelledAfter(int turns, int cancels, Program program) {
    return TestLoop.run(() -> {
      Ledger ledger = new Ledger();
      Task<Void> task = createTask(() -> program.run(ledger));
      turns(turns);
      if (task.done()) {
        task.await();
        return false;
      }
      for (int i = 0; i < cancels; i++) {
        task.cancel("turn " + turns);
      }

      Throwable thrown = catchThrowable(task::await);
      for (Future<?> survivor : ledger.survivors) {
        assertThat(survivor.await()).as("survivor, turn %s", turns).isEqualTo("x");
      }
      turns(8);

      assertThat(thrown).as("turn %s", turns).isInstanceOf(CancelledError.class);
      assertThat(task.cancelled()).isTrue();
      assertThat(task.cancelling()).as("turn %s", turns).isEqualTo(cancels);
      assertThat(ledger.ended).as("turn %s", turns).isEqualTo(ledger.begun);
      assertThat(allTasks()).as("turn %s", turns).hasSize(1);
      assertThat(getRunningLoop().time()).as("turn %s", turns).isZero();
      return true;
    });
  }

  @ParameterizedTest
  @EnumSource
  void cancelAtEachTurn_endsTheProgramCancelledAndLeavesNothingBehind(Program program) {
    int turns = 0;
    while (cancelledAfter(turns, 1, program)) {
      turns++;
    }

    assertThat(turns).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource
  void twoCancelsAtEachTurn_endTheProgramCancelledAndLeaveNothingBehind(Program program) {
    int turns = 0;
    while (cancelledAfter(turns, 2, program)) {
      turns++;
    }

    assertThat(turns).isGreaterThan(1);
  }
}
