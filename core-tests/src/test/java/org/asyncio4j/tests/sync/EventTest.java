package org.asyncio4j.tests.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.asyncio4j.Asyncio.action;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.toThread;
import static org.asyncio4j.Asyncio.waitFor;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.sync.Event;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.TestLoop;
import org.junit.jupiter.api.Test;

class EventTest {
  private final Trace trace = new Trace();
  private final Event event = new Event();

  private Task<Void> awaiting(String name) {
    return createTask(
        name,
        () -> {
          event.await();
          trace.add(name);
        });
  }

  @Test
  void awaitOfASetEvent_doesNotSuspend() {
    TestLoop.run(() -> {
      event.set();
      getRunningLoop().callSoon(() -> trace.add("turn"));

      event.await();

      trace.is();
    });
  }

  @Test
  void set_wakesAllInTheOrderInWhichTheyCame() {
    TestLoop.run(() -> {
      Task<?>[] tasks = {awaiting("a"), awaiting("b"), awaiting("c")};
      turn();

      event.set();
      gather(tasks).await();

      trace.is("a", "b", "c");
    });
  }

  @Test
  void clearRightAfterSet_doesNotTakeTheWakeupBack() {
    TestLoop.run(() -> {
      Task<Void> task = awaiting("a");
      turn();

      event.set();
      event.clear();
      task.await();

      trace.is("a");
      assertThat(event.isSet()).isFalse();
    });
  }

  @Test
  void whoComesAfterTheClear_waits() {
    TestLoop.run(() -> {
      event.set();
      event.clear();
      Task<Void> late = awaiting("late");
      turns(3);

      assertThat(late.done()).isFalse();
      event.set();
      late.await();
    });
  }

  @Test
  void cancelledWaiter_onlyStopsWaiting() {
    TestLoop.run(() -> {
      Task<Void> a = awaiting("a");
      Task<Void> b = awaiting("b");
      turn();

      a.cancel();
      event.set();
      b.await();

      trace.is("b");
      assertThat(a.cancelled()).isTrue();
    });
  }

  @Test
  void waiterCancelledInTheTurnOfTheSet_isCancelled() {
    TestLoop.run(() -> {
      Task<Void> task = awaiting("a");
      turn();

      event.set();
      task.cancel();

      assertThat(catchThrowable(task::await)).isInstanceOf(CancelledError.class);
      assertThat(event).hasToString("<Event [set]>");
    });
  }

  @Test
  void waitFor_givesUpWaiting() {
    TestLoop.run(() -> {
      Throwable thrown = catchThrowable(() -> waitFor(action(event::await), seconds(1)));

      assertThat(thrown).isInstanceOf(TimeoutException.class);
      assertThat(event).hasToString("<Event [unset]>");
    });
  }

  @Test
  void anotherThread_setsItThroughTheLoop() {
    TestLoop.run(() -> {
      EventLoop loop = getRunningLoop();
      Task<Void> task = awaiting("a");

      toThread(() -> loop.callSoonThreadsafe(event::set));
      task.await();

      trace.is("a");
    });
  }

  @Test
  void setBeforeTheRun_holdsInIt() {
    event.set();

    TestLoop.run(event::await);

    assertThat(event.isSet()).isTrue();
  }
}
