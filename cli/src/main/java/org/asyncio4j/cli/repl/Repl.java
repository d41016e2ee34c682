package org.asyncio4j.cli.repl;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/*
 * Three threads: this one reads cells, has them compiled and waits for them; the loop's runs them; a
 * third one starts JShell while the first prompt is shown already.
 */
/** The REPL: reads a cell, runs it as a task of its loop, shows its value. Console thread. */
public final class Repl implements Commands.Host {
  /** What is done with a cell. */
  enum Mode {
    RUN,
    TIMED,
    REPEATED
  }

  private final CellLoader loader = new CellLoader();
  private final Sources sources = new Sources();
  private final CompletableFuture<Cells> cells = new CompletableFuture<>();
  private final LoopOptions options;
  private final Console console;
  private final ErrorText errors;
  private final Commands commands = new Commands(this);
  private Session session;

  /** The number of the cell under way. */
  private int number;

  /** Set by a cell that ends the REPL. */
  private @Nullable Integer exitCode;

  /**
   * Makes a REPL.
   *
   * @param console opens where cells come from; is given what completes them
   * @param options how its loops are made
   */
  Repl(Function<Repl, Console> console, LoopOptions options) {
    this.options = options;
    this.console = console.apply(this);
    startShell(); // not before, so that the prompt need not share the processors with it
    this.errors = new ErrorText(this.console.style(), sources, id -> cells.join().unresolved(id));
    this.session = open(null);
  }

  /**
   * Runs a REPL on the terminal, or on stdin if that is none.
   *
   * @return the exit code: 0 at the end of the input, that of a SystemExit, or 1 if a cell from a
   *     pipe has failed
   */
  public static int start() {
    return new Repl(Consoles::open, LoopOptions.current()).run();
  }

  /**
   * Types some cells into itself, on a terminal that nobody sees: so that the JVM can note what a
   * session needs, and start quicker the next time.
   *
   * @return the exit code
   */
  public static int rehearse() {
    return new Repl(Rehearsal::open, LoopOptions.current()).run();
  }

  private void startShell() {
    Thread.ofPlatform()
        .name("asyncio-repl-compiler")
        .daemon()
        .start(() -> {
          try {
            Cells started = new Cells(loader);
            started.warmUp();
            cells.complete(started);
          } catch (Throwable e) {
            cells.completeExceptionally(e);
          }
        });
  }

  private Session open(@Nullable Session before) {
    return new Session(
        options,
        loader,
        (_, context) -> complain(errors.of(context)),
        before == null ? Context.current().copy() : before.context().copy());
  }

  Cells cells() {
    return cells.join();
  }

  Commands commands() {
    return commands;
  }

  // ---------------------------------------------------------------- the loop of reading

  int run() {
    try (console) {
      if (console.isInteractive()) {
        say(Consoles.banner());
      }
      int code = readAll();
      leave();
      Integer asked = session.exitCode();
      return code == 0 && asked != null ? asked : code;
    } finally {
      if (cells.isDone() && !cells.isCompletedExceptionally()) {
        cells.join().close();
      }
    }
  }

  private int readAll() {
    while (true) {
      number++;
      String text = console.readCell(number, this::isWhole);
      if (text == null || text.strip().matches("(exit|quit)(\\(\\))?;?")) {
        return 0;
      }
      boolean well = text.isBlank() || runLine(text.strip());
      if (text.isBlank()) {
        number--;
      }
      if (exitCode != null) {
        return exitCode;
      }
      if (!well && !console.isInteractive()) {
        return 1;
      }
    }
  }

  private boolean isWhole(String text) {
    return text.isBlank()
        || text.startsWith("%")
        || text.strip().matches("exit|quit")
        || cells().isWhole(text);
  }

