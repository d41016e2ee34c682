package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.allTasks;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.asyncio4j.queue.PriorityQueue;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cancel thrown in at each turn of each wait, with rivals before and after the victim: whatever
 * it was about to get goes to the others, and everything is as it was at the end.
 */
class CancelSyncTest {
  abstract static class Program {
    abstract void run();

    /** Before the tasks are made. */
    void prepare() {}

    /** What somebody else does so that all can end. */
    void help() {}

    abstract void checkAtTheEnd();
  }

  static final class OfLock extends Program {
    private final Lock lock = new Lock();

    @Override
    void run() {
      lock.with(() -> turns(1));
      lock.with(() -> turns(1));
    }

    @Override
    void checkAtTheEnd() {
      assertThat(lock).hasToString("<Lock [unlocked]>");
    }
  }

  static final class OfSemaphore extends Program {
    private final Semaphore semaphore = new Semaphore(2);

    @Override
    void run() {
      semaphore.with(() -> turns(1));
      semaphore.with(() -> turns(2));
    }

    @Override
    void checkAtTheEnd() {
      assertThat(semaphore).hasToString("<Semaphore [unlocked, value:2]>");
    }
  }

  static final class OfEvent extends Program {
    private final Event event = new Event();

    @Override
    void run() {
      event.await();
    }

    @Override
    void help() {
      turns(3);
      event.set();
    }

    @Override
    void checkAtTheEnd() {
      assertThat(event).hasToString("<Event [set]>");
    }
  }

  static final class OfCondition extends Program {
    private final Condition condition = new Condition();
    private int tokens;

    @Override
    void run() {
      condition.with(() -> {
        condition.awaitFor(() -> tokens > 0);
        tokens--;
      });
    }

    @Override
    void help() {
      for (int i = 0; i < 3; i++) {
        turns(1);
        condition.with(() -> {
          tokens++;
          condition.signal();
        });
      }
    }

    @Override
    void checkAtTheEnd() {
      assertThat(condition).hasToString("<Condition [unlocked]>");
    }
  }

  static final class OfBarrier extends Program {
    private final Barrier barrier = new Barrier(3);

    @Override
    void run() {
      barrier.await();
      barrier.await();
    }

    @Override
    void help() {
      // Stands in for the victim.
      for (int i = 0; i < 20 && allTasks().size() > 2; i++) {
        turns(6);
        if (barrier.waiting() == 2) {
          barrier.await();
        }
      }
    }

    @Override
    void checkAtTheEnd() {
      assertThat(barrier).hasToString("<Barrier [filling, waiters:0/3]>");
    }
  }

  static final class OfGet extends Program {
    private final Queue<String> queue = new Queue<>();

    @Override
    void run() {
      queue.get();
      queue.taskDone();
    }

    @Override
    void help() {
      for (int i = 0; i < 3; i++) {
        turns(1);
        queue.put("x");
      }
    }

    @Override
    void checkAtTheEnd() {
      // What the victim has not taken is still there; nobody waits.
      assertThat(queue.toString()).contains("getters=0 putters=0");
      assertThat(queue.qsize()).isLessThan(2);
      while (!queue.empty()) {
        queue.getNowait();
        queue.taskDone();
      }
    }
  }

  static final class OfPut extends Program {
    private final PriorityQueue<String> queue = new PriorityQueue<>(1);

    @Override
    void run() {
      queue.put("x");
    }

    @Override
    void help() {
      for (int i = 0; i < 12; i++) {
        turns(1);
        if (!queue.empty()) {
          queue.getNowait();
          queue.taskDone();
        }
      }
    }

    @Override
    void checkAtTheEnd() {
      assertThat(queue)
          .hasToString("<PriorityQueue maxsize=1 items=0 getters=0 putters=0 tasks=0>");
    }
  }

  static final class OfJoin extends Program {
    private final Queue<String> queue = new Queue<>();

    @Override
    void run() {
      queue.join();
    }

    @Override
    void help() {
      turns(4);
      queue.getNowait();
      queue.taskDone();
    }

    @Override
    void prepare() {
      queue.putNowait("x");
    }

    @Override
    void checkAtTheEnd() {
      assertThat(queue).hasToString("<Queue maxsize=0 items=0 getters=0 putters=0 tasks=0>");
    }
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        program("lock", OfLock::new),
        program("semaphore", OfSemaphore::new),
        program("event", OfEvent::new),
        program("condition", OfCondition::new),
        program("barrier", OfBarrier::new),
        program("get", OfGet::new),
        program("put", OfPut::new),
        program("join", OfJoin::new));
  }

  private static Arguments program(String name, Supplier<Program> fresh) {
    return Arguments.of(name, fresh);
  }

  /** Cancels the victim after some turns, and tells whether it was still under way. */
  private static boolean cancelledAfter(int turns, int cancels, Program program) {
    program.prepare();
    Task<Void> before = createTask("before", program::run);
    Task<Void> victim = createTask("victim", program::run);
    Task<Void> after = createTask("after", program::run);
    Task<Void> helper = createTask("helper", program::help);
    turns(turns);
    boolean underWay = !victim.done();
    for (int i = 0; i < cancels && underWay; i++) {
      victim.cancel("turn " + turns);
    }

    Throwable thrown = catchThrowable(victim::await);
    before.await();
    after.await();
    helper.await();

    assertThat(thrown == null).as("turn %s: %s", turns, thrown).isNotEqualTo(underWay);
    assertThat(victim.cancelled()).isEqualTo(underWay);
    assertThat(victim.cancelling()).isEqualTo(underWay ? cancels : 0);
    assertThat(allTasks()).as("turn %s", turns).hasSize(1);
    program.checkAtTheEnd();
    return underWay;
  }

  private static int turnsUntilDone(int cancels, Supplier<Program> fresh) {
    int turns = 0;
    while (true) {
      int now = turns;
      if (!TestLoop.run(() -> cancelledAfter(now, cancels, fresh.get()))) {
        return turns;
      }
      turns++;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void cancelAtEachTurn_takesNothingFromTheOthers(String name, Supplier<Program> fresh) {
    assertThat(turnsUntilDone(1, fresh)).as(name).isGreaterThan(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void twoCancelsAtEachTurn_takeNothingFromTheOthers(String name, Supplier<Program> fresh) {
    assertThat(turnsUntilDone(2, fresh)).as(name).isGreaterThan(2);
  }
}
