package org.asyncio4j.conformance;

/** An {@code Exception} that a program has made, of a kind for which the library has no class. */
final class PythonException extends Exception implements PythonThrowable {
  private static final long serialVersionUID = 1L;

  private final String kind;

  PythonException(String kind, String message) {
    super(message);
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }
}
