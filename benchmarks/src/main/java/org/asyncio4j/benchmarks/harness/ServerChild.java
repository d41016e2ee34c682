package org.asyncio4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, see {@link org.asyncio4j.benchmarks.ServerProcess}. Closing it
 * ends the process.
 */
final class ServerChild implements AutoCloseable {
  private static final String PORT = "port ";
  private static final int SECONDS_TO_END = 10;
  private static final double MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux
  private static final int USER_TICKS = 11; // field of /proc/PID/stat, behind the command's name
  private static final int SYSTEM_TICKS = 12;

  private final Process process;
  private final Path errors;
  private final int port;

  /**
   * Starts it, and waits until it listens.
   *
   * @param command the server
   * @param errors a file for what it says on its error stream
   * @throws IOException if it does not say where it listens
   */
  ServerChild(List<String> command, Path errors) throws IOException {
    this.errors = errors;
    this.process = ChildProcess.builder(command).redirectError(errors.toFile()).start();
    try {
      this.port = awaitPort(process.inputReader(), command);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private int awaitPort(BufferedReader output, List<String> command) throws IOException {
    String line = output.readLine();
    if (line == null || !line.matches(PORT + "[0-9]{1,5}")) {
      throw new IOException(
          "'%s' from %s (expected: port N)%n%s"
              .formatted(line, String.join(" ", command), errors()));
    }
    return Integer.parseInt(line.substring(PORT.length()));
  }

  /** Returns where it listens. */
  int port() {
    return port;
  }

  /**
   * Returns the processor time that all its threads have taken.
   *
   * @return microseconds; NaN if the process has ended
   */
  double cpuMicros() throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    } catch (NoSuchFileException _) {
      return Double.NaN;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks * MICROS_PER_TICK;
  }

  /** Returns what it has said on its error stream. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
      process.onExit().orTimeout(SECONDS_TO_END, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IOException("the server did not end with its standard input\n" + errors(), e);
    } finally {
      process.destroyForcibly();
    }
  }
}
