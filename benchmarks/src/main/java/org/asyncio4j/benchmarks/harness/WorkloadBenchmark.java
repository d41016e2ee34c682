package org.asyncio4j.benchmarks.harness;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.asyncio4j.benchmarks.Load;
import org.asyncio4j.benchmarks.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The one benchmark that JMH knows: whole runs of the workload that its parameters name. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkloadBenchmark {
  /** Name of the class of the workload. */
  @Param("")
  @SuppressWarnings("NullAway.Init") // JMH sets parameters
  public String code;

  /** See {@link Load}. */
  @Param("1")
  public int tasks;

  /** See {@link Load}. */
  @Param("1")
  public int times;

  /** See {@link Load}. */
  @Param("0")
  public int level;

  @SuppressWarnings("NullAway.Init") // set up before the first run
  private Workload workload;

  @SuppressWarnings("NullAway.Init") // set up before the first run
  private Load load;

  /** Makes the workload, whose class stands for itself in this process. */
  @Setup
  public void make() throws ReflectiveOperationException {
    workload = Class.forName(code).asSubclass(Workload.class).getConstructor().newInstance();
    load = new Load(tasks, times, level);
  }

  /** One run of the whole load. */
  @Benchmark
  public long run() throws Exception {
    long done = workload.run(load);
    if (done != load.operations()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "%s did %d operations (expected: %d)", code, done, load.operations()));
    }
    return done;
  }

  /** Ends threads that would keep the process alive. */
  @TearDown
  public void close() {
    workload.close();
  }
}
