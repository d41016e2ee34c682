package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.jspecify.annotations.Nullable;

/**
 * Time of a whole process that says hello. The load's level says how it is started: 0 plainly, 1
 * with an AOT cache and the serial collector, 2 by {@code ./asyncio run} from a source file.
 */
final class StartFork implements Fork {
  private static final int PLAIN = 0;
  private static final int AOT = 1;
  private static final int LAUNCHER = 2;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Places places;
  private final Map<Peer, Path> caches = new EnumMap<>(Peer.class);
  private @Nullable String jars;

  StartFork(Places places) {
    this.places = places;
  }

  @Override
  public boolean has(Peer peer, Case what) {
    int way = what.load().level();
    return switch (peer.platform()) {
      case JVM ->
          way == LAUNCHER
              ? peer == Peer.SCHEDULED
              : peer != Peer.VT_OWN && peer.code(what).isPresent();
      case PYTHON -> way == PLAIN && peer.variant().isEmpty();
      case GO, C -> false;
    };
  }

  @Override
  public List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort)
      throws IOException, InterruptedException {
    List<String> command = command(row, what, load.level(), peer);
    List<Double> millis = new ArrayList<>();
    ChildProcess.run(command); // fills the file cache
    for (int i = 0; i < effort.warmups() + effort.measurements(); i++) {
      ChildProcess.Outcome outcome = ChildProcess.run(command);
      if (!outcome.output().lines().anyMatch("hello"::equals)) {
        throw new IOException("no hello from " + command + ":\n" + outcome.output());
      }
      millis.add(outcome.nanos() / NANOS_PER_MILLI);
    }
    return List.of(new Reading(what.name(), row.unit(), Numbers.median(millis)));
  }

  private List<String> command(Row row, Case what, int way, Peer peer)
      throws IOException, InterruptedException {
    if (peer.platform() == Peer.Platform.PYTHON) {
      return List.of(places.python(), places.script(peer, what).toString(), peer.place());
    }
    if (way == LAUNCHER) {
      return List.of(
          places.file("../asyncio").toString(), "run", places.file("start/Hello.java").toString());
    }
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(JvmFlags.of(peer, row));
    List<String> program = List.of("-cp", jars(), peer.code(what).orElseThrow().getName());
    if (way == AOT) {
      command.add("-XX:+UseSerialGC");
      command.add("-Xlog:aot*=off,cds*=off");
      command.add("-XX:AOTCache=" + cache(peer, command, program));
    }
    command.addAll(program);
    return command;
  }

  /** Makes the jars once in a run of this harness: what they hold may have changed. */
  private String jars() throws IOException {
    if (jars == null) {
      Files.createDirectories(folder());
      jars = ClassPathJars.in(folder());
    }
    return jars;
  }

  /** Trains the cache once in a run of this harness. */
  private Path cache(Peer peer, List<String> options, List<String> program)
      throws IOException, InterruptedException {
    Path cache = caches.get(peer);
    if (cache == null) {
      cache = folder().resolve(peer.label() + ".aot");
      List<String> training = new ArrayList<>(options);
      training.add("-XX:AOTCacheOutput=" + cache);
      training.addAll(program);
      ChildProcess.run(training);
      caches.put(peer, cache);
    }
    return cache;
  }

  private Path folder() {
    return places.file("target/start");
  }
}
