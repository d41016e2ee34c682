package org.asyncio4j.contextvar;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.asyncio4j.function.Awaitable;
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

  /** Any thread. */
  private final List<Mirror<T>> mirrors = new CopyOnWriteArrayList<>();

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

  /**
   * Lets a thread-local show this variable's value to code that is called through {@code toThread}
   * or {@link Context#runWithMirrors}: it is set before the call and restored after it. A default
   * value is not shown, and what the call itself sets is not seen by it. Nor does a task see it: a
   * task's code reads the variable.
   *
   * @param local the thread-local, such as a logging library reads
   * @return this variable
   */
  public ContextVar<T> mirrorTo(ThreadLocal<? super T> local) {
    mirrors.add(new Mirror.OfThreadLocal<>(Objects.requireNonNull(local, "local")));
    return this;
  }

  /**
   * Lets a scoped value show this variable's value, as {@link #mirrorTo(ThreadLocal)} does. In a
   * task, {@code ScopedValue.where(scoped, variable.get()).call(...)} binds it for a block that may
   * await; the tasks that the block makes do not inherit it.
   *
   * @param scoped the scoped value
   * @return this variable
   */
  public ContextVar<T> mirrorTo(ScopedValue<? super T> scoped) {
    mirrors.add(new Mirror.OfScopedValue<>(Objects.requireNonNull(scoped, "scoped")));
    return this;
  }

  /** Puts code inside of all mirrors, which show a value. */
  <R extends @Nullable Object> Awaitable<R> mirrored(@Nullable Object value, Awaitable<R> code) {
    T shown = cast(value);
    Awaitable<R> outer = code;
    if (shown != null) {
      for (Mirror<T> mirror : mirrors) {
        Awaitable<R> inner = outer;
        outer = () -> mirror.around(shown, inner);
      }
    }
    return outer;
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
