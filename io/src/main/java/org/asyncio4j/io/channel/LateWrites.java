package org.asyncio4j.io.channel;

import java.lang.System.Logger.Level;
import org.asyncio4j.engine.Log;

/** Counts writes to a connection that takes none any more. The loop's thread only. */
final class LateWrites {
  /** So many of them pass in silence, as in asyncio. */
  private static final int SILENT = 5;

  private int count;

  /**
   * Notes one.
   *
   * @param transport the connection, for the message
   */
  void note(Object transport) {
    if (++count == SILENT) {
      Log.say(
          Level.WARNING,
          "Several writes to a connection that is lost: " + transport + "; ask closing() first",
          null);
    }
  }
}
