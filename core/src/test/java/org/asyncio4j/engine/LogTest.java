package org.asyncio4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
}
