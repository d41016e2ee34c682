package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LogTest {
  /** A logger that always throws would else fill stderr. */
  @Test
  void loggersThatThrow_areToldOfOnce() throws InterruptedException {
    IllegalStateException first = new IllegalStateException("first");
    List<Throwable> told = new ArrayList<>();
    Thread thread =
        new Thread(() -> {
          Log.refused(first);
          Log.refused(new IllegalStateException("second"));
        });
    thread.setUncaughtExceptionHandler((_, error) -> told.add(error));

    thread.start();
    thread.join();

    assertThat(told).containsExactly(first);
  }

  /** Else the process could end before the line is there. */
  @Test
  void endOfTheRun_waitsForALineThatAnotherThreadWrites() throws InterruptedException {
    CountDownLatch writes = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean written = new AtomicBoolean();
    Throwable shown =
        new Throwable() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            writes.countDown(); // asked more than once
            try {
              mayEnd.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            written.set(true);
            return "an error that takes long to show";
          }
        };
    Log.later(Level.INFO, "a line of a test", shown);
    Thread watchdog = Thread.ofPlatform().start(Log::flush);
    writes.await();
    AtomicBoolean seen = new AtomicBoolean();
    Thread end =
        Thread.ofPlatform()
            .start(() -> {
              Log.flushAll();
              seen.set(written.get());
            });
    while (end.getState() != Thread.State.TIMED_WAITING && end.isAlive()) {
      Thread.onSpinWait();
    }
    mayEnd.countDown();
    end.join();
    watchdog.join();

    assertThat(seen).isTrue();
  }
}
