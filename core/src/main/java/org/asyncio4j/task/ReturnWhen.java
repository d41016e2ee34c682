package org.asyncio4j.task;

/** When {@code wait} returns. {@code asyncio.wait}'s {@code return_when}, 3.14. */
public enum ReturnWhen {
  /** As soon as one is done. */
  FIRST_COMPLETED,

  /**
   * As soon as one has thrown an exception; a cancelled one does not count. Else when all are done.
   */
  FIRST_EXCEPTION,

  /** When all are done. */
  ALL_COMPLETED
}
