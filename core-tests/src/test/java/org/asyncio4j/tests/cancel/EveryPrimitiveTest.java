package org.asyncio4j.tests.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.aclosing;
import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.asCompleted;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.exitStack;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.shield;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.taskGroup;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.Asyncio.with;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.error.QueueShutDownException;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.function.VoidBody;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.BoundedSemaphore;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.testkit.CancelEverywhere;
import org.asyncio4j.testkit.Ledger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each primitive under a cancellation at each of its awaits, once, a turn later, and twice. */
class EveryPrimitiveTest {
  private static final Duration MOMENT = Duration.ofMillis(10);

  /** A step that is entered and left. */
  private static void step(Ledger ledger, String what) {
    ledger.enter(what);
    try {
      sleep(MOMENT);
    } finally {
      ledger.exit(what);
    }
  }

  private static AsyncGenerator<Integer> numbers(Ledger ledger) {
    return AsyncGenerator.of(y -> {
      ledger.enter("generator");
      try {
        for (int i = 0; i < 3; i++) {
          sleep(MOMENT);
          y.yield(i);
        }
      } finally {
        ledger.exit("generator");
      }
    });
  }

  enum Primitive implements CancelEverywhere.Program {
    LOCK {
      @Override
      public void run(Ledger ledger) {
        var lock = new Lock();
        ledger.atEnd("the lock is free", () -> !lock.locked());
        three(() -> lock.with(() -> step(ledger, "section")));
      }
    },
    LOCK_HELD {
      @Override
      public void run(Ledger ledger) {
        var lock = new Lock();
        ledger.atEnd("the lock is free", () -> !lock.locked());
        three(() -> {
          try (var _ = lock.hold()) {
            step(ledger, "section");
          }
        });
      }
    },
    SEMAPHORE {
      @Override
      public void run(Ledger ledger) {
        var semaphore = new Semaphore(2);
        ledger.atEnd("all permits are back", () -> semaphore.toString().contains("value:2"));
        three(() -> semaphore.with(() -> step(ledger, "section")));
      }
    },
    BOUNDED_SEMAPHORE {
      @Override
      public void run(Ledger ledger) {
        var semaphore = new BoundedSemaphore(1);
        ledger.atEnd("all permits are back", () -> semaphore.toString().contains("value:1"));
        three(() -> semaphore.with(() -> step(ledger, "section")));
      }
    },
    EVENT {
      @Override
      public void run(Ledger ledger) {
        var event = new Event();
        ledger.atEnd("nobody waits", () -> !event.toString().contains("waiters"));
        Task<?> setter = setSoon(event);
        try {
          three(() -> timeoutIsFine(event::await));
        } finally {
          setter.cancel();
        }
      }

      private Task<?> setSoon(Event event) {
        return createTask(() -> {
          sleep(MOMENT);
          event.set();
        });
      }
    },
    CONDITION {
      @Override
      public void run(Ledger ledger) {
        var condition = new Condition();
        boolean[] ready = new boolean[1];
        ledger.atEnd("the lock is free", () -> !condition.locked());
        ledger.atEnd("nobody waits", () -> !condition.toString().contains("waiters"));
        taskGroup(g -> {
          for (int i = 0; i < 2; i++) {
            g.createTask(() ->
                timeoutIsFine(() ->
                    condition.with(() -> {
                      condition.awaitFor(() -> ready[0]);
                      step(ledger, "section");
                    })));
          }
          sleep(MOMENT);
          condition.with(() -> {
            ready[0] = true;
            condition.signalAll();
          });
        });
      }
    },
    BARRIER {
      @Override
      public void run(Ledger ledger) {
        var barrier = new Barrier(3);
        ledger.atEnd("nobody waits", () -> barrier.waiting() == 0);
        three(() -> timeoutIsFine(barrier::await));
      }
    },
    QUEUE {
      @Override
      public void run(Ledger ledger) {
        var queue = new Queue<Integer>(1);
        ledger.atEnd("nobody gets or puts", () -> nobodyWaits(queue));
        taskGroup(g -> {
          g.createTask(() -> {
            try {
              for (int i = 0; i < 3; i++) {
                queue.put(i);
              }
            } finally {
              queue.shutdown();
            }
          });
          consume(ledger, queue);
        });
      }

      private void consume(Ledger ledger, Queue<Integer> queue) {
        try {
          while (true) {
            queue.get();
            try {
              step(ledger, "item");
            } finally {
              queue.taskDone();
            }
          }
        } catch (QueueShutDownException e) {
          timeoutIsFine(queue::join);
        }
      }
    },
    TASK_GROUP {
      @Override
      public void run(Ledger ledger) {
        int before = allTasks().size();
        try {
          taskGroup(g -> {
            g.createTask(() -> step(ledger, "a"));
            g.createTask(() -> step(ledger, "b"));
            step(ledger, "block");
          });
        } finally {
          assertThat(allTasks()).hasSize(before);
        }
      }
    },
    NESTED_GROUPS {
      @Override
      public void run(Ledger ledger) {
        taskGroup(outer -> {
          outer.createTask(() -> step(ledger, "outer"));
          taskGroup(inner -> {
            inner.createTask(() -> step(ledger, "inner"));
            outer.createTask(() -> step(ledger, "late"));
          });
        });
      }
    },
    TIMEOUTS {
      @Override
      public void run(Ledger ledger) {
        timeout(
            Duration.ofHours(1),
            () -> timeoutIsFine(() -> timeout(MOMENT, () -> longStep(ledger))));
      }
    },
    WAIT_FOR {
      @Override
      public void run(Ledger ledger) {
        timeoutIsFine(() -> waitFor(action(() -> longStep(ledger)), MOMENT));
      }
    },
    AS_COMPLETED {
      @Override
      public void run(Ledger ledger) {
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          tasks.add(createTask(() -> step(ledger, "task")));
        }
        for (var each : asCompleted(tasks)) {
          assertThat(each.done()).isTrue();
        }
      }
    },
    SHIELD {
      @Override
      public void run(Ledger ledger) {
        shield(action(() -> step(ledger, "inner"))).await();
      }
    },
    EAGER_TASK {
      @Override
      public void run(Ledger ledger) {
        var eager = TaskOptions.defaults().withEagerStart(true);
        createTask(() -> step(ledger, "eager"), eager).await();
      }
    },
    GENERATOR_PUSHED {
      @Override
      public void run(Ledger ledger) {
        numbers(ledger).forEach(_ -> step(ledger, "body"));
      }
    },
    GENERATOR_PULLED {
      @Override
      public void run(Ledger ledger) {
        with(
            aclosing(numbers(ledger)),
            generator -> {
              for (int _ : generator) {
                step(ledger, "body");
              }
              return null;
            });
      }
    },
    CONTEXT_MANAGERS {
      @Override
      public void run(Ledger ledger) {
        with(
            ledger.manager("outer"),
            () -> with(ledger.manager("inner"), () -> step(ledger, "block")));
      }
    },
    EXIT_STACK {
      @Override
      public void run(Ledger ledger) {
        exitStack(stack -> {
          stack.enter(ledger.manager("first"));
          stack.enter(ledger.manager("second"));
          step(ledger, "block");
          return null;
        });
      }
    },
    GATHER {
      @Override
      public void run(Ledger ledger) {
        gather(action(() -> step(ledger, "a")), action(() -> longStep(ledger))).await();
      }
    };

    private static void longStep(Ledger ledger) {
      step(ledger, "long");
      step(ledger, "long");
    }

    /** One that nobody wakes any more, since the one who was to do so is cancelled, gives up. */
    private static void timeoutIsFine(VoidBody<RuntimeException> block) {
      try {
        timeout(Duration.ofSeconds(1), block);
      } catch (TimeoutException e) {
        assertThat(e).isNotNull();
      }
    }

    private static void three(VoidBody<RuntimeException> block) {
      taskGroup(g -> {
        for (int i = 0; i < 3; i++) {
          g.createTask(() -> block.run());
        }
      });
    }

    private static boolean nobodyWaits(Queue<?> queue) {
      String text = queue.toString();
      return !text.matches(".*(getters|putters)=[1-9].*");
    }
  }

  @ParameterizedTest
  @EnumSource
  void primitive_staysWholeUnderCancellationAtEachAwait(Primitive primitive) {
    int awaits = CancelEverywhere.check(primitive);

    assertThat(awaits).isPositive();
  }
}
