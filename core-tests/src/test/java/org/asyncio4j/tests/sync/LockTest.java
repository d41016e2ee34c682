package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.exitStack;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.Asyncio.with;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.DeadlockException;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class LockTest {
  private final Trace trace = new Trace();
  private final Lock lock = new Lock();

  private Task<Void> taking(String name, int turnsInside) {
    return createTask(
        name,
        () -> {
          lock.acquire();
          trace.add(name);
          turns(turnsInside);
          lock.release();
        });
  }

  // ---------------------------------------------------------------- order

  @Test
  void freeLock_isTakenWithoutSuspending() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("turn"));

      lock.acquire();

      trace.is();
      assertThat(lock.locked()).isTrue();
    });
  }

  @Test
  void waiters_getItInTheOrderInWhichTheyCame() {
    TestLoop.run(() -> {
      gather(taking("a", 2), taking("b", 0), taking("c", 1)).await();

      trace.is("a", "b", "c");
    });
  }

  @Test
  void releasedLock_standsOpenUntilTheWokenTaskRuns() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> waiter = taking("waiter", 0);
      turn();

      lock.release();

      assertThat(lock.locked()).isFalse();
      waiter.await();
      trace.is("waiter");
    });
  }

  @Test
  void newcomer_doesNotOvertakeTheWokenTask() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> waiter = taking("waiter", 0);
      turn();

      lock.release();
      lock.acquire();

      trace.add("newcomer");
      trace.is("waiter", "newcomer");
      assertThat(waiter.done()).isTrue();
    });
  }

  @Test
  void newcomer_overtakesThoseWhoAreAllCancelled() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> waiter = taking("waiter", 0);
      turn();
      waiter.cancel();
      lock.release();
      getRunningLoop().callSoon(() -> trace.add("turn"));

      lock.acquire();

      trace.is();
    });
  }

  @Test
  void secondAcquireOfATask_waitsForItself() {
    assertThatThrownBy(() ->
            new VirtualClock()
                .run(() -> {
                  lock.acquire();
                  lock.acquire();
                }))
        .isInstanceOf(DeadlockException.class);
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledWaiter_leavesTheLine() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> a = taking("a", 0);
      Task<Void> b = taking("b", 0);
      turn();

      a.cancel();
      turn();
      lock.release();
      b.await();

      trace.is("b");
      assertThat(a.cancelled()).isTrue();
    });
  }

  @Test
  void waiterCancelledAfterItWasWoken_wakesTheNext() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> a = taking("a", 0);
      Task<Void> b = taking("b", 0);
      turn();

      lock.release();
      a.cancel();
      b.await();

      trace.is("b");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void firstWaiterCancelledBeforeTheRelease_passesTheLockOn() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> a = taking("a", 0);
      Task<Void> b = taking("b", 0);
      turn();

      a.cancel();
      lock.release();
      b.await();

      trace.is("b");
    });
  }

  @Test
  void thousandsCancelledInTheMiddle_theOthersGetItInOrder() {
    TestLoop.run(() -> {
      lock.acquire();
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        tasks.add(taking("t" + i, 0));
      }
      turn();
      for (int i = 0; i < 10_000; i++) {
        if (i % 5_000 != 7) {
          tasks.get(i).cancel();
        }
      }

      lock.release();
      turns(4);

      trace.is("t7", "t5007");
      assertThat(lock).hasToString("<Lock [unlocked]>");
    });
  }

  @Test
  void timeout_whileWaiting_leavesTheLine() {
    TestLoop.run(() -> {
      lock.acquire();

      Throwable thrown = catchThrowable(() -> timeout(seconds(1), lock::acquire));

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(lock.toString()).doesNotContain("waiters");
    });
  }

  // ---------------------------------------------------------------- release

  @Test
  void releaseOfAFreeLock_isRefused() {
    assertThatThrownBy(lock::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Lock is not acquired.; <Lock [unlocked]> was released once too often: release it once"
                + " for each acquire");
  }

  @Test
  void anotherTask_mayRelease() {
    TestLoop.run(() -> {
      lock.acquire();

      createTask(lock::release).await();

      assertThat(lock.locked()).isFalse();
    });
  }

  // ---------------------------------------------------------------- blocks

  @Test
  void with_givesTheResultOfTheBlockAndReleases() {
    TestLoop.run(() -> {
      String result = lock.with(() -> lock.locked() ? "inside" : "");

      assertThat(result).isEqualTo("inside");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void with_throwsTheBlocksCheckedExceptionAndReleases() {
    TestLoop.run(() -> {
      IOException error = new IOException("x");
      try {
        lock.with(() -> {
          throwIt(error);
        });
      } catch (IOException e) { // the compiler knows of it
        assertThat(e).isSameAs(error);
      }

      assertThat(lock.locked()).isFalse();
    });
  }

  private static void throwIt(IOException error) throws IOException {
    throw error;
  }

  @Test
  void with_cancelledWhileItWaits_doesNotRunTheBlockNorRelease() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> task = createTask(() -> lock.with(() -> trace.add("block")));
      turn();

      task.cancel();
      turns(2);

      trace.is();
      assertThat(task.cancelled()).isTrue();
      assertThat(lock.locked()).isTrue();
    });
  }

  @Test
  void with_whoseBlockHasReleased_failsAndKeepsTheBlocksException() {
    TestLoop.run(() -> {
      IllegalArgumentException own = new IllegalArgumentException("own");

      Throwable thrown =
          catchThrowable(() ->
              lock.with(() -> {
                lock.release();
                throw own;
              }));

      assertThat(thrown)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Lock is not acquired.")
          .hasSuppressedException(own);
    });
  }

  @Test
  void hold_releasesAtTheEndOfTheBlock() {
    TestLoop.run(() -> {
      try (var held = lock.hold()) {
        assertThat(held.value()).isNull();
        assertThat(lock.locked()).isTrue();
      }

      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void hold_closedTwice_doesNotReleaseTheNextOnesLock() {
    TestLoop.run(() -> {
      var held = lock.hold();
      held.close();
      lock.acquire();

      held.close();

      assertThat(lock.locked()).isTrue();
      assertThat(held).hasToString("<Held [released]>");
    });
  }

  @Test
  void facadesWith_takesALock() {
    TestLoop.run(() -> {
      boolean inside = with(lock, () -> lock.locked());

      assertThat(inside).isTrue();
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void exitStack_takesALock() {
    TestLoop.run(() -> {
      Throwable thrown =
          catchThrowable(() ->
              exitStack(stack -> {
                stack.enter(lock);
                throw new IllegalArgumentException("x");
              }));

      assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage("x");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void held_showsWhatItHolds() {
    TestLoop.run(() -> {
      ContextManager.Held<Void> held = lock.open();

      assertThat(held.toString()).startsWith("<Held <Lock [locked] owner=");
    });
  }

  @Test
  void methodReference_isCodeForATask() {
    TestLoop.run(() -> {
      Task<Void> task = createTask("taker", lock::acquire);
      task.await();

      assertThat(lock.locked()).isTrue();
    });
  }

  @Test
  void cancelledErrorOfAWaiter_carriesTheMessage() {
    TestLoop.run(() -> {
      lock.acquire();
      Task<Void> task = taking("a", 0);
      turn();

      task.cancel("why");

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("why");
    });
  }
}
