package org.asyncio4j.examples;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A call of the script {@code asyncio}: its environment is nearly empty, so that it is known. */
final class Command {
  /** The folder of the project. */
  static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

  /** The JDK of these tests. */
  static final Path JDK = Path.of(System.getProperty("java.home"));

  private final ProcessBuilder builder;

  /**
   * What came of a call.
   *
   * @param code its exit code
   * @param output what it wrote to stdout
   * @param errors what it wrote to stderr
   */
  record Result(int code, String output, String errors) {}

  private Command(Path script, String... arguments) {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(arguments));
    builder = new ProcessBuilder(line);
    builder.environment().clear();
    env("PATH", System.getenv("PATH"));
    env("ASYNCIO_JAVA_HOME", JDK.toString());
    env("ASYNCIO_BUILD", "never"); // a test must not start Maven beside the Maven that runs it
  }

  /** A call of the project's own script. */
  static Command asyncio(String... arguments) {
    return new Command(PROJECT.resolve("asyncio"), arguments);
  }

  /** A call of a script somewhere else. */
  static Command script(Path script, String... arguments) {
    return new Command(script, arguments);
  }

  /** Sets an environment variable. */
  Command env(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** Removes an environment variable. */
  Command without(String name) {
    builder.environment().remove(name);
    return this;
  }

  /** Sets the working directory. */
  Command in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /** Feeds a text to stdin. */
  Command stdin(Path text) {
    builder.redirectInput(text.toFile());
    return this;
  }

  /** Sends what it writes to stderr to a file. */
  Command errorsTo(File file) {
    builder.redirectError(file);
    return this;
  }

  /** Starts it, for tests that talk to it. */
  Process start() throws IOException {
    return builder.start();
  }

  /** Runs it to its end. */
  Result run() throws IOException, InterruptedException {
    File errors = File.createTempFile("asyncio", ".stderr");
    try {
      Process process = builder.redirectError(errors).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output, Files.readString(errors.toPath()));
    } finally {
      Files.delete(errors.toPath());
    }
  }
}
