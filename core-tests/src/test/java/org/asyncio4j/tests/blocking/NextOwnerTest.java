package org.asyncio4j.tests.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.asyncio4j.Asyncio;
import org.asyncio4j.debug.Debug;
import org.asyncio4j.debug.LoopObserver;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A step that keeps the loop waits for a monitor behind a task of the same loop. The JDK wakes one
 * thread when a monitor becomes free, the first that came, and nobody else until that one has had
 * it.
 */
class NextOwnerTest {
  private final Trace trace = new Trace();
  private final Object monitor = new Object();
  private final CountDownLatch taken = new CountDownLatch(1);
  private final AtomicReference<@Nullable Thread> inTask = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> inObserver = new AtomicReference<>();

  /** Enters the monitor when a task with this name is made. */
  private final LoopObserver observer =
      new LoopObserver() {
        @Override
        public void taskCreated(Task<?> task, @Nullable Task<?> creator) {
          if (task.name().equals("seen")) {
            enter(inObserver, "observer");
          }
        }

        @Override
        public void taskUnblocked(Task<?> task) {
          trace.add(task.name() + " unblocked");
        }
      };

  private void enter(AtomicReference<@Nullable Thread> who, String name) {
    who.set(Thread.currentThread());
    synchronized (monitor) {
      trace.add(name);
    }
  }

  private static boolean waits(AtomicReference<@Nullable Thread> who) {
    Thread thread = who.get();
    return thread != null && thread.getState() == Thread.State.BLOCKED;
  }

  private void holdUntilAllWait() throws InterruptedException {
    Threads.start(() -> {
      synchronized (monitor) {
        taken.countDown();
        Threads.until(() ->
            Driver.scheduled() // else the first to wait holds the loop
                ? waits(inTask) && waits(inObserver)
                : waits(inTask) || waits(inObserver));
      }
    });
    Threads.await(taken);
  }

  private void turnsUntilTaskWaits() {
    while (!waits(inTask) && Driver.scheduled()) {
      Asyncio.sleep(Duration.ZERO);
    }
  }

  @Test
  void taskThatIsTheNextOwner_goesOnFirst() {
    Asyncio.run(() -> {
      holdUntilAllWait();
      try (var _ = Debug.observe(Asyncio.getRunningLoop(), observer)) {
        Task<?> first = Asyncio.createTask("first", () -> enter(inTask, "task"));
        turnsUntilTaskWaits();
        Asyncio.createTask("seen", () -> {}).await();
        first.await();
      }
    });

    List<String> lines = trace.events();
    if (Driver.scheduled()) {
      assertThat(lines).containsExactlyInAnyOrder("task", "observer", "first unblocked");
    } else {
      assertThat(lines).containsExactlyInAnyOrder("task", "observer");
    }
  }

  @Test
  void taskThatIsTheNextOwner_mayAwaitWhileTheObserverWaits() {
    Asyncio.run(() -> {
      holdUntilAllWait();
      try (var _ = Debug.observe(Asyncio.getRunningLoop(), observer)) {
        Task<?> first =
            Asyncio.createTask(
                "first",
                () -> {
                  enter(inTask, "task");
                  Asyncio.sleep(Duration.ZERO);
                  trace.add("awaited");
                });
        turnsUntilTaskWaits();
        Asyncio.createTask("seen", () -> {}).await();
        first.await();
      }
    });

    assertThat(trace.events()).contains("task", "observer", "awaited");
  }
}
