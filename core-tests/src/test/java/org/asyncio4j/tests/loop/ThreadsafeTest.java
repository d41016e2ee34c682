package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** {@code callSoonThreadsafe}: the door for other threads. */
class ThreadsafeTest {
  private static final int THREADS = 4;
  private static final String CLOSED = "Event loop is closed";

  @Test
  void manyThreads_everyCallArrivesOnceInTheOrderOfItsThread() {
    int each = 20_000;
    int[] last = new int[THREADS];
    int[] wrong = new int[1];

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> all = loop.createFuture();
      int[] arrived = new int[1];
      for (int t = 0; t < THREADS; t++) {
        int me = t;
        Threads.start(() -> {
          for (int i = 1; i <= each; i++) {
            int number = i;
            loop.callSoonThreadsafe(() -> {
              wrong[0] += number == last[me] + 1 ? 0 : 1;
              last[me] = number;
              if (++arrived[0] == each * THREADS) {
                all.setResult("");
              }
            });
          }
        });
      }
      all.await();
    });

    assertThat(last).containsOnly(each);
    assertThat(wrong[0]).isZero();
  }

  @Test
  void idleLoop_isWokenByEachCall() {
    int rounds = 20_000;
    int[] answers = new int[1];

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> end = loop.createFuture();
      Threads.start(() -> {
        for (int i = 0; i < rounds; i++) {
          CountDownLatch answered = new CountDownLatch(1);
          loop.callSoonThreadsafe(() -> {
            answers[0]++;
            answered.countDown();
          });
          Threads.await(answered); // the loop idles again by now, or is about to
        }
        loop.callSoonThreadsafe(() -> end.setResult(""));
      });
      end.await();
    });

    assertThat(answers[0]).isEqualTo(rounds);
  }

  @Test
  void callWhileTheLoopSleeps_runsBeforeTheTimer() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> end = loop.createFuture();
      loop.callLater(Duration.ofHours(1), () -> trace.add("timer"));
      Threads.start(() -> loop.callSoonThreadsafe(() -> end.setResult("called")));
      trace.add(end.await());
    });

    trace.is("called");
  }

  @Test
  void callsWhileTheLoopCloses_areRunOrRefusedAndNothingHangs() throws Exception {
    for (int round = 0; round < 200; round++) {
      EventLoop loop = Asyncio.newEventLoop();
      List<String> refusals = new CopyOnWriteArrayList<>();
      CountDownLatch running = new CountDownLatch(THREADS);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(Threads.start(() -> refusals.add(callUntilRefused(loop, running))));
      }
      Threads.await(running);

      loop.runUntilComplete(() -> Asyncio.sleep(Duration.ZERO, ""));
      loop.close();

      for (Thread thread : threads) {
        Threads.join(thread);
      }
      assertThat(refusals).hasSize(THREADS).allMatch(text -> text.startsWith(CLOSED));
    }
  }

  private static String callUntilRefused(EventLoop loop, CountDownLatch running) {
    try {
      for (; ; ) {
        loop.callSoonThreadsafe(() -> {});
        running.countDown();
        LockSupport.parkNanos(1);
      }
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  @Test
  void floodFromOtherThreads_keepsNoTaskAndNoTimerFromGoingOn() throws InterruptedException {
    AtomicBoolean through = new AtomicBoolean();
    AtomicInteger unhindered = new AtomicInteger();
    int most = 3_000_000;
    List<Thread> threads = new ArrayList<>();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      for (int t = 0; t < 3; t++) {
        threads.add(
            Threads.start(() -> {
              int calls = 0;
              while (!through.get() && calls < most) {
                loop.callSoonThreadsafe(() -> {});
                calls++;
              }
              unhindered.addAndGet(calls == most ? 1 : 0);
            }));
      }
      for (int i = 0; i < 3; i++) {
        Asyncio.sleep(Duration.ofMillis(1));
      }
      through.set(true);
      for (Thread thread : threads) {
        Threads.join(thread);
      }
    });

    assertThat(unhindered).hasValue(0);
  }

  @Test
  void callOnALoopThatDoesNotRunYet_waitsForTheRun() throws InterruptedException {
    Trace trace = new Trace();
    EventLoop loop = Asyncio.newEventLoop();
    Threads.join(Threads.start(() -> loop.callSoonThreadsafe(() -> trace.add("handed over"))));

    loop.runUntilComplete(() -> Asyncio.sleep(Duration.ZERO, ""));
    loop.close();

    trace.is("handed over");
  }

  @Test
  void callOnAClosedLoop_isRefused() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThatThrownBy(() -> loop.callSoonThreadsafe(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(CLOSED + "; use the running loop, or make a new one with newEventLoop()");
  }

  @Test
  void handleCancelledByAnotherThread_doesNotRun() {
    Trace trace = new Trace();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> end = loop.createFuture();
      Thread other =
          Threads.start(() -> {
            Handle handle = loop.callSoonThreadsafe(() -> trace.add("cancelled"));
            handle.cancel();
            loop.callSoonThreadsafe(() -> end.setResult(""));
          });
      Threads.until(() -> !other.isAlive()); // holds the loop, so that the cancel comes first
      end.await();
    });

    trace.is();
  }

  @Test
  void callback_runsInACopyOfTheThreadsContext() {
    ContextVar<String> variable = ContextVar.of("variable");
    Trace trace = new Trace();

    Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Future<String> end = loop.createFuture();
      Threads.start(() -> {
        variable.set("thread's");
        loop.callSoonThreadsafe(() -> end.setResult(variable.get()));
      });
      trace.add(end.await());
    });

    trace.is("thread's");
  }
}
