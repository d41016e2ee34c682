package org.asyncio4j.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/*
 * A call site whose target is a constant is itself a constant to the JIT for as long as the target stays:
 * while nobody listens, neither the check nor what stands behind it is in the compiled code. Changing the
 * target throws the compiled code away that relied on it. What a field costs in its place, and what this
 * costs at the start: docs/adr/0014.
 */
/** Whether anybody in this process listens to any loop. */
public final class HookSwitch {
  private static final MethodHandle OFF = MethodHandles.constant(boolean.class, false);
  private static final MethodHandle ON = MethodHandles.constant(boolean.class, true);
  private static final MutableCallSite SITE = new MutableCallSite(OFF);
  private static final MethodHandle NOW = SITE.dynamicInvoker();

  /** Guarded by the class {@link Hooks}. */
  private static boolean isOn;

  private HookSwitch() {}

  /**
   * Tells whether there may be somebody to tell. Any thread.
   *
   * @return false if nobody listens anywhere, or if the stack is full
   */
  public static boolean on() {
    try {
      return (boolean) NOW.invokeExact();
    } catch (Throwable e) {
      return false; // a constant cannot fail but for the room that the call needs
    }
  }

  static void set(boolean on) {
    if (on != isOn) {
      isOn = on;
      SITE.setTarget(on ? ON : OFF);
      MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }
  }
}
