package org.asyncio4j.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    if (number == null) {
      return all(programs);
    }
    if (number < 1 || number > programs.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no program " + number + " (expected: 1 to " + programs.size() + ")");
    }
    return show(programs.get(number - 1)) ? 0 : 1;
  }

  private static int all(List<TourProgram> programs) {
    int seconds = programs.stream().mapToInt(TourProgram::seconds).sum();
    IO.println(
        "The tour: %d programs, about %d s in all. One alone: asyncio tour NUMBER"
            .formatted(programs.size(), seconds));
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
