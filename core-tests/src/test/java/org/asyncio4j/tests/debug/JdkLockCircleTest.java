package org.asyncio4j.tests.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.tests.support.TestLoop.turn;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.Action;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.tests.support.Driver;
import org.asyncio4j.tests.support.Log;
import org.asyncio4j.tests.support.Texts;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;

/**
 * A task that awaits while it holds a lock of the JDK, and another one that wants this lock and has
 * what the first one waits for. In the portable driver the second one holds the loop, see
 * DebugModeTest.
 */
class JdkLockCircleTest {
  private final LoopOptions options = LoopOptions.defaults().withStallReport(Duration.ofMillis(20));

  /** A slow machine may make a step look like one that holds the loop. */
  private static Optional<String> standstill(Log log) {
    return log.warnings().stream().filter(text -> !text.contains("has been held")).findFirst();
  }

  private String firstWarning(Action holder, Action wanter, Lock lock) {
    try (Log log = Log.open()) {
      Asyncio.run(
          () -> {
            EventLoop loop = Asyncio.getRunningLoop();
            var second = createTask("second", wanter);
            var first = createTask("first", holder);
            Threads.start(() -> {
              Threads.until(() -> standstill(log).isPresent());
              loop.callSoonThreadsafe(lock::release);
            });
            Asyncio.gather(first, second).await();
          },
          RunOptions.defaults().withLoopFactory(() -> Asyncio.newEventLoop(options)));
      return Texts.fixed(standstill(log).orElseThrow());
    }
  }

  @Test
  void circleThroughAMonitor_namesBothTasks() {
    if (!Driver.scheduled()) {
      return;
    }
    Object monitor = new Object();
    Lock lock = new Lock();

    String warning =
        firstWarning(
            () -> {
              synchronized (monitor) {
                lock.acquire();
              }
            },
            () -> {
              lock.acquire();
              turn();
              synchronized (monitor) {
                lock.release();
              }
            },
            lock);

    assertThat(warning)
        .startsWith(
            "2 tasks of <EventLoop asyncio-loop-1 running> cannot go on, unless one is cancelled: ")
        .contains(
            "\n  Task 'first' (at JdkLockCircleTest.java:N) waits for <Lock [locked]"
                + " owner='second' waiters=1> held by Task 'second'")
        .contains(
            "\n  Task 'second' (at JdkLockCircleTest.java:N) waits for a lock of the JDK held by"
                + " Task 'first'");
  }

  /** The JVM does not tell who holds such a lock. */
  @Test
  void standstillByALockOfJavaUtilConcurrent_listsTheTasks() {
    if (!Driver.scheduled()) {
      return;
    }
    ReentrantLock jdk = new ReentrantLock();
    Lock lock = new Lock();

    String warning =
        firstWarning(
            () -> {
              jdk.lock();
              lock.acquire();
              jdk.unlock();
            },
            () -> {
              lock.acquire();
              turn();
              jdk.lock();
              jdk.unlock();
              lock.release();
            },
            lock);

    assertThat(warning)
        .contains(
            "its tasks wait for locks of the JDK. If a task holds one over an await, they wait for"
                + " ever:")
        .contains(
            "\n  Task 'first' (at JdkLockCircleTest.java:N) waits for <Lock [locked]"
                + " owner='second' waiters=1> held by Task 'second'")
        .contains("\n  Task 'second' (at JdkLockCircleTest.java:N) waits for a lock of the JDK");
  }
}
