package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Driver;
import org.junit.jupiter.api.Test;

/** A user's code never runs on the thread that turns the loop. */
class CallbackThreadTest {
  private static final Duration MOMENT = Duration.ofMillis(1);
  private final Trace trace = new Trace();

  private void note(String what) {
    trace.add(what + ": " + Thread.currentThread().isVirtual());
  }

  @Test
  void callbacksHandlersAndTexts_runOnFibers() {
    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.setExceptionHandler((in, report) -> note("exception handler"));
      Future<String> future = loop.createFuture();
      future.addDoneCallback(done -> note("done callback"));
      loop.callSoon(() -> note("callSoon"));
      loop.callSoonThreadsafe(() -> note("callSoonThreadsafe"));
      loop.callSoon(() -> {
        throw new IllegalStateException("wanted");
      });
      loop.callLater(MOMENT, () -> note("callLater"));
      future.setResult("");
      Asyncio.sleep(MOMENT.multipliedBy(20));
    });

    trace.is(
        "callSoon: true",
        "callSoonThreadsafe: true",
        "exception handler: true",
        "done callback: true",
        "callLater: true");
  }

  @Test
  void exceptionHandlerCalledAtTheEndOfRun_runsOnAFiberOrTheCaller() {
    EventLoop loop = Asyncio.newEventLoop();
    Thread[] on = new Thread[1];
    loop.setExceptionHandler((in, report) -> on[0] = Thread.currentThread());
    Future<String> lost = loop.createFuture();
    lost.setException(new IllegalStateException("wanted"));

    loop.close();

    assertThat(on[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void lockHeldByASuspendedTaskAndWantedByACallback_doesNotStopTheLoop_portableHolds() {
    ReentrantLock lock = new ReentrantLock();

    Asyncio.run(() -> {
      Task<?> holder =
          Asyncio.createTask(() -> {
            lock.lock();
            Asyncio.sleep(MOMENT.multipliedBy(50));
            trace.add("unlocks");
            lock.unlock();
          });
      Asyncio.getRunningLoop()
          .callSoon(() -> {
            Duration atMost = MOMENT.multipliedBy(Driver.scheduled() ? 10_000 : 100);
            boolean got = lock.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
            trace.add("callback got it: " + got);
            if (got) {
              lock.unlock();
            }
          });
      Asyncio.sleep(MOMENT);
      trace.add("others");
      holder.await();
      Asyncio.sleep(MOMENT);
    });

    if (Driver.scheduled()) {
      trace.is("others", "unlocks", "callback got it: true");
    } else {
      trace.is("callback got it: false", "others", "unlocks");
    }
  }

  @Test
  void callbacksGoOn_whileOneOfThemSitsInABlockingCall_portableHolds() {
    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callSoon(() -> {
        Thread.sleep(50);
        trace.add("slow callback");
      });
      loop.callSoon(() -> trace.add("next callback"));
      Asyncio.sleep(MOMENT.multipliedBy(200));
    });

    if (Driver.scheduled()) {
      trace.is("next callback", "slow callback");
    } else {
      trace.is("slow callback", "next callback");
    }
  }

  @Test
  void callbackThatHasBlocked_leavesNoThreadThatATaskAndCallbacksShare() {
    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> wanted = loop.createFuture();
      Future<String> blockedIsOver = loop.createFuture();
      loop.callSoon(() -> {
        Thread.sleep(1); // its thread is one for callbacks from then on
        blockedIsOver.setResult("");
      });
      loop.callSoon(() -> trace.add("callback beside it"));
      blockedIsOver.await();
      Task<String> other = Asyncio.createTask(() -> wanted.await()); // takes the thread of that one
      Asyncio.sleep(Duration.ZERO);
      loop.callSoon(() -> trace.add("callback"));
      Asyncio.sleep(Duration.ZERO);
      Task<String> waiting = Asyncio.createTask(() -> wanted.await());
      Asyncio.sleep(Duration.ZERO);
      loop.callSoon(() -> trace.add("callback"));
      Asyncio.sleep(Duration.ZERO);
      trace.add("waits: " + !waiting.done());
      wanted.setResult("result");
      trace.add(waiting.await() + other.await());
    });

    trace.is("callback beside it", "callback", "callback", "waits: true", "resultresult");
  }
}
