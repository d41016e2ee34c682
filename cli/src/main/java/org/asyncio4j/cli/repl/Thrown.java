package org.asyncio4j.cli.repl;

/** Throws any throwable as it is. */
final class Thrown {
  private Thrown() {}

  /**
   * Throws, never returns.
   *
   * @param error what to throw
   * @return nothing; for {@code throw undeclared(e)}
   */
  static RuntimeException undeclared(Throwable error) {
    throw Thrown.<RuntimeException>as(error);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the trick
  private static <X extends Throwable> X as(Throwable error) throws X {
    throw (X) error;
  }
}
