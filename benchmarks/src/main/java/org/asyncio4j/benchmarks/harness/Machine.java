package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What the figures were measured on, and with which versions. */
public final class Machine {
  private static final String VERSIONS = "versions.properties";

  private Machine() {}

  /** Returns lines for people. */
  public static List<String> describe(Places places, Effort effort)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("Date: " + LocalDate.now(ZoneOffset.UTC));
    lines.add(
        String.format(
            Locale.ROOT,
            "Machine: %d processors, %s; %s",
            Runtime.getRuntime().availableProcessors(),
            fromProc("/proc/cpuinfo", "model name"),
            fromProc("/proc/meminfo", "MemTotal")));
    lines.add("System: " + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    lines.add("Java: " + System.getProperty("java.vendor.version") + ", " + Runtime.version());
    lines.add("Libraries: " + libraries());
    lines.add("Others: " + String.join("; ", places.versions()));
    lines.add("Commit: " + commit(places));
    String options = System.getenv(JvmFlags.FURTHER);
    lines.add(
        "Command: "
            + (options == null ? "" : JvmFlags.FURTHER + "='" + options + "' ")
            + "benchmarks/run all --rounds "
            + effort.rounds());
    return lines;
  }

  private static String libraries() throws IOException {
    Properties versions = new Properties();
    try (InputStream in = Machine.class.getResourceAsStream(VERSIONS)) {
      if (in == null) {
        throw new IOException("resource " + VERSIONS + " is missing; build the module again");
      }
      versions.load(in);
    }
    return String.join(
        ", ",
        versions.stringPropertyNames().stream()
            .sorted()
            .map(name -> name + " " + versions.getProperty(name))
            .toList());
  }

  private static String fromProc(String file, String key) throws IOException {
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      return "unknown";
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String commit(Places places) throws InterruptedException {
    try {
      String folder = places.file(".").toString();
      return ChildProcess.run(List.of("git", "-C", folder, "describe", "--always", "--dirty"))
          .output()
          .strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
