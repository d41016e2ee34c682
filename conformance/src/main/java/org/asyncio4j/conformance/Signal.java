package org.asyncio4j.conformance;

import org.jspecify.annotations.Nullable;

/** How a statement ended that leaves its body early. A statement that ends normally has none. */
sealed interface Signal {
  /** {@code break} of the innermost loop. */
  Signal BREAK = new Jump("break");

  /** {@code continue} of the innermost loop. */
  Signal CONTINUE = new Jump("continue");

  /**
   * {@code break} or {@code continue}.
   *
   * @param word which of them
   */
  record Jump(String word) implements Signal {}

  /**
   * {@code return}.
   *
   * @param value what is returned
   */
  record Return(@Nullable Object value) implements Signal {}

  /**
   * Returns what a function gives back whose body ended with a signal.
   *
   * @param signal the signal, or null
   * @return the value returned, or null
   */
  static @Nullable Object value(@Nullable Signal signal) {
    return signal instanceof Return end ? end.value() : null;
  }
}
