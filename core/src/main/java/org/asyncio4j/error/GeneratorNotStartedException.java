package org.asyncio4j.error;

/**
 * A value was sent into a generator that stands at no yield yet, which could give it out.
 *
 * <p>Where Python, 3.14, throws a {@code TypeError}.
 */
public final class GeneratorNotStartedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what was found and what to do
   */
  public GeneratorNotStartedException(String message) {
    super(message);
  }
}
