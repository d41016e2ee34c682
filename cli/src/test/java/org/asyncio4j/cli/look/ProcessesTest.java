package org.asyncio4j.cli.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Processes that cannot be looked into: one sentence each. */
class ProcessesTest {
  private static void fails(long pid, String text) {
    assertThatExceptionOfType(LookException.class)
        .isThrownBy(() -> Target.of(pid, false))
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

  private static void awaitStopped(long pid) throws IOException {
    String stat = "";
    while (!stat.contains(") T ")) {
      stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    }
  }

  @Test
  void processThatIsStopped_isNamed() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "kill -STOP $$").start();
    try {
      awaitStopped(process.pid());

      fails(
          process.pid(), "process " + process.pid() + " is stopped and cannot answer; kill -CONT");
    } finally {
      process.destroyForcibly();
    }
  }

  /** A JVM that is stopped after tools have attached to it: connections to it are taken still. */
  private static void withStoppedJvm(StoppedUse use) throws Exception {
    Process process = JavaProgram.start();
    try {
      String pid = Long.toString(process.pid());
      VirtualMachine.attach(pid).detach();
      use.with(process.pid(), () -> stop(process.pid()));
    } finally {
      process.destroyForcibly();
    }
  }

  private interface StoppedUse {
    void with(long pid, Callable<Void> stop) throws Exception;
  }

  private static Void stop(long pid) throws Exception {
    new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
    awaitStopped(pid);
    return null;
  }

  @Test
  void processThatIsStoppedWhileItIsLookedInto_isNamed() throws Exception {
    withStoppedJvm((pid, stop) -> {
      Target target = Target.of(pid, false);
      stop.call();

      assertThatExceptionOfType(LookException.class)
          .isThrownBy(target::ps)
          .withMessageContaining("process " + pid + " is stopped and cannot answer; kill -CONT");
    });
  }

  @Test
  void listOfPrograms_doesNotWaitForOneThatIsStopped() throws Exception {
    withStoppedJvm((pid, stop) -> {
      stop.call();

      CompletableFuture<List<Processes.Line>> lines =
          CompletableFuture.supplyAsync(Processes::withLibrary);

      assertThat(lines.get(60, TimeUnit.SECONDS))
          .extracting(Processes.Line::pid)
          .doesNotContain(pid);
    });
  }
}
