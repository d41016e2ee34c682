package org.asyncio4j.conformance;

/**
 * A {@code BaseException} that is no {@code Exception}, made by a program, of a kind for which the
 * library has no class.
 */
final class PythonError extends Error implements PythonThrowable {
  private static final long serialVersionUID = 1L;

  private final String kind;

  PythonError(String kind, String message) {
    super(message);
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }
}
