package org.asyncio4j.engine;

/*
 * One read of a field, which is the same in all of a program that nobody listens to; see docs/adr/0014 for
 * what it costs and for the constant call site that was tried in its place.
 */
/** Whether anybody in this process listens to any loop. */
public final class HookSwitch {
  /** Written under the lock of {@link Hooks}. */
  private static volatile boolean on;

  private HookSwitch() {}

  /**
   * Tells whether there may be somebody to tell. Any thread.
   *
   * @return false if nobody listens anywhere
   */
  public static boolean on() {
    return on;
  }

  static void set(boolean newOn) {
    on = newOn;
  }
}
