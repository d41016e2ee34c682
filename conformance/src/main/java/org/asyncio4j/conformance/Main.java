package org.asyncio4j.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command {@code conformance/run}: runs program files and writes their traces. */
public final class Main {
  private static final String USAGE =
      "usage: run --driver scheduled|portable [--compare TRACES.jsonl] PROGRAMS.json[l]..."
          + " OUT.jsonl";

  private final List<Path> files = new ArrayList<>();
  private @Nullable String driver;
  private @Nullable Path expected;

  private Main() {}

  /**
   * Runs the command. Exit status: 0 done (and all expressible programs identical, if they were
   * compared), 1 a difference, 2 wrong use.
   *
   * @param args see the usage
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Main main = new Main();
    int status = main.parse(args) ? main.run(System.out, System.err) : usage(System.err);
    System.exit(status);
  }

  private static int usage(PrintStream err) {
    err.println(USAGE);
    return 2;
  }

  private boolean parse(String[] args) {
    for (int i = 0; i < args.length; i++) {
      boolean more = i + 1 < args.length;
      if (args[i].equals("--driver") && more) {
        driver = args[++i];
      } else if (args[i].equals("--compare") && more) {
        expected = Path.of(args[++i]);
      } else if (args[i].startsWith("--")) {
        return false;
      } else {
        files.add(Path.of(args[i]));
      }
    }
    return files.size() >= 2;
  }

  private int run(PrintStream out, PrintStream err) throws IOException {
    String actual = ProgramRunner.driver();
    if (driver != null && !driver.equals(actual)) {
      err.println("driver: " + actual + " (expected: " + driver + "); see the flags in ./run");
      return 2;
    }
    Path traces = files.removeLast();
    List<Result> results = new ArrayList<>();
    ProgramRunner runner = new ProgramRunner();
    for (Path file : files) {
      for (Program program : Program.read(file)) {
        results.add(runner.run(program));
      }
    }
    Files.write(traces, results.stream().map(Corpus::line).toList());
    out.println(results.size() + " traces by the " + actual + " driver in " + traces);
    return expected == null ? 0 : compare(results, Corpus.read(expected), out);
  }

  private static int compare(
      List<Result> results, Map<String, List<String>> expected, PrintStream out) {
    Tally tally = new Tally(expected);
    results.forEach(tally::add);
    tally.differences().forEach(out::println);
    out.println(tally);
    return tally.differences().isEmpty() ? 0 : 1;
  }
}
