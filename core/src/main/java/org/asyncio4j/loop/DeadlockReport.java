package org.asyncio4j.loop;

/**
 * What a loop does when it is about to wait and nothing that it knows can ever wake it: nothing is
 * ready, no timer is set, no other thread is at work for it, and tasks wait.
 *
 * <p>Some tasks that wait for each other in a circle, while others can go on, are logged as a
 * warning at once, each circle once; only {@link #OFF} leaves that out.
 */
public enum DeadlockReport {
  /**
   * The run fails with a {@link org.asyncio4j.error.DeadlockException}, whose message says who
   * waits for whom. What a virtual clock has; for real time if no thread calls in that the loop
   * does not know.
   */
  FAIL,

  /**
   * A warning with the same text is logged, once, when the loop has waited for as long as {@link
   * LoopOptions#stallReport()}: a thread that the loop does not know may still call in.
   */
  WARN,

  /** Nothing is looked for and nothing is said. */
  OFF
}
