package org.asyncio4j.task;

import org.asyncio4j.error.CancelledError;
import org.asyncio4j.fiber.Rethrow;
import org.asyncio4j.text.Repr;
import org.jspecify.annotations.Nullable;

/**
 * How an awaitable has ended: what {@code gather} with {@code return_exceptions=True} puts into its
 * list.
 *
 * @param <T> the type of the result
 */
public sealed interface Outcome<T extends @Nullable Object> extends Repr.Shown {
  /**
   * It has a result.
   *
   * @param <T> the type of the result
   * @param value the result
   */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {
    @Override
    public T get() {
      return value;
    }

    @Override
    public String repr() {
      return Repr.of(value);
    }
  }

  /**
   * It has thrown an exception.
   *
   * @param <T> the type of the result
   * @param exception the exception
   */
  record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
    @Override
    public T get() {
      throw Rethrow.undeclared(exception);
    }

    @Override
    public String repr() {
      return Repr.of(exception);
    }
  }

  /**
   * It was cancelled.
   *
   * @param <T> the type of the result
   * @param exception the cancellation, with its message
   */
  record Cancelled<T extends @Nullable Object>(CancelledError exception) implements Outcome<T> {
    @Override
    public T get() {
      throw exception;
    }

    @Override
    public String repr() {
      return Repr.of(exception);
    }
  }

  /**
   * Returns the result, or throws what it has ended with, as it is.
   *
   * @return the result
   */
  T get();

  /**
   * Returns how Python prints it: the value, or the exception.
   *
   * @return the text
   */
  @Override
  String repr();
}
