package org.asyncio4j.cli.repl;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where cells come from, and where their output goes. One thread, which is the REPL's main one. */
interface Console extends AutoCloseable {

  /**
   * Reads a cell.
   *
   * @param number its number, for the prompt
   * @param whole whether a text is a whole cell
   * @return its text, or null at the end
   */
  @Nullable String readCell(int number, Predicate<String> whole);

  /**
   * Calls a handler on each Ctrl-C until closed.
   *
   * @param handler called on a thread of the JVM's
   * @return ends it
   */
  Listening onInterrupt(Runnable handler);

  /** Ends what {@link #onInterrupt} began. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /** Begins a new line, unless the cursor stands at the beginning of one. */
  void freshLine();

  /** Returns the colours. */
  Style style();

  /** Tells whether a person types, who sees prompts and may try again after an error. */
  boolean isInteractive();

  @Override
  void close();
}
