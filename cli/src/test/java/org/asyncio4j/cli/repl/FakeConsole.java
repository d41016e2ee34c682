package org.asyncio4j.cli.repl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.asyncio4j.testkit.VirtualClock;
import org.jspecify.annotations.Nullable;

/** Gives a REPL its cells and keeps what is printed. Its loops run on a virtual clock. */
final class FakeConsole implements Console {
  /** A line that a cell prints to have Ctrl-C pressed. */
  static final String CTRL_C = "press Ctrl-C";

  private final Deque<String> cells;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final boolean interactive;
  private Runnable interrupt = () -> {};

  private FakeConsole(boolean interactive, List<String> cells) {
    this.interactive = interactive;
    this.cells = new ArrayDeque<>(cells);
  }

  /**
   * What came of a session.
   *
   * @param code the exit code
   * @param output what was printed on stdout and stderr
   */
  record Result(int code, String output) {
    List<String> lines() {
      return output.lines().toList();
    }
  }

  /** Runs a session of a person. */
  static Result type(String... cells) {
    return new FakeConsole(true, List.of(cells)).run();
  }

  /** Runs a session of a pipe. */
  static Result pipe(String... cells) {
    return new FakeConsole(false, List.of(cells)).run();
  }

  private Result run() {
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    PrintStream both = new Watching();
    System.setOut(both);
    System.setErr(both);
    try {
      int code = new Repl(_ -> this, new VirtualClock().loopOptions()).run();
      String output = printed.toString(StandardCharsets.UTF_8);
      return new Result(code, output.replace(Consoles.banner() + "\n", ""));
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
    }
  }

  private final class Watching extends PrintStream {
    Watching() {
      super(printed, true, StandardCharsets.UTF_8);
    }

    @Override
    public void println(@Nullable Object text) {
      if (CTRL_C.equals(text)) {
        interrupt.run();
      } else {
        super.println(text);
      }
    }
  }

  @Override
  public @Nullable String readCell(int number, Predicate<String> whole) {
    return cells.poll();
  }

  @Override
  public Listening onInterrupt(Runnable handler) {
    interrupt = handler;
    return () -> interrupt = () -> {};
  }

  @Override
  public void freshLine() {}

  @Override
  public Style style() {
    return new Style(false);
  }

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public void close() {}
}
