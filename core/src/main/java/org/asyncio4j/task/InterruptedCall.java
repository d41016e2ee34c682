package org.asyncio4j.task;

import java.io.IOException;

/** How a blocking call ends that {@code cancel} has interrupted; sockets say it in many ways. */
final class InterruptedCall {
  private InterruptedCall() {}

  /** Tells whether the interrupt may have ended a call with this, such as JDBC's SQLException. */
  static boolean ends(Throwable error) {
    return error instanceof InterruptedException
        || error instanceof IOException
        || (error instanceof Exception && error.getCause() != null && ends(error.getCause()));
  }
}
