package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/** What the watchdog does where others fail, and what it does not risk. */
class WatchdogTest {
  private final RunOptions options =
      RunOptions.defaults()
          .withLoopFactory(() ->
              Asyncio.newEventLoop(LoopOptions.defaults().withStallReport(Duration.ofMillis(20))));

  /** A handler of the library's logger that always throws. */
  private static final class Thrower extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.asyncio4j");
    private final boolean useParents = logger.getUseParentHandlers();
    final AtomicInteger calls = new AtomicInteger();

    Thrower() {
      logger.setUseParentHandlers(false);
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel() == java.util.logging.Level.WARNING) {
        calls.incrementAndGet();
        throw new IllegalStateException("no place for a log");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setUseParentHandlers(useParents);
    }
  }

  @Test
  void loggerThatThrows_doesNotEndTheReports() {
    try (Thrower thrower = new Thrower()) {
      Asyncio.run(
          () -> {
            Threads.until(() -> thrower.calls.get() == 1);
            turn();
            Threads.until(() -> thrower.calls.get() == 2);
          },
          options);

      assertThat(thrower.calls).hasValueGreaterThanOrEqualTo(2);
    }
  }

  private static void take(Lock first, Lock second) {
    first.with(() -> {
      turn();
      second.with(() -> {});
    });
  }

  /** What the loop leaves to the watchdog to log. */
  @Test
  void loggerThatThrowsLater_doesNotEndTheReports() {
    try (Thrower thrower = new Thrower()) {
      Asyncio.run(
          () -> {
            Lock left = new Lock();
            Lock right = new Lock();
            Task<Void> first = createTask(() -> take(left, right));
            createTask(() -> take(right, left));
            while (thrower.calls.get() == 0) {
              Asyncio.sleep(Duration.ofMillis(1));
            }
            Threads.until(() -> thrower.calls.get() >= 2);
            first.cancel();
          },
          options);

      assertThat(thrower.calls).hasValueGreaterThanOrEqualTo(2);
    }
  }

  /** A task holds the loop, since it waits for a monitor that another thread has. */
  private String reportOfAHeldLoop() throws InterruptedException {
    Object monitor = new Object();
    CountDownLatch owned = new CountDownLatch(1);
    try (Log log = Log.open()) {
      Thread owner =
          Threads.start(() -> {
            synchronized (monitor) {
              owned.countDown();
              Threads.until(() -> !log.warnings().isEmpty());
            }
          });
      owner.setName("owner of the monitor");
      Threads.await(owned);
      Asyncio.run(
          () -> {
            synchronized (monitor) {
              assertThat(Thread.holdsLock(monitor)).isTrue();
            }
          },
          options);
      return log.warnings().getFirst();
    }
  }

  @Test
  void monitorOfAnotherThread_isReportedWithItsOwner() throws InterruptedException {
    if (Driver.scheduled()) {
      return; // nothing is held
    }
    assertThat(reportOfAHeldLoop())
        .contains("it waits for the monitor of java.lang.Object")
        .contains("The monitor is held by 'owner of the monitor', which stands\n    at ");
  }

  /** JDK-8364343: looking for the owner might crash the JVM. */
  @Test
  void whileAVirtualThreadRuns_ownerIsNotLookedFor() throws InterruptedException {
    AtomicBoolean end = new AtomicBoolean();
    Thread spinning =
        Thread.ofVirtual()
            .start(() -> {
              while (!end.get()) {
                Thread.onSpinWait();
              }
            });
    try {
      String report = Driver.scheduled() ? reportOfACircle() : reportOfAHeldLoop();

      assertThat(report).contains("do not await inside synchronized").doesNotContain("held by '");
    } finally {
      end.set(true);
      Threads.join(spinning);
    }
  }

  /** In the scheduled driver the loop goes on while a task waits for a monitor. */
  private String reportOfACircle() {
    Object monitor = new Object();
    Lock lock = new Lock();
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            var loop = Asyncio.getRunningLoop();
            var second =
                createTask(() -> {
                  lock.acquire();
                  turn();
                  synchronized (monitor) {
                    lock.release();
                  }
                });
            var first =
                createTask(() -> {
                  synchronized (monitor) {
                    lock.acquire();
                  }
                });
            Threads.start(() -> {
              Threads.until(() -> monitorReport(log) != null);
              loop.callSoonThreadsafe(lock::release);
            });
            Asyncio.gather(first, second).await();
          },
          options);
      return monitorReport(log);
    }
  }

  private static String monitorReport(Log log) {
    return log.warnings().stream()
        .filter(text -> text.contains("for a monitor") || text.contains("cannot go on"))
        .findFirst()
        .orElse(null);
  }
}
