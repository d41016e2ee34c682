package org.asyncio4j.conformance;

import java.util.HashMap;
import java.util.Map;
import org.asyncio4j.future.DoneCallback;
import org.jspecify.annotations.Nullable;

/**
 * The done callbacks of a program: one object per name, so that equal names are equal callbacks.
 */
final class DoneCallbacks {
  private final Map<String, DoneCallback<@Nullable Object>> callbacks = new HashMap<>();
  private final Interpreter interpreter;

  DoneCallbacks(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * Returns a callback.
   *
   * @param name its name; its body reads the future as {@code fut}
   * @return the same object for the same name
   */
  DoneCallback<@Nullable Object> get(String name) {
    return callbacks.computeIfAbsent(
        name, key -> future -> interpreter.callback(key, Map.of("fut", future)).run());
  }
}
