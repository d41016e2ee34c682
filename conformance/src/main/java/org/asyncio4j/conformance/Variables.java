package org.asyncio4j.conformance;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.task.Task;
import org.jspecify.annotations.Nullable;

/** The one set of variables of a program, and what its futures are called after them. */
final class Variables {
  private final Map<String, @Nullable Object> values = new HashMap<>();
  private final IdentityHashMap<Object, String> labels = new IdentityHashMap<>();

  /**
   * Reads a variable.
   *
   * @param args the arguments of the body that reads it, which come before the variables
   * @param name its name
   * @return its value; null if nothing was assigned
   */
  @Nullable Object get(Map<String, @Nullable Object> args, String name) {
    if (name.equals("self")) {
      return Asyncio.currentTask();
    }
    return args.containsKey(name) ? args.get(name) : values.get(name);
  }

  /**
   * Returns an object that was declared.
   *
   * @param <V> its type
   * @param name its name
   * @param type its type
   * @return the object
   */
  <V> V declared(String name, Class<V> type) {
    return type.cast(Objects.requireNonNull(values.get(name), name));
  }

  /**
   * Assigns a variable. A future that is no task is named after the first it is assigned to.
   *
   * @param name its name
   * @param value its new value
   */
  void store(String name, @Nullable Object value) {
    if (value instanceof Future<?> && !(value instanceof Task<?>)) {
      labels.putIfAbsent(value, name);
    }
    values.put(name, value);
  }

  /**
   * Returns what a future is called.
   *
   * @param future a future or task
   * @return a task's name, or the variable that the future was first stored in
   */
  String nameOf(Object future) {
    return future instanceof Task<?> task ? task.name() : labels.getOrDefault(future, "?");
  }
}
