package org.asyncio4j.io.soak;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What {@code io/soak} starts: {@code run}, {@code idle} or {@code loris}, with options. */
final class Main {
  private static final Duration STANDSTILL = Duration.ofSeconds(60);

  private Main() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> options = options(List.of(args).subList(1, args.length));
    String driver = options.getOrDefault("driver", "scheduled");
    boolean well =
        switch (args[0]) {
          case "run" -> soak(options, driver);
          case "idle" ->
              Idle.run(
                  driver,
                  Objects.requireNonNull(options.get("form")),
                  Integer.parseInt(options.getOrDefault("connections", "10000")));
          case "loris" -> Loris.run(driver, Integer.parseInt(options.getOrDefault("slow", "1000")));
          default -> throw new IllegalArgumentException("soak: " + args[0]);
        };
    System.out.flush();
    System.exit(well ? 0 : 1);
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      all.put(words.get(i).substring(2), words.get(i + 1));
    }
    return all;
  }

  private static boolean soak(Map<String, String> options, String driver) {
    Duration duration = duration(options.getOrDefault("duration", "10m"));
    long seed = Long.parseLong(options.getOrDefault("seed", "" + System.nanoTime() % 1_000_000));
    System.out.println("soak: " + driver + " for " + duration.toSeconds() + " s, seed " + seed);
    Tally tally = new Tally();
    new Watch(tally, STANDSTILL, System.out).start();
    Consumer<String> out = line -> System.out.println("soak: " + line);
    Soak soak = new Soak(Plan.lasting(duration, seed), tally, driver, out);
    soak.run();
    soak.missing().forEach(each -> tally.fail("nothing of this has happened: " + each));
    boolean well = tally.failures().isEmpty();
    tally.counts().forEach((what, count) -> System.out.println("  " + count + " " + what));
    tally.failures().forEach(each -> System.out.println("soak: failed: " + each));
    System.out.println("soak: ended " + (well ? "WELL" : "BADLY"));
    return well;
  }

  /** Reads 90s, 10m, 2h. */
  private static Duration duration(String text) {
    return Duration.parse("PT" + text);
  }
}
