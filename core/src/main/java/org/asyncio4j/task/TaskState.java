package org.asyncio4j.task;

/**
 * Where a task stands.
 *
 * <pre>
 *   CREATED --first turn--> RUNNING --await--> WAITING --what it awaits is done--> READY --> RUNNING
 *                             |  \--blocking call of the JDK--> BLOCKED --> RUNNING
 *                             \--> DONE
 * </pre>
 */
public enum TaskState {
  /** It has not started. */
  CREATED,

  /** It has started and waits for its turn. */
  READY,

  /** It holds the loop. */
  RUNNING,

  /** It waits for what {@link Task#waitingFor()} returns. */
  WAITING,

  /** It sits in a blocking call of the JDK, and others run meanwhile. Scheduled driver only. */
  BLOCKED,

  /** It has ended. */
  DONE
}
