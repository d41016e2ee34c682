package org.asyncio4j.benchmarks.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.asyncio4j.benchmarks.Case;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Peer;
import org.asyncio4j.benchmarks.Row;
import org.asyncio4j.benchmarks.Workload;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Time of a workload in one fork of JMH. */
final class JmhFork implements Fork {
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public boolean has(Peer peer, Case what) {
    return peer.code(what).filter(Workload.class::isAssignableFrom).isPresent();
  }

  @Override
  public List<Reading> run(Row row, Case what, Load load, Peer peer, Effort effort)
      throws RunnerException {
    Class<?> code = peer.code(what).orElseThrow();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + WorkloadBenchmark.class.getName() + ".run$")
            .param("code", code.getName())
            .param("tasks", Integer.toString(load.tasks()))
            .param("times", Integer.toString(load.times()))
            .param("level", Integer.toString(load.level()))
            .jvmArgs(JvmFlags.of(peer, row).toArray(String[]::new))
            .forks(1)
            .warmupIterations(effort.warmups())
            .warmupTime(TimeValue.nanoseconds(effort.iteration().toNanos()))
            .measurementIterations(effort.measurements())
            .measurementTime(TimeValue.nanoseconds(effort.iteration().toNanos()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (row.kind() == Row.Kind.BEYOND) {
      options.addProfiler(PeakMemoryProfiler.class);
    }
    return readings(row, what, load, new Runner(options.build()).run());
  }

  private static List<Reading> readings(
      Row row, Case what, Load load, Collection<RunResult> results) {
    List<Double> nanos = new ArrayList<>();
    double peak = Double.NaN;
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          nanos.add(iteration.getPrimaryResult().getScore());
        }
        var secondary = fork.getSecondaryResults().get(PeakMemoryProfiler.LABEL);
        peak = secondary == null ? peak : secondary.getScore();
      }
    }
    return readings(row, what, load, Numbers.median(nanos), peak);
  }

  /** Turns the time of a whole run into what the row calls for. */
  static List<Reading> readings(Row row, Case what, Load load, double runNanos, double peak) {
    if (row.kind() == Row.Kind.BEYOND) {
      double asleep = load.level() / 1e3;
      return List.of(
          new Reading("beyond", row.unit(), runNanos / NANOS_PER_SECOND - asleep),
          new Reading("peak", "MB", peak));
    }
    double each = runNanos / load.operations();
    return List.of(
        new Reading(what.name(), row.unit(), row.unit().equals("us") ? each / 1e3 : each));
  }
}
