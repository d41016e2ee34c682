package org.asyncio4j.fiber;

import org.jspecify.annotations.Nullable;

/** What a thread that runs no loop's code has in place of a fiber's slots. */
public final class PlainThreads {
  private static final ThreadLocal<@Nullable Object> CONTEXT = new ThreadLocal<>();

  private PlainThreads() {}

  /**
   * Returns the calling thread's context.
   *
   * @return the context, or null for none yet
   */
  public static @Nullable Object context() {
    return CONTEXT.get();
  }

  /**
   * Sets the calling thread's context.
   *
   * @param context the context
   */
  public static void context(@Nullable Object context) {
    CONTEXT.set(context);
  }
}
