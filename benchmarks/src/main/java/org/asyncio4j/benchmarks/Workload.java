package org.asyncio4j.benchmarks;

/** One workload as one peer does it. Instances are reused: the runs before measuring warm it up. */
public interface Workload extends AutoCloseable {
  /**
   * Does the work once, from the first spawn to the last result.
   *
   * @param load how much of it
   * @return how many operations were done, counted where they were done; {@link Load#operations()}
   *     unless something was lost
   * @throws Exception whatever goes wrong
   */
  long run(Load load) throws Exception;

  /** Ends what outlives a run, such as threads. */
  @Override
  default void close() {}
}
