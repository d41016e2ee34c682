package org.asyncio4j.contextvar;

import java.util.Objects;
import org.asyncio4j.fiber.Fiber;
import org.asyncio4j.fiber.PlainThreads;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.jspecify.annotations.Nullable;

/**
 * The values of all context variables at one place of the program. A task or callback runs in a
 * copy that is made when it is scheduled, so what it sets is not seen outside.
 *
 * <p><b>Threads.</b> A context belongs to the code that runs in it; a copy may be handed to another
 * thread.
 *
 * <p>{@code contextvars.Context}, 3.14. Outside any loop each thread has a context of its own.
 */
public final class Context {
  private static final Object[] EMPTY = {};

  /*
   * Variable, value, variable, value ... Never changed in place: copying a context, which happens for
   * each task, copies this one reference; setting a variable copies the array. Programs have few
   * variables, so a search from the front is as fast as hashing.
   */
  private Object[] entries;

  /** Whether {@link #run} is under way in it, or was called from it. */
  private boolean entered;

  private Context(Object[] entries) {
    this.entries = entries;
  }

  /**
   * Returns the context of the calling code.
   *
   * @return the context itself, not a copy
   */
  public static Context current() {
    Fiber fiber = Fiber.current();
    Object now = fiber == null ? PlainThreads.context() : fiber.context;
    if (now instanceof Context context) {
      return context;
    }
    Context fresh = new Context(EMPTY);
    install(fresh);
    return fresh;
  }

  private static void install(Context context) {
    Fiber fiber = Fiber.current();
    if (fiber == null) {
      PlainThreads.context(context);
    } else {
      fiber.context = context;
    }
  }

  /**
   * Returns a copy of this context.
   *
   * @return a context with the same values
   */
  public Context copy() {
    return new Context(entries);
  }

  /**
   * Runs code in this context: what it sets stays in this context and is not seen outside.
   *
   * @param code the code; what it throws is thrown on, undeclared
   * @throws IllegalStateException if this context is entered already
   */
  public void run(Action code) {
    Objects.requireNonNull(code, "code");
    run(() -> {
      code.run();
      return null;
    });
  }

  /**
   * Runs code in this context and returns its result.
   *
   * @param <T> the type of the result
   * @param code the code; what it throws is thrown on, undeclared
   * @return its result
   * @throws IllegalStateException if this context is entered already
   */
  public <T extends @Nullable Object> T run(Awaitable<T> code) {
    Objects.requireNonNull(code, "code");
    Context outer = current();
    if (entered || outer == this) {
      throw new IllegalStateException(
          "cannot enter context: " + this + " is already entered; run in a copy()");
    }
    boolean outerEntered = outer.entered;
    outer.entered = true;
    entered = true;
    install(this);
    try {
      return code.await();
    } catch (Throwable e) {
      throw Rethrow.undeclared(e);
    } finally {
      install(outer);
      entered = false;
      outer.entered = outerEntered;
    }
  }

  /**
   * Runs code in this context, while thread-locals and scoped values show its variables to code
   * that does not know them, see {@link ContextVar#mirrorTo(ThreadLocal)}. {@code toThread} does
   * so; this is for executors of one's own.
   *
   * @param <T> the type of the result
   * @param code the code; what it throws is thrown on, undeclared
   * @return its result
   * @throws IllegalStateException if this context is entered already
   */
  public <T extends @Nullable Object> T runWithMirrors(Awaitable<T> code) {
    Awaitable<T> outer = Objects.requireNonNull(code, "code");
    Object[] all = entries;
    for (int i = 0; i < all.length; i += 2) {
      outer = ((ContextVar<?>) all[i]).mirrored(all[i + 1], outer);
    }
    return run(outer);
  }

  /**
   * Returns a variable's value in this context.
   *
   * @param <T> the type of the value
   * @param variable the variable
   * @return its value, or null if it was not set here
   */
  public <T> @Nullable T get(ContextVar<T> variable) {
    return variable.cast(lookup(variable));
  }

  /**
   * Tells whether a variable was set in this context.
   *
   * @param variable the variable
   * @return true if so
   */
  public boolean contains(ContextVar<?> variable) {
    return indexOf(variable) >= 0;
  }

  @Nullable Object lookup(ContextVar<?> variable) {
    int at = indexOf(variable);
    return at < 0 ? null : entries[at + 1];
  }

  private int indexOf(ContextVar<?> variable) {
    Object[] all = entries;
    for (int i = 0; i < all.length; i += 2) {
      if (all[i] == variable) {
        return i;
      }
    }
    return -1;
  }

  void put(ContextVar<?> variable, Object value) {
    int at = indexOf(variable);
    int length = entries.length;
    Object[] next = new Object[at < 0 ? length + 2 : length];
    System.arraycopy(entries, 0, next, 0, length);
    int to = at < 0 ? length : at;
    next[to] = variable;
    next[to + 1] = value;
    entries = next;
  }

  void remove(ContextVar<?> variable) {
    int at = indexOf(variable);
    if (at < 0) {
      return;
    }
    Object[] next = new Object[entries.length - 2];
    System.arraycopy(entries, 0, next, 0, at);
    System.arraycopy(entries, at + 2, next, at, next.length - at);
    entries = next;
  }

  @Override
  public String toString() {
    return "<Context with " + entries.length / 2 + " variables>";
  }
}
