package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.sync.BoundedSemaphore;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class SemaphoreTest {
  private final Trace trace = new Trace();

  private Task<Void> taking(Semaphore semaphore, String name) {
    return createTask(
        name,
        () -> {
          semaphore.acquire();
          trace.add(name);
        });
  }

  @Test
  void asManyAsItsPermits_areInsideAtATime() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(2);
      int[] inside = new int[2]; // now, at most
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        tasks.add(
            createTask(() ->
                semaphore.with(() -> {
                  inside[0]++;
                  inside[1] = Math.max(inside[1], inside[0]);
                  turns(2);
                  inside[0]--;
                })));
      }

      gather(tasks).await();

      assertThat(inside).containsExactly(0, 2);
    });
  }

  @Test
  void withoutANumber_hasOnePermit() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore();

      semaphore.acquire();

      assertThat(semaphore.locked()).isTrue();
      assertThat(new BoundedSemaphore()).hasToString("<BoundedSemaphore [unlocked, value:1]>");
    });
  }

  @Test
  void releaseBeyondTheFirstValue_addsAPermit() {
    Semaphore semaphore = new Semaphore(1);

    semaphore.release();

    assertThat(semaphore).hasToString("<Semaphore [unlocked, value:2]>");
  }

  @Test
  void permit_belongsToTheWokenTaskBeforeItRuns() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> waiter = taking(semaphore, "waiter");
      turn();

      semaphore.release();

      assertThat(semaphore.locked()).isTrue();
      waiter.await();
    });
  }

  @Test
  void newcomer_doesNotOvertakeAWokenTaskEvenIfThereIsAPermit() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> waiter = taking(semaphore, "waiter");
      turn();

      semaphore.release();
      semaphore.release();
      semaphore.acquire();

      trace.add("newcomer");
      trace.is("waiter", "newcomer");
      waiter.await();
    });
  }

  @Test
  void severalReleases_wakeAsMany() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<?>[] tasks = {taking(semaphore, "a"), taking(semaphore, "b"), taking(semaphore, "c")};
      turn();

      semaphore.release();
      semaphore.release();
      turns(3);

      trace.is("a", "b");
      semaphore.release();
      gather(tasks).await();
    });
  }

  @Test
  void waiterCancelledAfterItWasWoken_givesThePermitToTheNext() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> a = taking(semaphore, "a");
      Task<Void> b = taking(semaphore, "b");
      turn();

      semaphore.release();
      a.cancel();
      b.await();

      trace.is("b");
      assertThat(semaphore).hasToString("<Semaphore [locked]>");
    });
  }

  @Test
  void lastWaiterCancelledAfterItWasWoken_givesThePermitBack() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> task = taking(semaphore, "a");
      turn();

      semaphore.release();
      task.cancel();
      turns(2);

      assertThat(semaphore).hasToString("<Semaphore [unlocked, value:1]>");
    });
  }

  @Test
  void waiterCancelledBeforeTheRelease_takesNoPermit() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> a = taking(semaphore, "a");
      Task<Void> b = taking(semaphore, "b");
      turn();

      a.cancel();
      semaphore.release();
      b.await();

      trace.is("b");
    });
  }

  @Test
  void cancelledWaiters_doNotLockIt() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(0);
      Task<Void> task = taking(semaphore, "a");
      turn();
      task.cancel();

      semaphore.release();

      assertThat(semaphore.locked()).isFalse();
      turns(2);
    });
  }

  @Test
  void boundedSemaphore_refusesOneReleaseTooMany() {
    BoundedSemaphore semaphore = new BoundedSemaphore(2);

    assertThatThrownBy(semaphore::release)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "BoundedSemaphore released too many times; <BoundedSemaphore [unlocked, value:2]> has"
                + " all its permits (2): release it once for each acquire");
  }

  @Test
  void boundedSemaphore_isReleasedAsOftenAsAcquired() {
    TestLoop.run(() -> {
      BoundedSemaphore semaphore = new BoundedSemaphore(1);
      semaphore.acquire();

      semaphore.release();

      assertThat(semaphore.locked()).isFalse();
    });
  }

  @Test
  void negativeValue_isRefused() {
    assertThatThrownBy(() -> new Semaphore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Semaphore initial value must be >= 0; value: -1 (expected: zero or more)");
  }

  @Test
  void hold_releasesAtTheEndOfTheBlock() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(1);

      try (var _ = semaphore.hold()) {
        assertThat(semaphore.locked()).isTrue();
      }

      assertThat(semaphore.locked()).isFalse();
    });
  }
}
