package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.asyncio4j.cli.look.TaskTable;
import org.asyncio4j.cli.look.TaskView;
import org.asyncio4j.cli.timeline.TimelineFile;
import org.asyncio4j.debug.TaskSnapshot;
import org.asyncio4j.task.Task;

/** The commands that begin with a percent sign. Console thread. */
final class Commands {
  /** What commands need of the REPL. */
  interface Host {
    /** Looks at the tasks that are not done, also while one of them holds the loop. */
    List<TaskSnapshot> tasks();

    /** Asks the loop, see {@link Session#ask}. */
    <T> T ask(Function<List<Task<?>>, T> question);

    /** Runs a cell and returns whether it went well. */
    boolean run(String text, Repl.Mode mode);

    /** Declares what a file declares; returns whether that went well. */
    boolean load(String name, String text);

    /** Lets cells see a jar or a folder. */
    void addToClasspath(Path path);

    /** Prints a line. */
    void say(String text);

    /** Says what is wrong. */
    void complain(String text);
  }

  private static final String KEYS =
      """
      Enter       run the cell, or go on if it is not whole
      Alt-Enter   a new line in any case
      Tab         complete; after ( show what is expected, again for its documentation
      Up, Ctrl-R  earlier cells, also of earlier sessions
      Ctrl-C      cancel the running cell; twice: break it off
      Ctrl-D      leave, and cancel what still runs; so do exit and quit
      """;

  private record Command(String argument, String help, Function<String, Boolean> action) {}

  private final Host host;
  private final Map<String, Command> commands = new TreeMap<>();

  Commands(Host host) {
    this.host = host;
    add("ps", "", "list the tasks that are not done", this::ps);
    add("pstree", "", "the same, those that a task awaits below it", this::pstree);
    add("cancel", "TASK", "cancel the task of that name or number", this::cancel);
    add("time", "CELL", "run a cell and say how long it took", this::time);
    add("timeit", "CELL", "run a cell many times and say how long one takes", this::timeit);
    add("timeline", "FILE CELL", "run a cell and draw what its tasks did", this::timeline);
    add("load", "FILE.java", "take over what a source file declares; it is not run", this::load);
    add("classpath", "JAR", "let cells see a jar or a folder of classes", this::classpath);
    add("help", "", "this list, and the keys", this::help);
  }

  private void add(String name, String argument, String help, Function<String, Boolean> action) {
    commands.put("%" + name, new Command(argument, help, action));
  }

  /**
   * Runs a command.
   *
   * @param line the whole line
   * @return whether it went well
   */
  boolean run(String line) {
    String[] parts = line.strip().split("\\s+", 2);
    String argument = parts.length > 1 ? parts[1].strip() : "";
    Command command = commands.get(parts[0]);
    if (command == null) {
      return wrong(
          "there is no command " + parts[0] + " (expected: " + String.join(", ", names()) + ")");
    }
    if (command.argument().isEmpty() != argument.isEmpty()) {
      return wrong("usage: " + (parts[0] + " " + command.argument()).strip());
    }
    return command.action().apply(argument);
  }

  private List<String> names() {
    return List.copyOf(commands.keySet());
  }

  private boolean wrong(String text) {
    host.complain(text);
    return false;
  }

  private boolean said(String text) {
    host.say(text);
    return true;
  }

  // ---------------------------------------------------------------- tasks

  private boolean ps(String none) {
    return said(TaskTable.list(views()));
  }

  private boolean pstree(String none) {
    return said(TaskTable.tree(views()));
  }

  private List<TaskView> views() {
    return host.tasks().stream().map(TaskView::of).toList();
  }

  private boolean cancel(String name) {
    Optional<String> cancelled =
        host.ask(tasks ->
            find(tasks, name)
                .map(task -> {
                  task.cancel();
                  return task.toString();
                }));
    return cancelled.isPresent()
        ? said(cancelled.get())
        : wrong("there is no task '" + name + "' that is not done; %ps lists them");
  }

  /** Finds a task by its name, or by the number in {@code Task-3}. In the loop. */
  private static Optional<Task<?>> find(List<Task<?>> tasks, String name) {
    return tasks.stream()
        .filter(task -> task.name().equals(name) || task.name().equals("Task-" + name))
        .findFirst();
  }

  // ---------------------------------------------------------------- cells

  private boolean time(String cell) {
    return host.run(cell, Repl.Mode.TIMED);
  }

  private boolean timeit(String cell) {
    return host.run(cell, Repl.Mode.REPEATED);
  }

  private boolean timeline(String argument) {
    String[] parts = argument.split("\\s+", 2);
    if (parts.length < 2) {
      return wrong("usage: %timeline FILE CELL (FILE: NAME.html, or NAME.json for Perfetto)");
    }
    TimelineFile timeline;
    try {
      timeline = TimelineFile.record("%timeline", Path.of(parts[0]), parts[1].strip());
    } catch (IllegalArgumentException e) {
      return wrong(String.valueOf(e.getMessage()));
    }
    try {
      return host.run(parts[1], Repl.Mode.RUN);
    } finally {
      timeline.write();
    }
  }

  private boolean load(String file) {
    try {
      Path path = Path.of(file);
      String text = Files.readString(path);
      return host.load(path.getFileName().toString(), text);
    } catch (IOException e) {
      return wrong("'" + file + "' cannot be read");
    }
  }

  private boolean classpath(String path) {
    if (!Files.isReadable(Path.of(path))) {
      return wrong("'" + path + "' cannot be read (expected: a jar or a folder of classes)");
    }
    host.addToClasspath(Path.of(path).toAbsolutePath());
    return true;
  }

  // ---------------------------------------------------------------- help

  private boolean help(String none) {
    StringBuilder text =
        new StringBuilder(
            """
            A cell is Java: expressions, statements, methods, classes, imports. It runs as a task of the
            REPL's loop, which goes on while you type; await(...) works everywhere. The value of the last
            expression is shown, and _3 is the value of Out[3]. run(...) uses a loop of its own.

            """);
    commands.forEach((name, command) ->
        text.append("  %-21s %s%n".formatted(name + " " + command.argument(), command.help())));
    return said(text + "\n" + KEYS.indent(2).stripTrailing());
  }

  /**
   * Completes a line that begins with a percent sign.
   *
   * @param line the line up to the cursor
   * @return whole words that may stand at the cursor
   */
  List<String> complete(String line) {
    int space = line.indexOf(' ');
    if (space < 0) {
      return names();
    }
    String command = line.substring(0, space);
    String argument = line.substring(space + 1).stripLeading();
    return switch (command) {
      case "%load", "%classpath", "%timeline" -> files(argument);
      case "%cancel" -> host.tasks().stream().map(TaskSnapshot::name).toList();
      default -> List.of();
    };
  }

  private static List<String> files(String begun) {
    int slash = begun.lastIndexOf('/');
    String folder = begun.substring(0, slash + 1);
    try (Stream<Path> found = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
      return found
          .sorted(Comparator.naturalOrder())
          .map(path -> folder + path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
