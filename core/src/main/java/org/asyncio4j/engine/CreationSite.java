package org.asyncio4j.engine;

import java.util.Arrays;
import org.asyncio4j.text.UserFrames;

/** Not an error: its stack says where an object was made. Shown as the cause of a report's line. */
final class CreationSite extends Throwable {
  private static final long serialVersionUID = 1L;

  CreationSite() {
    super("created at");
    StackTraceElement[] all = getStackTrace();
    StackTraceElement users = UserFrames.innermost(all);
    int from = Math.max(0, Arrays.asList(all).indexOf(users));
    setStackTrace(Arrays.copyOfRange(all, from, all.length));
  }
}
