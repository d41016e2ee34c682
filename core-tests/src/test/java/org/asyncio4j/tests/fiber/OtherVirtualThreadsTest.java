package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.asyncio4j.Asyncio;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** Virtual threads that a task's code makes are none of the loop's. */
class OtherVirtualThreadsTest {
  @Test
  void virtualThreadOfATask_runsWhileTheTaskHoldsTheLoop() {
    AtomicBoolean ran = new AtomicBoolean();

    Asyncio.run(() -> {
      Thread.startVirtualThread(() -> ran.set(true));
      Threads.until(ran::get); // spins: the loop's thread does nothing else meanwhile
    });

    assertThat(ran).isTrue();
  }

  @Test
  void virtualThreadOfATask_hasNoRunningLoop() {
    String[] message = new String[1];

    Asyncio.run(() ->
        Thread.startVirtualThread(
                () -> {
                  try {
                    Asyncio.getRunningLoop();
                  } catch (IllegalStateException e) {
                    message[0] = e.getMessage();
                  }
                })
            .join());

    assertThat(message[0]).startsWith("no running event loop");
  }

  @Test
  void virtualThreadsThatBlockAndYield_endWhileTheTaskHoldsTheLoop() {
    AtomicInteger ended = new AtomicInteger();

    Asyncio.run(() -> {
      CountDownLatch gate = new CountDownLatch(1);
      for (int i = 0; i < 50; i++) {
        Thread.startVirtualThread(() -> {
          try {
            gate.await();
            Thread.yield();
            Thread.sleep(1);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          ended.incrementAndGet();
        });
      }
      gate.countDown();
      Threads.until(() -> ended.get() == 50);
    });

    assertThat(ended).hasValue(50);
  }

  @Test
  void executorOfVirtualThreads_worksInATask() {
    int sum =
        Asyncio.run(() -> {
          try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = executor.submit(() -> nested(executor));
            Asyncio.sleep(Duration.ofMillis(1));
            return one.get();
          }
        });

    assertThat(sum).isEqualTo(42);
  }

  private static int nested(ExecutorService executor) throws Exception {
    return executor.submit(() -> 42).get();
  }
}
