package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A REPL in a terminal: what is typed goes through tmux, and so does what is seen. */
final class Tmux implements AutoCloseable {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long INTERRUPT_NANOS = 2_000_000_000L;
  private static final long PAUSE_NANOS = 30_000_000L;
  private static final AtomicInteger SERVERS = new AtomicInteger();
  private static final Pattern PROMPT = Pattern.compile("In \\[\\d+]:( .*)?");
  private static final String MORE = "   ...: ";

  private final String server =
      "asyncio-test-" + ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet();
  private int cell = 1;

  private Tmux() {}

  /** Tells whether there is a tmux; {@code .ci/run} sees to it. */
  static boolean isThere() {
    try {
      return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /** Starts a REPL and waits for its first prompt. */
  static Tmux repl(Path history) {
    return repl(Map.of("ASYNCIO_HISTORY", history.toString()));
  }

  /** Starts a REPL with more in its environment. */
  static Tmux repl(Map<String, String> environment) {
    Tmux tmux = start(environment);
    tmux.awaitPrompt();
    return tmux;
  }

  /** Starts {@code asyncio} with arguments. */
  static Tmux start(Map<String, String> environment, String... arguments) {
    Tmux tmux = new Tmux();
    List<String> words = new ArrayList<>(List.of("env"));
    words.add("ASYNCIO_JAVA_HOME=" + Command.JDK);
    words.add("ASYNCIO_BUILD=never");
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.add(Command.PROJECT.resolve("asyncio").toString());
    words.addAll(List.of(arguments));
    String command = "'" + String.join("' '", words) + "'";
    tmux.tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "130",
        "-y",
        "50",
        "-c",
        Command.PROJECT.toString(),
        command + "; echo left with $?; exec sleep 1000");
    return tmux;
  }

  private String tmux(String... arguments) {
    List<String> line = new ArrayList<>(List.of("tmux", "-L", server));
    line.addAll(List.of(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().putIfAbsent("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new IllegalStateException("tmux cannot be run", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while tmux ran", e);
    }
  }

  // ---------------------------------------------------------------- typing

  /** Presses keys, by tmux's names. */
  Tmux press(String... keys) {
    for (String key : keys) {
      tmux("send-keys", key);
    }
    return this;
  }

  /** Types a line, without Enter. */
  Tmux type(String text) {
    // tmux takes a semicolon at the end for its own
    String safe = text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text;
    tmux("send-keys", "-l", "--", safe);
    return this;
  }

  /**
   * Types a cell, line by line, and waits for the next prompt.
   *
   * @return what was printed meanwhile
   */
  List<String> cell(String text) {
    text.lines().forEach(line -> type(line).press("Enter"));
    return awaitNextPrompt();
  }

  /** Waits until the cell under way is done; returns what it has printed. */
  List<String> awaitNextPrompt() {
    cell++;
    awaitPrompt();
    return printedBy(cell - 1);
  }

  // ---------------------------------------------------------------- seeing

  /** Returns all lines, also those that have left the screen. */
  List<String> lines() {
    return tmux("capture-pane", "-p", "-J", "-S", "-")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  /** Returns the lines with their colours. */
  String coloured() {
    return tmux("capture-pane", "-p", "-e", "-S", "-");
  }

  private void awaitPrompt() {
    await("the prompt In [" + cell + "]:", this::atPrompt);
  }

  private boolean atPrompt(List<String> lines) {
    return lines.getLast().equals("In [" + cell + "]:");
  }

  /**
   * Presses Ctrl-C until the cell under way has ended. A busy system may make one signal of two.
   *
   * @return what the cell has printed
   */
  List<String> interruptUntilNextPrompt() {
    cell++;
    AtomicLong next = new AtomicLong(System.nanoTime());
    await(
        "an end of the cell",
        lines -> {
          boolean ended = atPrompt(lines);
          if (!ended && System.nanoTime() >= next.get()) {
            press("C-c");
            next.addAndGet(INTERRUPT_NANOS);
          }
          return ended;
        });
    return printedBy(cell - 1);
  }

  /** Waits for a line. */
  Tmux awaitLine(String regex) {
    Pattern pattern = Pattern.compile(regex);
    await(regex, lines -> lines.stream().anyMatch(line -> pattern.matcher(line).matches()));
    return this;
  }

  /** Waits for what is seen. */
  void await(String what, Predicate<List<String>> condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      List<String> lines = lines();
      if (!lines.isEmpty() && condition.test(lines)) {
        return;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    fail("did not see %s, but:%n%s", what, String.join("\n", lines()));
  }

  /** Returns what stands between a cell and the next prompt now. */
  List<String> printedBy(int number) {
    List<String> lines = lines();
    int start = lastIndex(lines, "In [" + number + "]: ") + 1;
    while (start < lines.size() && lines.get(start).startsWith(MORE)) {
      start++;
    }
    int end = start;
    while (end < lines.size() && !PROMPT.matcher(lines.get(end)).matches()) {
      end++;
    }
    return lines.subList(start, end);
  }

  private static int lastIndex(List<String> lines, String beginning) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(beginning)) {
        return i;
      }
    }
    return fail("no line begins with %s in:%n%s", beginning, String.join("\n", lines));
  }

  /** Ends the program and waits until it has ended: until then it writes files of the test. */
  @Override
  public void close() {
    List<ProcessHandle> programs = programs();
    tmux("kill-server");
    programs.forEach(Tmux::awaitEnd);
  }

  private List<ProcessHandle> programs() {
    return tmux("list-panes", "-a", "-F", "#{pane_pid}")
        .lines()
        .filter(line -> line.matches("\\d+"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .flatMap(shell -> Stream.concat(Stream.of(shell), shell.descendants()))
        .toList();
  }

  private static void awaitEnd(ProcessHandle program) {
    program
        .onExit()
        .completeOnTimeout(program, PATIENCE_NANOS, TimeUnit.NANOSECONDS)
        .thenAccept(ProcessHandle::destroyForcibly)
        .join();
  }
}
