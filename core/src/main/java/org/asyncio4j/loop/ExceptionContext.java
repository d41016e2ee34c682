package org.asyncio4j.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report of an error that no code of the program has caught.
 *
 * <p>The {@code context} dict of {@code loop.call_exception_handler}, 3.14, with a field for a key.
 *
 * @param message what happened, for people
 * @param exception the error, or null if there is none
 * @param future the future or task it concerns, or null
 * @param handle the callback's handle, or null
 * @param created where the future, task or callback was made, in debug mode, else null
 */
public record ExceptionContext(
    String message,
    @Nullable Throwable exception,
    @Nullable Object future,
    @Nullable Handle handle,
    @Nullable Throwable created) {

  /** Checks that there is a message. */
  public ExceptionContext {
    Objects.requireNonNull(message, "message");
  }

  /**
   * Makes a report with a message and an error.
   *
   * @param message what happened
   * @param exception the error, or null
   */
  public ExceptionContext(String message, @Nullable Throwable exception) {
    this(message, exception, null, null, null);
  }

  /**
   * Returns this report with the future or task it concerns.
   *
   * @param newFuture the future or task
   * @return a new report
   */
  public ExceptionContext withFuture(@Nullable Object newFuture) {
    return new ExceptionContext(message, exception, newFuture, handle, created);
  }

  /**
   * Returns this report with the callback's handle.
   *
   * @param newHandle the handle
   * @return a new report
   */
  public ExceptionContext withHandle(@Nullable Handle newHandle) {
    return new ExceptionContext(message, exception, future, newHandle, created);
  }

  /**
   * Returns this report with the place where its object was made.
   *
   * @param newCreated a throwable whose stack is that place
   * @return a new report
   */
  public ExceptionContext withCreated(@Nullable Throwable newCreated) {
    return new ExceptionContext(message, exception, future, handle, newCreated);
  }
}
