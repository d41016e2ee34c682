package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.asyncio4j.io.support.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers and children in a process that has no descriptor left. Needs {@code prlimit}. */
@Timeout(120)
class DescriptorsExhaustedTest {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  @Test
  void accept_pausesAndRetries_saysSoOnce_andTheLoopLives() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "prlimit is not here");

    List<String> output =
        JavaProgram.run(
            List.of(PRLIMIT.toString(), "--nofile=120"),
            List.of("-XX:-MaxFDLimit"),
            DescriptorsProgram.class);

    assertThat(output.stream().filter(line -> !line.contains("INFO") && line.contains(": ")))
        .as("%s", output)
        .contains(
            "hoard: Too many open files",
            "reported: socket.accept() out of system resource",
            "answer: hello",
            "loop lived: true")
        .doesNotHaveDuplicates();
  }

  @Test
  void spawn_failsCleanly_leavesNothing_andWorksAgain() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "prlimit is not here");

    List<String> output =
        JavaProgram.run(
            List.of(PRLIMIT.toString(), "--nofile=120"),
            List.of("-XX:-MaxFDLimit"),
            SpawnExhaustedProgram.class);

    assertThat(output.stream().filter(line -> !line.contains("INFO") && line.contains(": ")))
        .as("%s", output)
        .containsExactly(
            "refused: Too many open files; sleep cannot be started: close some, or raise the limit"
                + " (ulimit -n)",
            "started some: true",
            "then: again",
            "children and pipes left: none");
  }
}
