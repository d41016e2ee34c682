package org.asyncio4j.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.HeldTasks;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;

/** Memory of suspended tasks in a JVM of their own. */
final class MemoryFork implements Fork {
  @Override
  public boolean has(Peer peer, Case what) {
    return peer.code(what).filter(HeldTasks.class::isAssignableFrom).isPresent();
  }

  @Override
  public List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ChildProcess.java());
    command.addAll(JvmFlags.of(peer, row));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MemoryProgram.class.getName());
    command.add(peer.code(what).orElseThrow().getName());
    command.add(Integer.toString(load.tasks()));
    String output = ChildProcess.run(command).output();
    Map<String, Double> numbers = ChildProcess.numbers(output);
    List<Reading> readings = new ArrayList<>();
    numbers.forEach((name, value) -> readings.add(new Reading(name, row.unit(), value)));
    if (readings.isEmpty()) {
      throw new IOException("no figures from " + peer.label() + ":\n" + output);
    }
    return readings;
  }
}
