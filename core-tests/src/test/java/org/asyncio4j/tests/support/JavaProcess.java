package org.asyncio4j.tests.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.Asyncio;
import org.asyncio4j.testkit.Trace;

/** A program of these tests in a JVM of its own. */
public final class JavaProcess {
  private final List<String> command = new ArrayList<>();

  private JavaProcess() {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
  }

  /** What has become of it. */
  public record Result(int exit, String output) {
    /** Returns how many lines of the output contain a text. */
    public long lines(String text) {
      return output.lines().filter(line -> line.contains(text)).count();
    }
  }

  /** Everything on the class path, no flags; compiles little, since most programs are short. */
  public static JavaProcess onClassPath() {
    return withFullCompiler().with("-XX:TieredStopAtLevel=1");
  }

  /** Everything on the class path, no flags. */
  public static JavaProcess withFullCompiler() {
    JavaProcess java = new JavaProcess();
    java.command.add("-cp");
    java.command.add(
        String.join(
            File.pathSeparator, home(JavaProcess.class), home(Asyncio.class), home(Trace.class)));
    return java;
  }

  /** The library on the module path, the program on the class path, no flags. */
  public static JavaProcess onModulePath() {
    JavaProcess java = new JavaProcess();
    java.command.add("-p");
    java.command.add(home(Asyncio.class));
    java.command.add("--add-modules=org.asyncio4j.core");
    java.command.add("-cp");
    java.command.add(home(JavaProcess.class));
    return java;
  }

  private static String home(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }

  /** Adds options of the JVM. */
  public JavaProcess with(String... options) {
    command.addAll(List.of(options));
    return this;
  }

  /** Adds options of the JVM. */
  public JavaProcess with(List<String> options) {
    command.addAll(options);
    return this;
  }

  /** Runs a program to its end. */
  public Result run(Class<?> program, String... arguments) {
    try (Running running = start(program, arguments)) {
      return running.end();
    }
  }

  /** Starts a program. */
  public Running start(Class<?> program, String... arguments) {
    command.add(program.getName());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("asyncio4j-test", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.contains("JAVA"));
      return new Running(builder.start(), output);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start " + command, e);
    }
  }

  /** A program under way. */
  public static final class Running implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Path output;

    private Running(Process process, Path output) {
      this.process = process;
      this.output = output;
    }

    /** Waits until a line of the output contains a text. */
    public void awaitOutput(String text) {
      awaitOutput(text, 1);
    }

    /** Waits until so many lines of the output contain a text. */
    public void awaitOutput(String text, int lines) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (new Result(0, output()).lines(text) < lines) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new AssertionError("no '" + text + "' in the output:\n" + output());
        }
        pause();
      }
    }

    private static void pause() {
      try {
        Thread.sleep(5); // no latch reaches into another process
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Sends the signal of Ctrl-C. */
    public void interrupt() {
      send("INT");
    }

    /** Sends the signal that asks a process to end. */
    public void terminate() {
      send("TERM");
    }

    private void send(String signal) {
      try {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Sends the signal of Ctrl-C, and again, until the program ends of it. */
    public void interruptUntilItEnds() {
      try {
        for (int i = 0; i < 10 && process.isAlive(); i++) {
          interrupt();
          process.waitFor(2, TimeUnit.SECONDS);
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Waits for its end. */
    public Result end() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("the program does not end:\n" + output());
        }
        return new Result(process.exitValue(), output());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private String output() {
      try {
        return Files.readString(output);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        Files.deleteIfExists(output);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
