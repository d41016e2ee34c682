package org.asyncio4j.io.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.IoLoop;

/** A program of these tests in a JVM of its own, on the class path and on this run's driver. */
public final class JavaProgram {
  private JavaProgram() {}

  /**
   * Runs a program to its end.
   *
   * @param before what stands before {@code java}, if anything
   * @param options options of the JVM
   * @param program the program
   * @return the lines that it has printed, with those that end a failure
   */
  public static List<String> run(List<String> before, List<String> options, Class<?> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    if (System.getProperty("asyncio4j.expectedDriver", "").equals("scheduled")) {
      command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    }
    command.addAll(options);
    command.add("-cp");
    command.add(
        Stream.of(program, IoLoop.class, Asyncio.class)
            .map(JavaProgram::home)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(program.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("exit code " + process.exitValue() + ":\n" + output);
    }
    return output.lines().toList();
  }

  private static String home(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
