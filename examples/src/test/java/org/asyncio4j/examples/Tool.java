package org.asyncio4j.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Asyncio;

/** Programs of the system that tests set on ours; {@code .ci/run} sees to them. */
final class Tool {
  private static final int PATIENCE_SECONDS = 40;

  private Tool() {}

  static boolean curlIsThere() {
    return isThere("curl", "--version");
  }

  static boolean wrkIsThere() {
    return isThere("wrk", "--version");
  }

  private static boolean isThere(String... line) {
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor(); // wrk says no with its version
      return true;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  /** Runs a program to its end, beside the current task. Returns what it wrote to both outputs. */
  static String run(String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(program));
    line.addAll(List.of(arguments));
    return Asyncio.toThread(() -> runHere(line));
  }

  private static String runHere(List<String> line) throws IOException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly); // it never outlives a test that hangs
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
