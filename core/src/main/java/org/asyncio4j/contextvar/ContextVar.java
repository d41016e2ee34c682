package org.asyncio4j.contextvar;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable with a value of its own in each task. Make it once, in a static field.
 *
 * {@snippet :
 * static final ContextVar<String> USER = ContextVar.of("user");
 * }
 *
 * <p><b>Threads.</b> Any; a thread that runs no loop's code has a context of its own.
 *
 * <p>{@code contextvars.ContextVar}, 3.14. Values are never null.
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T> {
  private final String name;
  private final @Nullable T initial;

  private ContextVar(String name, @Nullable T initial) {
    this.name = Objects.requireNonNull(name, "name");
    this.initial = initial;
  }

  /**
   * Makes a variable without a default.
   *
   * @param <T> the type of the value
   * @param name its name, for people
   * @return the variable
   */
  public static <T> ContextVar<T> of(String name) {
    return new ContextVar<>(name, null);
  }

  /**
   * Makes a variable with a default.
   *
   * @param <T> the type of the value
   * @param name its name, for people
   * @param initial its value where it was not set
   * @return the variable
   */
  public static <T> ContextVar<T> of(String name, T initial) {
    return new ContextVar<>(name, Objects.requireNonNull(initial, "initial"));
  }

  /**
   * Returns its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns its value in the current context.
   *
   * @return the value, or its default
   * @throws NoSuchElementException if it was not set here and has no default
   */
  public T get() {
    T value = cast(Context.current().lookup(this));
    if (value != null) {
      return value;
    }
    if (initial != null) {
      return initial;
    }
    throw new NoSuchElementException(
        this + "; it has no value in this context: set it, or use get(value)");
  }

  /**
   * Returns its value in the current context.
   *
   * @param otherwise what to return if it was not set here
   * @return the value or {@code otherwise}
   */
  public T get(T otherwise) {
    T value = cast(Context.current().lookup(this));
    return value == null ? otherwise : value;
  }

  /**
   * Sets its value in the current context.
   *
   * @param value the value, not null
   * @return what restores the value before: close it, or hand it to {@link #reset}
   */
  public Token<T> set(T value) {
    Objects.requireNonNull(value, "value");
    Context context = Context.current();
    Token<T> token = new Token<>(this, context, cast(context.lookup(this)));
    context.put(this, value);
    return token;
  }

  /**
   * Restores the value before a {@link #set}.
   *
   * @param token what that call returned
   * @throws IllegalArgumentException if the token is another variable's or was made in another
   *     context
   * @throws IllegalStateException if the token was used already
   */
  public void reset(Token<T> token) {
    token.restore(this);
  }

  @SuppressWarnings("unchecked") // only set() stores values, and they are T
  @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }

  @Override
  public String toString() {
    return "<ContextVar name='" + name + "'>";
  }
}
