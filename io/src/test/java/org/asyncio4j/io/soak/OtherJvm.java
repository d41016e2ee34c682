package org.asyncio4j.io.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this package in a JVM of its own; it answers a line by a line. */
final class OtherJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter words;

  OtherJvm(Class<?> program, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:+DisableAttachMechanism"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    for (Object each : arguments) {
      command.add(each.toString());
    }
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    words =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
  }

  /** Returns its next line. */
  String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the other program has ended");
    }
    return line;
  }

  /** Says a line and returns the next one of the program. */
  String ask(String line) throws IOException {
    words.println(line);
    return answer();
  }

  /** Ends its input, and so the program. */
  @Override
  public void close() {
    words.close();
    process.onExit().join();
  }
}
