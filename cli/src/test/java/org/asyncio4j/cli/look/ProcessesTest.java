package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Processes that cannot be looked into: one sentence each. */
class ProcessesTest {
  private static void fails(long pid, String text) {
    assertThatExceptionOfType(LookException.class)
        .isThrownBy(() -> Target.of(pid))
        .withMessageContaining(text)
        .extracting(LookException::code)
        .isEqualTo(3);
  }

  @Test
  void processThatIsNotThere_isNamed() {
    fails(Long.MAX_VALUE, "there is no process " + Long.MAX_VALUE);
  }

  @Test
  void commandItself_isNamed() {
    long own = ProcessHandle.current().pid();

    fails(own, "process " + own + " is this command itself");
  }

  @Test
  void processThatIsNoJvm_isNamed() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      fails(process.pid(), "process " + process.pid() + " is no JVM (it runs ");
    } finally {
      process.destroy();
    }
  }

  @Test
  void processThatIsStopped_isNamed() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "kill -STOP $$").start();
    try {
      String stat = "";
      while (!stat.contains(") T ")) {
        stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      }

      fails(
          process.pid(), "process " + process.pid() + " is stopped and cannot answer; kill -CONT");
    } finally {
      process.destroyForcibly();
    }
  }
}
