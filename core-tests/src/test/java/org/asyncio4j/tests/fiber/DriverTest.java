package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.tests.support.Driver;
import org.junit.jupiter.api.Test;

class DriverTest {
  @Test
  void driver_isTheOneThisRunExpects() {
    String driver = Asyncio.run(() -> Asyncio.getRunningLoop().driver());

    assertThat(driver).isEqualTo(Driver.expected());
  }

  @Test
  void task_runsOnAVirtualThread() {
    boolean isVirtual = Asyncio.run(() -> Thread.currentThread().isVirtual());

    assertThat(isVirtual).isTrue();
  }

  @Test
  void runOnAVirtualThread_turnsTheLoopAllTheSame() throws InterruptedException {
    String[] result = new String[1];
    Runnable program =
        () ->
            result[0] =
                Asyncio.run(() -> {
                  Asyncio.sleep(Duration.ofMillis(1));
                  return Asyncio.getRunningLoop().driver();
                });

    Thread.startVirtualThread(program).join();

    assertThat(result[0]).isEqualTo(Driver.expected());
  }

  @Test
  void twoLoopsAtOnce_runEachOnAThreadOfItsOwn() throws InterruptedException {
    boolean[] met = new boolean[2];
    var barrier = new java.util.concurrent.CyclicBarrier(2);
    Thread[] callers = new Thread[2];

    for (int i = 0; i < 2; i++) {
      int me = i;
      callers[i] =
          Thread.startVirtualThread(() ->
              Asyncio.run(() -> {
                Asyncio.toThread(() -> barrier.await());
                met[me] = true;
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(met).containsOnly(true);
  }
}
