package org.asyncio4j.benchmarks.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.harness.Effort;
import org.asyncio4j.benchmarks.harness.Places;
import org.asyncio4j.benchmarks.harness.Rounds;
import org.jspecify.annotations.Nullable;

/** The command line of {@code benchmarks/run}. */
public final class Main {
  private static final String USAGE =
      """
      usage: benchmarks/run ROW... [PEER...]   measures rows, prints a line for each peer and metric
             benchmarks/run all [ROW...]       measures all rows, or these, for benchmarks/README.md
             benchmarks/run readme             writes README.md, chart and curves from the last results
             benchmarks/run curves             measures and draws costs at 100 to 1,000,000 tasks
             benchmarks/run check              compares with in-JVM peers, within wide margins
             benchmarks/run list               lists rows and peers
      options: --rounds N   how often each peer is started (default: 3; --short 2)
               --short      shorter measurements, not to be quoted
               --case NAME  of 'all': this case of the rows anew, the others as they were
      """;

  private final Deque<String> words;
  private final Effort effort;

  /** Empty for all. */
  private final Set<String> cases = new LinkedHashSet<>();

  private Main(List<String> arguments) {
    words = new ArrayDeque<>();
    Deque<String> left = new ArrayDeque<>(arguments);
    boolean brief = false;
    int rounds = 0;
    while (!left.isEmpty()) {
      String word = left.remove();
      switch (word) {
        case "--short" -> brief = true;
        case "--rounds" -> rounds = rounds(left.poll());
        case "--case" -> cases.add(caseName(left.poll()));
        default -> words.add(word);
      }
    }
    Effort usual = "curves".equals(words.peek()) ? Effort.POINT : Effort.FULL;
    Effort chosen = brief ? Effort.SHORT : usual;
    effort = rounds == 0 ? chosen : chosen.withRounds(rounds);
  }

  private static int rounds(@Nullable String text) {
    if (text == null || !text.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("--rounds: " + text + " (expected: 1 to 9999)");
    }
    return Integer.parseInt(text);
  }

  private static String caseName(@Nullable String text) {
    List<String> all =
        Stream.of(Row.values()).flatMap(row -> row.cases().stream()).map(Case::name).toList();
    if (text == null || !all.contains(text)) {
      throw new IllegalArgumentException("--case: " + text + " (expected: one of " + all + ")");
    }
    return text;
  }

  /**
   * Entry; ends with 0 if all is well, 1 if a workload of ours failed or a check did, 2 if the
   * command line makes no sense.
   *
   * @param arguments see the usage
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int exit;
    try {
      exit = new Main(List.of(arguments)).run();
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.err.print(USAGE);
      exit = 2;
    }
    System.exit(exit);
  }

  private int run() throws IOException, InterruptedException {
    String first = words.isEmpty() ? "help" : words.element();
    return switch (first) {
      case "help", "-h", "--help" -> say(USAGE);
      case "list" -> say(list());
      case "all" -> new Tables(places(), effort).measure(rowsAfterCommand(), cases);
      case "readme" -> written();
      case "curves" -> new Curves(places(), effort).run();
      case "check" -> new Guard(places()).run();
      default -> rows();
    };
  }

  private int written() throws IOException, InterruptedException {
    new Curves(places(), effort).draw();
    return new Tables(places(), effort).write();
  }

  private static Places places() throws InterruptedException {
    return new Places(Path.of(System.getProperty("benchmarks.home", ".")).toAbsolutePath());
  }

  private List<Row> rowsAfterCommand() {
    words.remove();
    return words.stream().map(Row::named).toList();
  }

  private int rows() throws InterruptedException {
    List<Row> rows = words.stream().filter(Main::isRow).map(Row::named).toList();
    List<Peer> named = words.stream().filter(word -> !isRow(word)).map(Peer::named).toList();
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("'" + words.element() + "' is no command and no row");
    }
    List<Peer> peers = named.isEmpty() ? List.of(Peer.values()) : named;
    Rounds rounds = new Rounds(places(), effort, System.err);
    for (Row row : rows) {
      for (Case each : row.cases()) {
        rounds.run(row, each, peers).forEach(series -> System.out.println(series.line()));
      }
    }
    return rounds.failed() ? 1 : 0;
  }

  private static boolean isRow(String word) {
    return word.matches("[WwCc][0-9]+");
  }

  private static String list() {
    StringBuilder text = new StringBuilder();
    for (Row row : Row.values()) {
      text.append("%-4s %s%n".formatted(row, row.description()));
    }
    return text
        + "peers: "
        + String.join(", ", Stream.of(Peer.values()).map(Peer::label).toList())
        + "\n";
  }

  private static int say(String text) {
    System.out.print(text);
    return 0;
  }
}
