package org.asyncio4j.tests.fiber;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadNameTest {
  private final VirtualClock clock = new VirtualClock();

  @Test
  void suspendedTask_standsInAThreadDumpUnderItsName(@TempDir Path folder) {
    Path file = folder.resolve("dump.txt");

    String dump =
        clock.run(() -> {
          Future<String> never = Asyncio.getRunningLoop().createFuture();
          Task<String> task = Asyncio.createTask("fetch-7", () -> waitHere(never));
          Asyncio.sleep(Duration.ZERO);
          String text = dumpTo(file);
          task.cancel();
          return text;
        });

    assertThat(dump).containsPattern("\"fetch-7\" virtual");
    assertThat(dump).contains("ThreadNameTest.waitHere");
  }

  private static String waitHere(Future<String> future) {
    return future.await();
  }

  private static String dumpTo(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    return Files.readString(file);
  }

  @Test
  void taskWithoutNameOfItsOwn_itsThreadBearsItsNumber() {
    String[] names =
        clock.run(() -> {
          Asyncio.sleep(Duration.ofMillis(1));
          return new String[] {Asyncio.currentTask().name(), Thread.currentThread().getName()};
        });

    assertThat(names[1]).startsWith("Task-").isEqualTo(names[0]);
  }

  @Test
  void setNameOfASuspendedTask_renamesItsThread() {
    String[] name = new String[1];

    clock.run(() -> {
      Task<?> task =
          Asyncio.createTask(
              "before",
              () -> {
                Asyncio.sleep(Duration.ofMillis(1));
                name[0] = Thread.currentThread().getName();
              });
      Asyncio.sleep(Duration.ZERO);
      task.setName("after");
      task.await();
    });

    assertThat(name[0]).isEqualTo("after");
  }

  @Test
  void loopThread_bearsTheLoopsName() {
    long[] carriers = new long[1];

    String text =
        clock.run(() -> {
          String loop = Asyncio.getRunningLoop().toString();
          carriers[0] =
              Thread.getAllStackTraces().keySet().stream()
                  .filter(thread -> loop.contains(thread.getName() + " running"))
                  .count();
          return loop;
        });

    assertThat(carriers[0]).as(text).isEqualTo(1);
  }
}
