package org.asyncio4j.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.EchoFigure;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.jspecify.annotations.Nullable;

/**
 * An echo server in a process of its own, and the load for it in another, each on a processor of
 * its own where the machine has {@code taskset} and two processors. The load is the same program
 * for all servers, and another for TLS.
 */
final class EchoFork implements Fork {
  private static final String TLS_CODE = "W8Tls";
  private static final String PASSWORD = "secret"; // of a certificate that nobody trusts
  private static final String MEASURING = "measuring";

  private final Places places;
  private final PrintStream progress;
  private @Nullable Boolean pins;
  private @Nullable Boolean speaksTls;

  EchoFork(Places places, PrintStream progress) {
    this.places = places;
    this.progress = progress;
  }

  @Override
  public boolean has(Peer peer, Case what) throws InterruptedException {
    boolean there =
        switch (peer.platform()) {
          case JVM -> peer != Peer.VT_OWN && peer.code(what).isPresent();
          case PYTHON -> Files.exists(places.script(peer, what));
          case C -> !isTls(what);
          case GO -> false;
        };
    return there && (!isTls(what) || speaksTls());
  }

  @Override
  public List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort)
      throws IOException, InterruptedException {
    Files.createDirectories(places.file("target/echo"));
    List<String> server = pinned(0, server(row, what, peer));
    try (ServerChild child = new ServerChild(server, places.file("target/echo/server.err"))) {
      return measure(what, load, peer, effort, child);
    }
  }

  private List<Reading> measure(Case what, Load load, Peer peer, Effort effort, ServerChild server)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(places.file("target/echo/" + (isTls(what) ? "load-tls" : "load")).toString());
    command.add(Integer.toString(server.port()));
    command.add(Integer.toString(load.tasks()));
    command.add(Integer.toString(load.level()));
    command.add(Long.toString(warmup(peer, effort).toMillis()));
    command.add(Long.toString(measured(effort).toMillis()));
    Process process = ChildProcess.builder(pinned(1, command)).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader()) {
      String first = output.readLine();
      double before = server.cpuMicros();
      String second = output.readLine();
      double after = server.cpuMicros();
      String rest = second + "\n" + output.lines().collect(Collectors.joining("\n"));
      if (process.waitFor() != 0 || !MEASURING.equals(first)) {
        throw new IOException("load: " + first + "\n" + rest + "\nserver: " + server.errors());
      }
      return readings(what, ChildProcess.numbers(rest), after - before);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Reading> readings(Case what, Map<String, Double> numbers, double cpu) {
    return List.of(
        reading(what, EchoFigure.RATE, numbers.getOrDefault("rate", Double.NaN)),
        reading(what, EchoFigure.P50, numbers.getOrDefault("p50", Double.NaN)),
        reading(what, EchoFigure.P99, numbers.getOrDefault("p99", Double.NaN)),
        reading(what, EchoFigure.CPU, cpu / numbers.getOrDefault("messages", Double.NaN)));
  }

  private static Reading reading(Case what, EchoFigure figure, double value) {
    return new Reading(figure.metric(what), figure.unit(), value);
  }

  // There are fourteen cases for some fifteen peers: each takes less time than one of another row.

  private static Duration warmup(Peer peer, Effort effort) {
    Duration all = effort.iteration().multipliedBy(effort.warmups());
    return peer.platform() == Peer.Platform.JVM
        ? all.multipliedBy(6).dividedBy(5)
        : all.dividedBy(5);
  }

  private static Duration measured(Effort effort) {
    return effort.iteration().multipliedBy(effort.measurements()).plusMillis(1);
  }

  // ---------------------------------------------------------------- commands

  private List<String> server(Row row, Case what, Peer peer)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    switch (peer.platform()) {
      case JVM -> {
        command.add(ChildProcess.java());
        command.addAll(JvmFlags.of(peer, row));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(peer.code(what).orElseThrow().getName());
        if (isTls(what)) {
          command.addAll(List.of(keyStore().toString(), PASSWORD));
        }
      }
      case PYTHON -> {
        String form = peer.variant().isEmpty() ? "streams" : "protocol";
        command.addAll(
            List.of(places.python(), places.script(peer, what).toString(), peer.place(), form));
      }
      case C -> command.add(places.file("target/echo/server").toString());
      case GO -> throw new IllegalArgumentException("peer: go (expected: one with a server)");
    }
    return command;
  }

  /** Returns a self-signed certificate, which the JDK's keytool makes once. */
  private Path keyStore() throws IOException, InterruptedException {
    Path file = places.file("target/echo/server.p12");
    if (!Files.exists(file)) {
      String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      String options =
          "-genkeypair -alias server -keyalg EC -validity 3650 -dname CN=localhost"
              + " -storetype PKCS12 -storepass "
              + PASSWORD;
      List<String> command = new ArrayList<>(List.of(keytool));
      command.addAll(List.of(options.split(" ", -1)));
      command.addAll(List.of("-keystore", file.toString()));
      ChildProcess.run(command);
    }
    return file;
  }

  private static boolean isTls(Case what) {
    return what.code().equals(TLS_CODE);
  }

  private boolean speaksTls() throws InterruptedException {
    if (speaksTls == null) {
      speaksTls = places.hasTlsLoad();
      if (!speaksTls) {
        progress.println("# W8 without TLS: no OpenSSL for gcc; install the package libssl-dev");
      }
    }
    return speaksTls;
  }

  private List<String> pinned(int processor, List<String> command) throws InterruptedException {
    if (pins == null) {
      pins = Places.canPin();
      if (!pins) {
        progress.println(
            "# W8 with server and load on any processor: no taskset, or fewer than two processors");
      }
    }
    if (!pins) {
      return command;
    }
    List<String> all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(processor)));
    all.addAll(command);
    return all;
  }
}
