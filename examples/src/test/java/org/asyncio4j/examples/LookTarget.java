package org.asyncio4j.examples;

import static org.asyncio4j.examples.Command.JDK;
import static org.asyncio4j.examples.Command.PROJECT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own, which has said that it is ready; it ends with the test. */
final class LookTarget implements AutoCloseable {
  static final String SCHEDULED = "--add-opens=java.base/java.lang=ALL-UNNAMED";
  static final String PORTABLE = "-Dasyncio4j.fiber=portable";

  private final Process process;
  private final Path errors;

  private LookTarget(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts a source file with options of the JVM, and waits until it prints a line. */
  static LookTarget start(Path source, List<String> options, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(JDK.resolve("bin/java").toString()));
    line.addAll(options);
    line.addAll(List.of("-cp", jar("core").toString(), source.toString()));
    line.addAll(List.of(arguments));
    Path errors = source.resolveSibling("stderr.txt");
    Process process = new ProcessBuilder(line).redirectError(errors.toFile()).start();
    LookTarget target = new LookTarget(process, errors);
    if (!"ready".equals(process.inputReader().readLine())) {
      target.close();
      throw new IllegalStateException("it did not start: " + Files.readString(errors));
    }
    return target;
  }

  /** The jar of a module of this build. */
  static Path jar(String module) {
    Path folder = PROJECT.resolve(module).resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "asyncio4j-*.jar")) {
      return jars.iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls {@code asyncio COMMAND PID ARGUMENT...}. */
  Command.Result asyncio(String command, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command, pid()));
    words.addAll(List.of(arguments));
    return Command.asyncio(words.toArray(String[]::new)).run();
  }

  String pid() {
    return Long.toString(process.pid());
  }

  Process process() {
    return process;
  }

  /** What it has written to stderr so far. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
