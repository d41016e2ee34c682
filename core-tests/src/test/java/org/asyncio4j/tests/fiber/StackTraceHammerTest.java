package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** While one thread takes stack traces, resumes of that moment arrive late and from that thread. */
class StackTraceHammerTest {
  private static final int TASKS = 4;

  private final List<Thread> targets = new CopyOnWriteArrayList<>();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong taken = new AtomicLong();

  private void whileHammered(Action program) throws InterruptedException {
    Thread hammer =
        Threads.start(() -> {
          while (!stop.get()) {
            for (Thread target : targets) {
              if (target.getStackTrace().length > 0) {
                taken.incrementAndGet();
              }
            }
          }
        });
    try {
      Asyncio.run(program);
    } finally {
      stop.set(true);
      Threads.join(hammer);
    }
  }

  @Test
  void tasksThatSwitchAHundredThousandTimes_keepTheirOrder() throws InterruptedException {
    int switches = 100_000;
    int[] turn = new int[1];
    int[] outOfOrder = new int[1];

    whileHammered(() -> {
      targets.add(Thread.currentThread());
      while (taken.get() == 0) { // until the hammer is at work
        Asyncio.sleep(Duration.ZERO);
      }
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        int me = i;
        Action body =
            () -> {
              targets.add(Thread.currentThread());
              for (int n = 0; n < switches / TASKS; n++) {
                if (turn[0]++ % TASKS != me) {
                  outOfOrder[0]++;
                }
                Asyncio.sleep(Duration.ZERO);
              }
            };
        tasks.add(Asyncio.createTask(body));
      }
      Asyncio.gather(tasks).await();
    });

    assertThat(turn[0]).isEqualTo(switches);
    assertThat(outOfOrder[0]).isZero();
    assertThat(taken.get()).isPositive();
  }

  @Test
  void tasksInBlockingCalls_comeBackEachTime() throws InterruptedException {
    int[] woken = new int[1];

    whileHammered(() -> {
      List<Task<?>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        Action body =
            () -> {
              targets.add(Thread.currentThread());
              for (int n = 0; n < 500; n++) {
                Thread.sleep(0, 50_000);
                woken[0]++;
                Asyncio.sleep(Duration.ZERO);
              }
            };
        tasks.add(Asyncio.createTask(body));
      }
      Asyncio.gather(tasks).await();
    });

    assertThat(woken[0]).isEqualTo(TASKS * 500);
  }

  @Test
  void tasksThatStartEachOtherEagerly_keepTheirOrder() throws InterruptedException {
    int rounds = 20_000;
    int[] turn = new int[1];
    int[] outOfOrder = new int[1];
    TaskOptions eager = TaskOptions.defaults().withEagerStart(true);

    whileHammered(() -> {
      targets.add(Thread.currentThread());
      Action body =
          () -> {
            if (targets.size() < TASKS) {
              targets.add(Thread.currentThread());
            }
            int mine = turn[0]++;
            Asyncio.createTask(() -> turn[0]++, eager);
            outOfOrder[0] += turn[0] == mine + 2 ? 0 : 1;
            Asyncio.sleep(Duration.ZERO);
          };
      for (int n = 0; n < rounds; n++) {
        int before = turn[0];
        Asyncio.createTask(body, eager);
        outOfOrder[0] += turn[0] == before + 2 ? 0 : 1;
        if (n % 100 == 0) {
          Asyncio.sleep(Duration.ZERO);
        }
      }
    });

    assertThat(turn[0]).isEqualTo(2 * rounds);
    assertThat(outOfOrder[0]).isZero();
    assertThat(taken.get()).isPositive();
  }
}
