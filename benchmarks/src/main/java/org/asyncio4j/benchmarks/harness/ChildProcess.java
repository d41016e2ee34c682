package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A process, from its start to its end. */
final class ChildProcess {
  private ChildProcess() {}

  /** What it has printed on both channels, and how long it took. */
  record Outcome(String output, long nanos) {}

  /**
   * Runs a command to its end.
   *
   * @throws IOException if it cannot be started or does not end with 0
   */
  static Outcome run(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  /**
   * Runs a command with further variables in its environment.
   *
   * @throws IOException if it cannot be started or does not end with 0
   */
  static Outcome run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    long nanos = System.nanoTime() - start;
    if (exit != 0) {
      throw new IOException("exit " + exit + " of " + String.join(" ", command) + "\n" + output);
    }
    return new Outcome(output, nanos);
  }

  /** Prepares a process whose options are those of the command alone. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  /** Reads lines {@code NAME NUMBER}. */
  static Map<String, Double> numbers(String output) {
    Map<String, Double> numbers = new TreeMap<>();
    output
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 2 && words[1].matches("[-+.0-9eE]+"))
        .forEach(words -> numbers.put(words[0], Double.valueOf(words[1])));
    return numbers;
  }

  /** Returns the java command of the JDK that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
