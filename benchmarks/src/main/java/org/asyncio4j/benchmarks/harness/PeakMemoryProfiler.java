package org.asyncio4j.benchmarks.harness;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** The largest resident set that the process has had, in MB. */
public final class PeakMemoryProfiler implements InternalProfiler {
  static final String LABEL = "peak";

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double megabytes = ResidentSet.peakBytes() / 1e6;
    return List.of(new ScalarResult(LABEL, megabytes, "MB", AggregationPolicy.MAX));
  }

  @Override
  public String getDescription() {
    return "peak resident set";
  }
}
