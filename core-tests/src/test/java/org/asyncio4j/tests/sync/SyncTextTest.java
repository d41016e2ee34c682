package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.sync.Barrier;
import org.asyncio4j.sync.BoundedSemaphore;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Event;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** What they print: state, owner, how many wait. */
class SyncTextTest {
  private static Task<?> ending(Task<?> task) {
    task.cancel();
    return task;
  }

  // ---------------------------------------------------------------- lock

  @Test
  void lock_showsItsOwnerAndHowManyWait() {
    TestLoop.run(() -> {
      Lock lock = new Lock();
      assertThat(lock).hasToString("<Lock [unlocked]>");
      createTask("it's me", lock::acquire).await();
      assertThat(lock).hasToString("<Lock [locked] owner=\"it's me\">");
      Task<Void> a = createTask(lock::acquire);
      Task<Void> b = createTask(lock::acquire);
      turn();

      assertThat(lock).hasToString("<Lock [locked] owner=\"it's me\" waiters=2>");

      lock.release();
      assertThat(lock).hasToString("<Lock [unlocked] waiters=2>");
      ending(a);
      ending(b);
      turns(2);
      assertThat(lock).hasToString("<Lock [unlocked]>");
    });
  }

  @Test
  void owner_isWhoGotTheLockLast() {
    TestLoop.run(() -> {
      Lock lock = new Lock();
      lock.acquire();
      Task<Void> next = createTask("next", lock::acquire);
      turn();

      lock.release();
      next.await();

      assertThat(lock).hasToString("<Lock [locked] owner='next'>");
    });
  }

  @Test
  void owner_isShownByItsNewName() {
    TestLoop.run(() -> {
      Lock lock = new Lock();
      Task<Void> task = createTask("old", lock::acquire);
      task.await();

      task.setName("new");

      assertThat(lock).hasToString("<Lock [locked] owner='new'>");
    });
  }

  // ---------------------------------------------------------------- the others

  @Test
  void event_showsWhetherItIsSetAndHowManyWait() {
    TestLoop.run(() -> {
      Event event = new Event();
      assertThat(event).hasToString("<Event [unset]>");
      Task<Void> task = createTask(event::await);
      turn();
      assertThat(event).hasToString("<Event [unset] waiters=1>");

      event.set();
      task.await();

      assertThat(event).hasToString("<Event [set]>");
    });
  }

  @Test
  void condition_showsItsLocksOwnerAndHowManyAwaitIt() {
    TestLoop.run(() -> {
      Condition condition = new Condition();
      assertThat(condition).hasToString("<Condition [unlocked]>");
      Task<Void> task = createTask(() -> condition.with(() -> condition.await()));
      turn();
      createTask("owner", condition::acquire).await();

      assertThat(condition).hasToString("<Condition [locked] owner='owner' waiters=1>");

      condition.release();
      task.cancel();
      turns(2);
    });
  }

  @Test
  void semaphore_showsItsValueWhileItIsToBeHad() {
    TestLoop.run(() -> {
      Semaphore semaphore = new Semaphore(2);
      assertThat(semaphore).hasToString("<Semaphore [unlocked, value:2]>");
      semaphore.acquire();
      semaphore.acquire();
      Task<Void> task = createTask(semaphore::acquire);
      turn();

      assertThat(semaphore).hasToString("<Semaphore [locked] waiters=1>");

      ending(task);
      turns(2);
    });
  }

  @Test
  void boundedSemaphore_hasItsOwnName() {
    assertThat(new BoundedSemaphore(0)).hasToString("<BoundedSemaphore [locked]>");
  }

  @Test
  void barrier_showsHowManyHaveArrived() {
    TestLoop.run(() -> {
      Barrier barrier = new Barrier(3);
      assertThat(barrier).hasToString("<Barrier [filling, waiters:0/3]>");
      Task<Integer> a = createTask(barrier::await);
      Task<Integer> b = createTask(barrier::await);
      turn();
      assertThat(barrier).hasToString("<Barrier [filling, waiters:2/3]>");

      barrier.reset();
      assertThat(barrier).hasToString("<Barrier [resetting, waiters:0/3]>");
      barrier.abort();

      assertThat(barrier).hasToString("<Barrier [broken]>");
      turns(3);
      assertThat(a.exception()).isNotNull();
      assertThat(b.exception()).isNotNull();
    });
  }

  // ---------------------------------------------------------------- from another thread

  @Test
  void textsReadByAnotherThreadAllTheTime_neverThrow() {
    TestLoop.run(() -> {
      Lock lock = new Lock();
      Event event = new Event();
      Condition condition = new Condition();
      Semaphore semaphore = new Semaphore(1);
      Barrier barrier = new Barrier(2);
      List<Object> all = List.of(lock, event, condition, semaphore, barrier);
      List<Throwable> thrown = new ArrayList<>();
      boolean[] stop = new boolean[1];
      int[] rounds = new int[1];
      Thread reader =
          Threads.start(() -> {
            try {
              while (!readStop(stop)) {
                all.forEach(each -> assertThat(each.toString()).startsWith("<").endsWith(">"));
                synchronized (rounds) {
                  rounds[0]++;
                }
              }
            } catch (Throwable e) {
              thrown.add(e);
            }
          });

      for (int i = 0; i < 300 || (roundsOf(rounds) < 100 && reader.isAlive()); i++) {
        Task<Void> a = createTask(() -> lock.with(() -> turns(1)));
        Task<Void> b = createTask(() -> lock.with(() -> turns(1)));
        Task<Void> c = createTask(() -> semaphore.with(() -> turns(2)));
        Task<Void> d = createTask(() -> semaphore.with(() -> condition.with(condition::signalAll)));
        Task<Void> e = createTask(() -> condition.with(() -> condition.await()));
        Task<Integer> f = createTask(barrier::await);
        event.clear();
        Task<Void> g = createTask(event::await);
        turns(2);
        b.cancel();
        barrier.await();
        event.set();
        turns(6);
        e.cancel();
        turns(4);
        assertThat(List.of(a, b, c, d, e, f, g)).allMatch(Task::done);
      }
      synchronized (stop) {
        stop[0] = true;
      }
      toThread(() -> {
        Threads.join(reader);
        return null;
      });

      assertThat(thrown).isEmpty();
      assertThat(getRunningLoop().running()).isTrue();
    });
  }

  private static boolean readStop(boolean[] stop) {
    synchronized (stop) {
      return stop[0];
    }
  }

  private static int roundsOf(int[] rounds) {
    synchronized (rounds) {
      return rounds[0];
    }
  }
}
