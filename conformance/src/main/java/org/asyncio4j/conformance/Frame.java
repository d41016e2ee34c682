package org.asyncio4j.conformance;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a body: its label, its arguments, and what its statements need to know of it. */
final class Frame {
  final String label;
  final Map<String, @Nullable Object> args;

  /** Where {@code yield} goes; null in coroutines and callbacks. */
  final @Nullable Yielder yielder;

  /** The exception that is being handled here, which {@code reraise} raises. */
  @Nullable Throwable handled;

  Frame(String label, Map<String, @Nullable Object> args, @Nullable Yielder yielder) {
    this.label = label;
    this.args = args;
    this.yielder = yielder;
  }

  /** What {@code yield} does in a generator or manager. */
  @FunctionalInterface
  interface Yielder {
    /**
     * Hands out a value, and waits to be resumed.
     *
     * @param value the value
     * @return what was sent in
     * @throws Exception what was thrown in
     */
    @Nullable Object yield(@Nullable Object value) throws Exception;
  }
}
