package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose process has no descriptor left. Needs {@code prlimit}. */
@Timeout(120)
class DescriptorsExhaustedTest {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

  private static String home(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  @Test
  void accept_pausesAndRetries_saysSoOnce_andTheLoopLives() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "prlimit is not here");
    List<String> command = new ArrayList<>(List.of(PRLIMIT.toString(), "--nofile=120"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit"));
    if (System.getProperty("asyncio4j.expectedDriver", "").equals("scheduled")) {
      command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(
        Stream.of(DescriptorsProgram.class, Streams.class, Asyncio.class)
            .map(DescriptorsExhaustedTest::home)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(DescriptorsProgram.class.getName());

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output.lines().filter(line -> !line.contains("INFO") && line.contains(": ")))
        .as(output)
        .contains(
            "hoard: Too many open files",
            "reported: socket.accept() out of system resource",
            "answer: hello",
            "loop lived: true")
        .doesNotHaveDuplicates();
    assertThat(process.waitFor()).isZero();
  }
}
