package org.asyncio4j.benchmarks;

/** Workload W9 as one peer does it: tasks that are all suspended while their memory is measured. */
public interface HeldTasks {
  /**
   * Suspends tasks, each on something of its own, lets the caller look, and ends them.
   *
   * @param tasks how many
   * @param whileSuspended what to do while all of them are suspended
   * @return how many tasks have ended
   * @throws Exception whatever goes wrong
   */
  long hold(int tasks, Runnable whileSuspended) throws Exception;
}
