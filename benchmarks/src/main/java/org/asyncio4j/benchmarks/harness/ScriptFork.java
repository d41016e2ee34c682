package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/**
 * A workload in Python or Go. The program gets file name, tasks, times and level, warms itself up,
 * and prints lines: {@code seconds NUMBER} for a run of the whole load, and for memory {@code peak
 * MEGABYTES} or {@code rss BYTES}.
 */
final class ScriptFork implements Fork {
  private final Places places;

  ScriptFork(Places places) {
    this.places = places;
  }

  @Override
  public boolean has(Peer peer, Case what) {
    return peer.platform() != Peer.Platform.C
        && peer.variant().isEmpty()
        && Files.exists(places.script(peer, what));
  }

  @Override
  public List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(places.command(peer));
    command.add(what.fileName());
    command.add(Integer.toString(load.tasks()));
    command.add(Integer.toString(load.times()));
    command.add(Integer.toString(load.level()));
    String output = ChildProcess.run(command, Map.of("GOMAXPROCS", "1")).output();
    Map<String, Double> numbers = ChildProcess.numbers(output);
    Double seconds = numbers.get("seconds");
    if (row.kind() == Row.Kind.MEMORY && numbers.containsKey("rss")) {
      return List.of(new Reading("rss", row.unit(), numbers.get("rss")));
    }
    if (seconds == null) {
      throw new IOException("no figures from " + peer.label() + ":\n" + output);
    }
    double peak = numbers.getOrDefault("peak", Double.NaN);
    return JmhFork.readings(row, what, load, seconds * 1e9, peak);
  }
}
