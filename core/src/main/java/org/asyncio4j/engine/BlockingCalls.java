package org.asyncio4j.engine;

import org.jspecify.annotations.Nullable;

/** What a blocking call of the JDK inside a task does to its loop, in the scheduled driver. */
enum BlockingCalls {
  /** Other tasks run meanwhile. */
  RELEASE,

  /** The loop waits for exactly that task, as CPython's one thread does. */
  HOLD;

  /** System property that chooses: {@code release}, the default, or {@code hold}. */
  static final String PROPERTY = "asyncio4j.blocking";

  /**
   * Reads the property's value.
   *
   * @param value its value, or null if it is not set
   * @return what it says
   * @throws IllegalArgumentException if it is another word
   */
  static BlockingCalls of(@Nullable String value) {
    if (value == null) { // no case of the switch, which Java would then link at run time
      return RELEASE;
    }
    return switch (value) {
      case "release" -> RELEASE;
      case "hold" -> HOLD;
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + ": " + value + " (expected: release, hold)");
    };
  }
}
