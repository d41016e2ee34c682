package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.sync.Condition;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final Trace trace = new Trace();
  private final Lock lock = new Lock();
  private final Condition condition = new Condition(lock);
  private boolean flag;

  private Task<Void> awaiting(String name) {
    return createTask(
        name,
        () ->
            condition.with(() -> {
              condition.await();
              trace.add(name);
            }));
  }

  private void signal(int count) {
    condition.with(() -> condition.signal(count));
  }

  private void signalAll() {
    condition.with(condition::signalAll);
  }

  // ---------------------------------------------------------------- signal

  @Test
  void signal_wakesTheFirst() {
    TestLoop.run(() -> {
      Task<Void> a = awaiting("a");
      Task<Void> b = awaiting("b");
      turns(2);

      condition.with(() -> condition.signal());
      turns(4);

      trace.is("a");
      assertThat(b.done()).isFalse();
      signalAll();
      gather(a, b).await();
    });
  }

  @Test
  void signalOfSeveral_wakesAsMany() {
    TestLoop.run(() -> {
      Task<?>[] tasks = {awaiting("a"), awaiting("b"), awaiting("c")};
      turns(3);

      signal(2);
      turns(6);

      trace.is("a", "b");
      signal(1);
      gather(tasks).await();
    });
  }

  @Test
  void signalOfMoreThanWait_wakesAll() {
    TestLoop.run(() -> {
      Task<?>[] tasks = {awaiting("a"), awaiting("b")};
      turns(2);

      signal(Integer.MAX_VALUE);
      gather(tasks).await();

      trace.is("a", "b");
    });
  }

  @Test
  void signalOfNoneOrLess_wakesNobody() {
    TestLoop.run(() -> {
      Task<Void> task = awaiting("a");
      turn();

      signal(0);
      signal(-1);
      turns(4);

      trace.is();
      signalAll();
      task.await();
    });
  }

  @Test
  void signalBeforeAnybodyWaits_isLost() {
    TestLoop.run(() -> {
      signal(1);
      Task<Void> task = awaiting("a");
      turns(4);

      trace.is();
      signal(1);
      task.await();
    });
  }

  @Test
  void signalledTask_goesOnWhenTheLockIsFree() {
    TestLoop.run(() -> {
      Task<Void> task = awaiting("a");
      turn();

      condition.with(() -> {
        condition.signal();
        turns(5);
        trace.add("still mine");
      });
      task.await();

      trace.is("still mine", "a");
    });
  }

  @Test
  void twoConditionsOnOneLock_wakeTheirOwn() {
    TestLoop.run(() -> {
      Condition other = new Condition(lock);
      Task<Void> mine = awaiting("mine");
      Task<Void> others =
          createTask(() ->
              other.with(() -> {
                other.await();
                trace.add("other's");
              }));
      turns(2);

      other.with(other::signalAll);
      others.await();

      trace.is("other's");
      signalAll();
      mine.await();
    });
  }

  // ---------------------------------------------------------------- awaitFor

  @Test
  void awaitFor_testsFirst() {
    TestLoop.run(() -> {
      getRunningLoop().callSoon(() -> trace.add("turn"));

      condition.with(() -> condition.awaitFor(() -> true));

      trace.is();
    });
  }

  @Test
  void awaitFor_testsAtEachSignalWithTheLockHeld() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() ->
              condition.with(() -> {
                condition.awaitFor(() -> {
                  trace.add(flag + " " + lock.locked());
                  return flag;
                });
              }));
      turn();

      signalAll();
      turns(3);
      flag = true;
      signalAll();
      task.await();

      trace.is("false true", "false true", "true true");
    });
  }

  @Test
  void awaitFor_whosePredicateThrows_throwsIt() {
    TestLoop.run(() -> {
      IllegalArgumentException error = new IllegalArgumentException("x");

      Throwable thrown =
          catchThrowable(() ->
              condition.with(() -> {
                condition.awaitFor(() -> {
                  throw error;
                });
              }));

      assertThat(thrown).isSameAs(error);
      assertThat(lock.locked()).isFalse();
    });
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void cancelledWait_getsTheLockBackBeforeItThrows() {
    TestLoop.run(() -> {
      Task<Void> task =
          createTask(() -> {
            condition.acquire();
            try {
              condition.await();
            } finally {
              trace.add("lock " + lock.locked());
              condition.release();
            }
          });
      turn();
      lock.acquire();

      task.cancel();
      turns(5);
      trace.add("released");
      lock.release();

      assertThat(catchThrowable(task::await)).isInstanceOf(CancelledError.class);
      trace.is("released", "lock true");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void furtherCancelsWhileItWaitsForTheLock_throwTheLast() {
    TestLoop.run(() -> {
      Task<Void> task = awaiting("a");
      turn();
      lock.acquire();

      for (String message : new String[] {"first", "second", "third"}) {
        task.cancel(message);
        turns(2);
      }
      assertThat(task.done()).isFalse();
      lock.release();

      assertThatThrownBy(task::await).isInstanceOf(CancelledError.class).hasMessage("third");
      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void signalledAndThenCancelled_passesTheSignalOn() {
    TestLoop.run(() -> {
      Task<Void> a = awaiting("a");
      Task<Void> b = awaiting("b");
      turns(2);

      signal(1);
      a.cancel();
      b.await();

      trace.is("b");
      assertThat(a.cancelled()).isTrue();
    });
  }

  @Test
  void signalledAndCancelledWhileItWaitsForTheLock_passesTheSignalOn() {
    TestLoop.run(() -> {
      Task<Void> a = awaiting("a");
      Task<Void> b = awaiting("b");
      turns(2);
      lock.acquire();
      condition.signal();
      turns(2); // a waits for the lock now

      a.cancel();
      turns(2);
      lock.release();
      b.await();

      trace.is("b");
      assertThat(a.cancelled()).isTrue();
    });
  }

  @Test
  void timeout_endsWithTheLockHeld() {
    TestLoop.run(() -> {
      condition.acquire();

      Throwable thrown = catchThrowable(() -> timeout(seconds(1), condition::await));

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(lock.locked()).isTrue();
      condition.release();
    });
  }

  // ---------------------------------------------------------------- without the lock

  @Test
  void awaitWithoutTheLock_isRefused() {
    TestLoop.run(() -> {
      assertThatThrownBy(condition::await)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "cannot wait on un-acquired lock; acquire <Condition [unlocked]> before you await"
                  + " it");
    });
  }

  @Test
  void signalWithoutTheLock_isRefused() {
    String text =
        "cannot notify on un-acquired lock; acquire <Condition [unlocked]> before you signal it";

    assertThatThrownBy(() -> condition.signal())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(text);
    assertThatThrownBy(condition::signalAll)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(text);
  }

  @Test
  void itsLock_isTheOneGiven() {
    TestLoop.run(() -> {
      try (var _ = condition.hold()) {
        assertThat(lock.locked()).isTrue();
        assertThat(condition.locked()).isTrue();
      }

      assertThat(lock.locked()).isFalse();
    });
  }

  @Test
  void nullLock_isRefused() {
    assertThatThrownBy(() -> new Condition(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("lock");
  }
}
