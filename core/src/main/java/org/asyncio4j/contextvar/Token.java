package org.asyncio4j.contextvar;

import org.jspecify.annotations.Nullable;

/**
 * Restores a context variable's former value.
 *
 * {@snippet :
 * try (var token = USER.set("ada")) {
 *   work();
 * }
 * }
 *
 * <p>{@code contextvars.Token}, 3.14.
 *
 * @param <T> the type of the variable's value
 */
public final class Token<T> implements AutoCloseable {
  private final ContextVar<T> variable;
  private final Context context;
  private final @Nullable T before;
  private boolean used;

  Token(ContextVar<T> variable, Context context, @Nullable T before) {
    this.variable = variable;
    this.context = context;
    this.before = before;
  }

  /**
   * Returns the variable.
   *
   * @return the variable
   */
  public ContextVar<T> variable() {
    return variable;
  }

  /**
   * Returns the value before the set.
   *
   * @return the value, or null if there was none
   */
  public @Nullable T oldValue() {
    return before;
  }

  /**
   * Restores the value before the set.
   *
   * @throws IllegalArgumentException if the current context is not the one the variable was set in
   * @throws IllegalStateException if the token was used already
   */
  @Override
  public void close() {
    restore(variable);
  }

  void restore(ContextVar<T> wanted) {
    if (used) {
      throw new IllegalStateException(
          this + " has already been used once; set() gives a new token");
    }
    if (wanted != variable) {
      throw new IllegalArgumentException(
          this + " was created by a different ContextVar; reset it on " + variable);
    }
    if (Context.current() != context) {
      throw new IllegalArgumentException(
          this + " was created in a different Context; reset it in the task that set it");
    }
    used = true;
    if (before == null) {
      context.remove(variable);
    } else {
      context.put(variable, before);
    }
  }

  @Override
  public String toString() {
    return "<Token" + (used ? " used" : "") + " var=" + variable + ">";
  }
}