  private boolean runLine(String text) {
    try {
      return text.startsWith("%") ? commands.run(text) : run(text, Mode.RUN);
    } catch (IllegalStateException e) {
      complain(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void leave() {
    Session.Left left = session.leave();
    if (!left.cancelled().isEmpty()) {
      int count = left.cancelled().size();
      say("cancelled " + count + (count == 1 ? " task:" : " tasks:"));
      left.cancelled().forEach(text -> say("  " + text));
    }
    if (!left.stuck().isEmpty()) {
      complain("these do not end and are left alone:");
      left.stuck().forEach(text -> complain("  " + text));
    }
  }

  // ---------------------------------------------------------------- cells

  @Override
  public boolean run(String text, Mode mode) {
    String name = "In [" + number + "]";
    sources.put(name, text);
    return run(cells().compile(name, "_" + number, text), mode);
  }

  @Override
  public boolean load(String name, String text) {
    String source = text.replaceFirst("(?m)^\\s*package\\s+[\\w.]+\\s*;", "");
    sources.put(name, source);
    CompiledCell cell = cells().compile(name, null, source);
    boolean well = run(cell, Mode.RUN);
    if (well && !cell.defined().isEmpty()) {
      say("defined: " + String.join(", ", cell.defined()));
    }
    return well;
  }

  private boolean run(CompiledCell cell, Mode mode) {
    cell.notes().forEach(note -> say(console.style().dim(note)));
    boolean well = true;
    if (!cell.steps().isEmpty()) {
      long start = System.nanoTime();
      well = show(evaluate(cell, mode));
      if (mode == Mode.TIMED) {
        say("Wall time: " + Timing.text((System.nanoTime() - start) / 1e9));
      }
    }
    if (well && cell.error() != null) {
      complain(errors.of(cell.name(), cell.error()));
      return false;
    }
    return well;
  }

  private Outcome evaluate(CompiledCell cell, Mode mode) {
    Callable<@Nullable Object> code = cell::run;
    Evaluation evaluation =
        session.prepare(
            cell.name(),
            () -> {
              if (mode == Mode.REPEATED) {
                return Timing.of(code);
              }
              Object value = code.call();
              return cell.shows() && value != null
                  ? "Out[" + number + "]: " + Asyncio.repr(value)
                  : null;
            });
    try (var _ = console.onInterrupt(evaluation::interrupt)) {
      session.begin(evaluation);
      return evaluation.await();
    }
  }

  private boolean show(Outcome outcome) {
    console.freshLine();
    switch (outcome) {
      case Outcome.Done done -> {
        if (done.text() != null) {
          say(inColour(done.text()));
        }
        return true;
      }
      case Outcome.Failed failed -> complain(errors.of(failed.error()));
      case Outcome.Interrupted _ -> complain(console.style().error("KeyboardInterrupt"));
      case Outcome.LeftAlone alone -> leftAlone(alone);
      case Outcome.Exit exit -> exitCode = exit.code();
    }
    return false;
  }

  private String inColour(String text) {
    int end = text.startsWith("Out[") ? text.indexOf(": ") + 1 : 0;
    return console.style().output(text.substring(0, end)) + text.substring(end);
  }

  private void leftAlone(Outcome.LeftAlone alone) {
    String name = "In [" + number + "]";
    if (alone.holdsLoop()) {
      session = open(session);
      complain(
          name
              + " does not end and holds the loop: it is left alone with the tasks of its loop;"
              + " a new loop runs the next cells");
    } else {
      complain(name + " does not end; it goes on as a task, see %ps");
    }
  }

  // ---------------------------------------------------------------- for the commands

  @Override
  public List<TaskSnapshot> tasks() {
    return session.tasks();
  }

  @Override
  public <T> T ask(Function<List<Task<?>>, T> question) {
    return session.ask(question);
  }

  @Override
  public void addToClasspath(Path path) {
    cells().addToClasspath(path);
  }

  @Override
  public void say(String text) {
    System.out.println(readable(text));
  }

  @Override
  public void complain(String text) {
    System.err.println(readable(text));
  }

  /** A lambda that has not run yet is known by JShell's class alone. */
  private static String readable(String text) {
    return text.replaceAll("\\$JShell\\$\\w+\\.(?=<lambda>)", "");
  }
}
