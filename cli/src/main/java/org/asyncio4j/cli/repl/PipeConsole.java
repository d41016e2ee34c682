package org.asyncio4j.cli.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Cells from a pipe or a file: no prompts, no colours. */
final class PipeConsole implements Console {
  private final BufferedReader reader;

  /**
   * Makes one.
   *
   * @param reader gives the cells
   */
  PipeConsole(BufferedReader reader) {
    this.reader = reader;
  }

  /** Reads lines until they are a whole cell, or to the end, where what is half is an error. */
  @Override
  public @Nullable String readCell(int number, Predicate<String> whole) {
    StringBuilder cell = new StringBuilder();
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        cell.append(line);
        if (!cell.toString().isBlank() && whole.test(cell.toString())) {
          return cell.toString();
        }
        cell.append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the next cell", e);
    }
    return cell.toString().isBlank() ? null : cell.toString();
  }

  @Override
  public Listening onInterrupt(Runnable handler) {
    Object before = Signals.register("INT", handler);
    return () -> Signals.unregister("INT", before);
  }

  @Override
  public void freshLine() {}

  @Override
  public Style style() {
    return new Style(false);
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public void close() {}
}
