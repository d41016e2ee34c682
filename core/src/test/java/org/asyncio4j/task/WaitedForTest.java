package org.asyncio4j.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;

import java.time.Duration;
import java.util.List;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.WaitedFor;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.queue.Queue;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.junit.jupiter.api.Test;

/** What tools see of a task that waits for a lock or a queue. */
class WaitedForTest {
  private static WaitedFor of(Task<?> task) {
    assertThat(task.waitingFor()).isInstanceOf(Waiter.class);
    return ((Waiter<?>) task.waitingFor()).what();
  }

  /** Lets a task wait, and tells what tools see. */
  private static String describe(Action wait) {
    return run(() -> {
      Task<?> task = createTask(wait);
      sleep(Duration.ZERO);
      return of(task).describe();
    });
  }

  @Test
  void taskInLineForALock_namesItAndItsOwner() {
    Lock lock = new Lock();

    run(() -> {
      Task<?> owner = createTask("owner", lock::acquire);
      Task<?> waiter = createTask(lock::acquire);
      sleep(Duration.ZERO);

      assertThat(of(waiter).describe()).isEqualTo("<Lock [locked] owner='owner' waiters=1>");
      assertThat(List.copyOf(of(waiter).heldBy())).isEqualTo(List.of(owner));
      lock.release();
      assertThat(of(waiter).heldBy()).isEmpty();
    });
  }

  @Test
  void taskThatAwaitsACondition_namesIt() {
    Condition condition = new Condition();

    assertThat(describe(() -> condition.with(() -> condition.await())))
        .isEqualTo("<Condition [unlocked] waiters=1>");
  }

  @Test
  void taskInLineForAConditionsLock_namesTheLockAndItsOwner() {
    Condition condition = new Condition();

    run(() -> {
      Task<?> owner = createTask("owner", condition::acquire);
      Task<?> waiter = createTask(condition::acquire);
      sleep(Duration.ZERO);

      assertThat(of(waiter).describe()).isEqualTo("<Lock [locked] owner='owner' waiters=1>");
      assertThat(List.copyOf(of(waiter).heldBy())).isEqualTo(List.of(owner));
    });
  }

  @Test
  void taskAtABarrier_namesTheBarrierAndNotWhatIsInside() {
    assertThat(describe(new Barrier(2)::await)).isEqualTo("<Barrier [filling, waiters:1/2]>");
  }

  @Test
  void taskThatWaitsForAnEvent_namesIt() {
    assertThat(describe(new Event()::await)).isEqualTo("<Event [unset] waiters=1>");
  }

  @Test
  void taskInLineForASemaphore_namesIt() {
    assertThat(describe(new Semaphore(0)::acquire)).isEqualTo("<Semaphore [locked] waiters=1>");
  }

  @Test
  void taskThatWaitsForAQueue_namesItAndHowMuchIsInIt() {
    Queue<String> full = new Queue<>(1);
    full.putNowait("x");

    assertThat(describe(() -> full.put("y")))
        .isEqualTo("<Queue maxsize=1 items=1 getters=0 putters=1 tasks=1>");
    assertThat(describe(() -> new Queue<String>().get()))
        .isEqualTo("<Queue maxsize=0 items=0 getters=1 putters=0 tasks=0>");
  }

  @Test
  void taskThatJoinsAQueue_namesItAndHowMuchIsNotDone() {
    Queue<String> queue = new Queue<>();
    queue.putNowait("x");

    assertThat(describe(queue::join))
        .isEqualTo("<Queue maxsize=0 items=1 getters=0 putters=0 tasks=1>");
  }
}
