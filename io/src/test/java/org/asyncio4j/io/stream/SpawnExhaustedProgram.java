package org.asyncio4j.io.stream;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.transport.SubprocessOptions;

/** Starts children until no descriptor is left, and again when they are gone. Needs a low limit. */
final class SpawnExhaustedProgram {
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes();
  private static final File DESCRIPTORS = new File("/proc/self/fd");

  private SpawnExhaustedProgram() {}

  public static void main(String[] args) {
    Asyncio.run(() -> Subprocesses.createSubprocessExec(List.of("cat"), PIPES).communicate());
    Asyncio.run(() -> {
      List<Process> all = new ArrayList<>();
      try {
        fill(all);
      } catch (IOException e) {
        System.out.println("refused: " + e.getMessage());
      }
      System.out.println("started some: " + (all.size() > 3));
      for (Process each : all) {
        each.close();
      }
      Process again = Subprocesses.createSubprocessExec(List.of("echo", "again"), PIPES);
      System.out.println("then: " + again.communicate().stdoutText().strip());
    });
    while (ProcessHandle.current().children().findAny().isPresent() || pipes() > 0) {
      Thread.onSpinWait(); // the JDK's own threads may be a moment behind
    }
    System.out.println("children and pipes left: none");
  }

  private static long pipes() {
    String[] all = Objects.requireNonNull(DESCRIPTORS.list());
    return Stream.of(all).filter(SpawnExhaustedProgram::isPipe).count();
  }

  /** But not one of those that this process was started with. */
  private static boolean isPipe(String descriptor) {
    try {
      Path link = DESCRIPTORS.toPath().resolve(descriptor);
      return Integer.parseInt(descriptor) > 2
          && Files.readSymbolicLink(link).toString().startsWith("pipe:");
    } catch (IOException _) {
      return false;
    }
  }

  private static void fill(List<Process> all) throws IOException {
    for (; ; ) {
      all.add(Subprocesses.createSubprocessExec(List.of("sleep", "100"), PIPES));
    }
  }
}
