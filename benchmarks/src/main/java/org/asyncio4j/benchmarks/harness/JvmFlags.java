package org.asyncio4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/** The options of a peer's JVM: the same for all, but for what a peer cannot do without. */
final class JvmFlags {
  /** Environment variable with further options for all JVMs, which come last and so prevail. */
  static final String FURTHER = "BENCHMARKS_JVM_OPTIONS";

  private JvmFlags() {}

  private static List<String> further() {
    String options = System.getenv(FURTHER);
    return options == null || options.isBlank() ? List.of() : List.of(options.strip().split(" +"));
  }

  static List<String> of(Peer peer, Row row) {
    List<String> flags = new ArrayList<>();
    switch (row.kind()) {
      case TIME -> flags.addAll(List.of("-Xms3g", "-Xmx3g"));
      // little, so that the peak shows what the tasks need; the portable driver's do not fit
      case BEYOND -> flags.add(peer == Peer.PORTABLE ? "-Xmx3g" : "-Xmx2g");
      // a small young generation that the baseline has already touched: what the resident set
      // gains then is the old one, which holds the tasks
      case MEMORY -> flags.addAll(List.of("-Xmx4g", "-Xmn64m", "-XX:+UseSerialGC"));
      case ECHO -> flags.addAll(List.of("-Xms1g", "-Xmx1g"));
      case START -> {}
    }
    if (row.kind() != Row.Kind.START) {
      flags.add("--sun-misc-unsafe-memory-access=allow"); // JMH, and Netty inside Vert.x
    }
    if (peer.place().startsWith("vertx") || peer.place().equals("netty")) {
      flags.add("--enable-native-access=ALL-UNNAMED"); // Netty, or it warns
    }
    flags.add("-XX:+ExitOnOutOfMemoryError"); // a JVM without memory may stand still for ever
    flags.addAll(peer.flags());
    flags.addAll(further());
    return flags;
  }
}
