package org.asyncio4j.io.channel;

import java.util.Arrays;
import org.asyncio4j.loop.Signal;

/*
 * The JDK says 128 + n of a child that signal n has ended, and so does a shell of a command of its own that
 * was ended like that. A program that returns such a number by itself cannot be told apart; those that do
 * mean the same by it. Numbers of signals that end nothing are left as they are.
 */
/** How a child has ended, in Python's way. */
final class ReturnCode {
  private static final int BASE = 128;
  private static final int FIRST_REALTIME = 34;
  private static final int LAST_REALTIME = 64;

  private ReturnCode() {}

  /** Returns a code from the JDK's. */
  static int of(int exitValue, boolean windows) {
    int number = exitValue - BASE;
    return !windows && ends(number) ? -number : exitValue;
  }

  private static boolean ends(int number) {
    if (number >= FIRST_REALTIME && number <= LAST_REALTIME) {
      return true;
    }
    return Arrays.stream(Signal.values())
        .anyMatch(each -> each.number() == number && each.endsByDefault());
  }
}
