package org.asyncio4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The workloads. Where a task does only one operation, times is how often the whole is done. W1 to
 * W11 are the rows of the tables, C1 to C3 are for the cost curves alone.
 */
public enum Row {
  /** Level: none. */
  W1(
      Kind.TIME,
      "ns",
      "switch: 1000 tasks, each 1000 times sleep(0)",
      plain("switch", "W1Switch", load(1000, 1000, 0))),

  /** Level: none. */
  W2(
      Kind.TIME,
      "ns",
      "spawn and gather a million tasks that do nothing",
      plain("task", "W2Spawn", load(1_000_000, 1, 0))),

  /** Level: the longest sleep, in milliseconds. */
  W3(
      Kind.BEYOND,
      "s",
      "a million tasks asleep for 0 to 1000 ms each (Python: 200,000), time beyond that second",
      slow("asleep", "W3Timers", load(1_000_000, 1, 1000), load(200_000, 1, 1000))),

  /** Level: how many calls deep. */
  W4(
      Kind.TIME,
      "ns",
      "suspend at the bottom of 20 or 100 calls, and return",
      slow("depth20", "W4Deep", load(100, 5000, 20), load(100, 500, 20)),
      slow("depth100", "W4Deep", load(100, 2000, 100), load(100, 200, 100))),

  /** Level: capacity of the queue. */
  W5(
      Kind.TIME,
      "ns",
      "an item through a queue of 128 or 1 from one producer to one consumer",
      slow("queue128", "W5Queue", load(1, 1_000_000, 128), load(1, 200_000, 128)),
      slow("queue1", "W5Queue", load(1, 500_000, 1), load(1, 100_000, 1))),

  /** Level: none. */
  W6(
      Kind.TIME,
      "ns",
      "lock, sleep(0), unlock: 1000 tasks on one lock",
      slow("section", "W6Lock", load(1000, 500, 0), load(1000, 100, 0))),

  /** Level: none; tasks is how many calls are outstanding. */
  W7(
      Kind.TIME,
      "us",
      "round trip to a pool of 4 threads with 64 calls outstanding, or 1",
      slow("out64", "W7Handover", load(64, 2000, 0), load(64, 500, 0)),
      slow("out1", "W7Handover", load(1, 10_000, 0), load(1, 5000, 0))),

  /** Level: how many bytes; tasks is how many connections. */
  W8(
      Kind.ECHO,
      EchoFigure.RATE.unit(),
      "TCP echo: a message from each connection at a time",
      echo("W8Echo", 64, 1),
      echo("W8Echo", 64, 50),
      echo("W8Echo", 64, 500),
      echo("W8Echo", 1024, 1),
      echo("W8Echo", 1024, 50),
      echo("W8Echo", 1024, 500),
      echo("W8Echo", 10 * 1024, 1),
      echo("W8Echo", 10 * 1024, 50),
      echo("W8Echo", 10 * 1024, 500),
      echo("W8Echo", 100 * 1024, 1),
      echo("W8Echo", 100 * 1024, 50),
      echo("W8Echo", 100 * 1024, 500),
      echo("W8Tls", 64, 50),
      echo("W8Tls", 100 * 1024, 50)),

  /** Level: none. */
  W9(
      Kind.MEMORY,
      "B",
      "memory of a suspended task, a million of them: heap, and resident set",
      plain("memory", "W9Memory", load(1_000_000, 1, 0))),

  /** Level: how it is started, see {@code harness.StartFork}. */
  W10(
      Kind.START,
      "ms",
      "process start to hello, sleep(0) and exit; the same with an AOT cache and serial GC",
      plain("start", "W10Start", load(1, 1, 0)),
      plain("start-aot", "W10Start", load(1, 1, 1)),
      plain("launcher", "W10Start", load(1, 1, 2))),

  /** Level: how many map stages lie between generator and consumer. */
  W11(
      Kind.TIME,
      "ns",
      "an item of an async generator, pushed or pulled, alone or through a map stage",
      plain("push", "W11Push", load(1, 1_000_000, 0)),
      plain("push-map", "W11Push", load(1, 1_000_000, 1)),
      plain("pull", "W11Pull", load(1, 1_000_000, 0)),
      plain("pull-map", "W11Pull", load(1, 1_000_000, 1))),

  /** Level: none. */
  C1(
      Kind.TIME,
      "ns",
      "spawn a task, let it suspend, cancel it, await its end",
      plain("cancel", "C1Cancel", load(100_000, 5, 0))),

  /** Level: none. */
  C2(
      Kind.TIME,
      "ns",
      "gather futures that are done by a callback each",
      plain("gather", "C2Gather", load(100_000, 5, 0))),

  /** Level: 0 if the timers fire, 1 if they are cancelled. */
  C3(
      Kind.TIME,
      "ns",
      "a timer that fires soon, or is cancelled",
      plain("fired", "C3Timer", load(100_000, 5, 0)),
      plain("cancelled", "C3Timer", load(100_000, 5, 1)));

  /** What is measured. */
  public enum Kind {
    /** Time of an operation. */
    TIME,
    /** Time of a whole run beyond the sleep that it must take, and its peak resident set. */
    BEYOND,
    /** Memory of a task. */
    MEMORY,
    /** What a server does for a client in another process, see {@link EchoFigure}. */
    ECHO,
    /** Time of a process. */
    START
  }

  private final Kind kind;
  private final String unit;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Case> cases;

  Row(Kind kind, String unit, String description, Case... cases) {
    this.kind = kind;
    this.unit = unit;
    this.description = description;
    this.cases = List.of(cases);
  }

  /** Returns what is measured. */
  public Kind kind() {
    return kind;
  }

  /** Returns the unit of its main metric. */
  public String unit() {
    return unit;
  }

  /** Returns one line for people. */
  public String description() {
    return description;
  }

  /** Returns the ways to run it. */
  public List<Case> cases() {
    return cases;
  }

  /** Tells whether a larger figure is the better one. */
  public boolean moreIsBetter(String metric) {
    return kind == Kind.ECHO && cases.stream().anyMatch(each -> each.name().equals(metric));
  }

  /** Tells whether it is a row of the tables, and not for the curves alone. */
  public boolean inTables() {
    return name().startsWith("W");
  }

  /**
   * Finds a row by its name.
   *
   * @param name the name, in any case
   * @return the row
   * @throws IllegalArgumentException if there is none
   */
  public static Row named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "row: '" + name + "' (expected one of " + Arrays.toString(values()) + ")"));
  }

  private static Load load(int tasks, int times, int level) {
    return new Load(tasks, times, level);
  }

  private static Case plain(String name, String code, Load load) {
    return slow(name, code, load, load);
  }

  private static Case slow(String name, String code, Load load, Load slowLoad) {
    Load smoke =
        load(Math.min(load.tasks(), 20), Math.min(load.times(), 30), Math.min(load.level(), 20));
    return new Case(name, code, load, slowLoad, smoke);
  }

  private static Case echo(String code, int bytes, int connections) {
    String size = bytes < 1024 ? bytes + "B" : bytes / 1024 + "KB";
    String name = (code.equals("W8Tls") ? "tls-" : "") + size + "-x" + connections;
    Load load = load(connections, 1, bytes);
    return new Case(name, code, load, load, load.atMost(2));
  }
}
