package org.asyncio4j.fiber;

/** Throws checked exceptions where no signature can name them: across a task's boundary. */
public final class Rethrow {
  private Rethrow() {}

  /**
   * Throws an exception as it is, undeclared.
   *
   * @param exception what to throw
   * @return never; lets the caller write {@code throw Rethrow.undeclared(e)}
   */
  public static RuntimeException undeclared(Throwable exception) {
    throw Rethrow.<RuntimeException>as(exception);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X as(Throwable exception) throws X {
    throw (X) exception;
  }
}
