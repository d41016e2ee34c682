package org.asyncio4j.context;

import java.util.Objects;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.function.BodyOf;
import org.asyncio4j.task.ActionCoroutine;
import org.asyncio4j.task.Await;
import org.jspecify.annotations.Nullable;

/**
 * Does something before a block of code and something after it, however the block ends.
 *
 * {@snippet :
 * ContextManager<Connection> connected =
 *     ContextManager.of(
 *         y -> {
 *           Connection c = connect();
 *           try {
 *             y.yield(c);
 *           } finally {
 *             c.close();
 *           }
 *         });
 * String answer = with(connected, c -> c.ask("?"));
 * }
 *
 * <p>The block form sees the block's exception: it is thrown at the {@code yield}, and code that
 * catches it there suppresses it. The form with try-with-resources, {@code try (var held =
 * connected.open())}, can't: Java does not show {@code close()} the exception under way, so the
 * code goes on after its {@code yield} as if nothing had happened.
 *
 * <p><b>Threads.</b> Any; inside a loop the code may await.
 *
 * <p>{@code contextlib.contextmanager} and {@code asynccontextmanager}, 3.14, in one, since methods
 * have no colour. May be used again and again, each time from the start; in Python once.
 *
 * @param <V> the type of the value
 */
@FunctionalInterface
public interface ContextManager<V extends @Nullable Object> {
  /**
   * Code with one {@code yield}, around which the block is laid.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  interface Code<V extends @Nullable Object> {
    /**
     * Runs up to the yield, and on after the block has ended.
     *
     * @param y takes the value
     * @throws Throwable what it may throw; replaces the block's own exception
     */
    void run(Yield<V> y) throws Throwable;
  }

  /**
   * Where the block is run.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  interface Yield<V extends @Nullable Object> {
    /**
     * Runs the block with a value; throws what the block throws.
     *
     * @param value the value
     */
    void yield(V value);
  }

  /**
   * An entered context manager.
   *
   * @param <V> the type of the value
   */
  interface Held<V extends @Nullable Object> extends AutoCloseable {
    /**
     * Returns the value for the block.
     *
     * @return the value
     */
    V value();

    /**
     * Leaves, since the block has ended.
     *
     * @param exception what the block has thrown, or null
     * @return true if the exception is settled and must not be thrown on
     */
    boolean exit(@Nullable Throwable exception);

    /** Leaves, since the block has ended without an exception. */
    @Override
    default void close() {
      exit(null);
    }
  }

  /**
   * Makes a context manager of code.
   *
   * @param <V> the type of the value
   * @param code yields once
   * @return the context manager
   */
  static <V extends @Nullable Object> ContextManager<V> of(Code<V> code) {
    return new GeneratorManager<>(Objects.requireNonNull(code, "code"));
  }

  /**
   * Enters.
   *
   * @return what is entered; to be closed
   * @throws IllegalStateException if its code does not yield
   */
  Held<V> open();

  /**
   * Runs a block inside; {@code with(manager, block)} is the usual door.
   *
   * @param <T> the type of the block's result
   * @param <X> what the block may throw
   * @param block the block
   * @return its result, or null if it has thrown and the exception was settled
   * @throws X what the block throws
   * @throws IllegalStateException if its code does not yield, or yields twice
   */
  default <T extends @Nullable Object, X extends Exception> @Nullable T around(
      BodyOf<? super V, T, X> block) throws X {
    Objects.requireNonNull(block, "block");
    Held<V> held = open();
    T result;
    try {
      result = block.run(held.value());
    } catch (Throwable e) {
      if (settles(held, e)) {
        return null;
      }
      throw e;
    }
    held.exit(null);
    return result;
  }

  private static boolean settles(Held<?> held, Throwable exception) {
    try {
      return held.exit(exception);
    } catch (Throwable instead) {
      Chained.under(instead, exception);
      throw instead;
    }
  }

  /**
   * Wraps code: whenever it is run, it runs inside this context manager, which is entered anew each
   * time.
   *
   * <p>{@code contextlib.AsyncContextDecorator} and {@code ContextDecorator}, 3.14.
   *
   * @param <T> the type of the code's result
   * @param code the code
   * @return code that gives its result, or null if it has thrown and the exception was settled
   */
  default <T extends @Nullable Object> Awaitable<@Nullable T> decorate(Awaitable<T> code) {
    Objects.requireNonNull(code, "code");
    return () -> around(_ -> Await.of(code));
  }

  /**
   * Wraps code without a result, as {@link #decorate(Awaitable)} does.
   *
   * @param code the code
   * @return code that runs it inside
   */
  default Action decorate(Action code) {
    Objects.requireNonNull(code, "code");
    return () ->
        around(_ -> {
          Await.of(ActionCoroutine.of(code));
          return null;
        });
  }

  /**
   * Closes something at the end of the block. What its {@code close()} throws replaces the block's
   * own exception, which it then carries among its suppressed ones.
   *
   * <p>{@code contextlib.closing} and {@code aclosing}, 3.14.
   *
   * @param <R> the type of what is closed
   * @param thing a generator, a stream or anything else; the block's value
   * @return the context manager
   */
  static <R extends AutoCloseable> ContextManager<R> closing(R thing) {
    return Managers.closing(thing);
  }

  /**
   * Does nothing, where a context manager is expected.
   *
   * <p>{@code contextlib.nullcontext}, 3.14.
   *
   * @param <V> the type of the value
   * @param value the block's value
   * @return the context manager
   */
  static <V extends @Nullable Object> ContextManager<V> nullcontext(V value) {
    return Managers.nothing(value);
  }

  /**
   * Settles exceptions of some types; the block then gives null. Of a group, those inside it are
   * taken out, and the rest is thrown as a smaller group.
   *
   * <p>{@code contextlib.suppress}, 3.14.
   *
   * @param types the types; their subclasses count
   * @return the context manager
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  static ContextManager<@Nullable Void> suppress(Class<? extends Throwable>... types) {
    return Managers.suppress(types);
  }
}
