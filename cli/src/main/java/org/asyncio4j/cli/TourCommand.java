package org.asyncio4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.asyncio4j.cli.timeline.TimelineFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code asyncio tour}: runs the programs of {@code examples/}, one after another, in this JVM. */
@Command(
    name = "tour",
    description = "Run the tour of asyncio4j: sixteen short programs, or one of them.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class)
final class TourCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NUMBER",
      arity = "0..1",
      description = "The program to run; all of them without it.")
  private @Nullable Integer number;

  @Option(
      names = "--timeline",
      paramLabel = "FILE",
      description = "Draw what the tasks do: NAME.html, or NAME.json for ui.perfetto.dev.")
  private @Nullable Path timeline;

  @Spec private CommandSpec spec;

  /** For picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets spec
  TourCommand() {}

  @Override
  public Integer call() {
    List<TourProgram> programs = TourProgram.all();
    if (programs.isEmpty()) {
      IO.println("The programs of the tour are not on the class path: use the script ./asyncio");
      return 1;
    }
    Integer one = number;
    if (one != null && (one < 1 || one > programs.size())) {
      throw wrong("there is no program " + one + " (expected: 1 to " + programs.size() + ")");
    }
    if (timeline != null) {
      try {
        TimelineFile.start(timeline, one == null ? "the tour" : programs.get(one - 1).name());
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      }
    }
    return one == null ? all(programs) : show(programs.get(one - 1)) ? 0 : 1;
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private static int all(List<TourProgram> programs) {
    int seconds = programs.stream().mapToInt(TourProgram::seconds).sum();
    IO.println(
        String.format(
            Locale.ROOT,
            "The tour: %d programs, about %d s in all. One alone: asyncio tour NUMBER",
            programs.size(),
            seconds));
    long start = System.nanoTime();
    for (TourProgram program : programs) {
      IO.println();
      if (!show(program)) {
        return 1;
      }
    }
    IO.println();
    IO.println("The tour took " + secondsSince(start));
    return 0;
  }

  /** Runs a program between a headline and its time; returns whether it ended without an error. */
  private static boolean show(TourProgram program) {
    IO.println("== " + program.number() + ". " + program.title());
    IO.println("   examples/" + program.name() + ".java");
    long start = System.nanoTime();
    try {
      program.run();
    } catch (Throwable e) {
      e.printStackTrace();
      IO.println("== failed after " + secondsSince(start));
      return false;
    }
    IO.println("== " + secondsSince(start));
    return true;
  }

  private static String secondsSince(long startNanos) {
    return String.format(Locale.ROOT, "%.3f s", (System.nanoTime() - startNanos) / 1e9);
  }
}
