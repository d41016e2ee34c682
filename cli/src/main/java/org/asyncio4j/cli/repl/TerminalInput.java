package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.asyncio4j.error.KeyboardInterrupt;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/**
 * What cells read from System.in: lines that are typed while the cell runs. Whoever runs the cell.
 */
final class TerminalInput extends InputStream {
  private final LineReader reader;
  private final CellParser parser;
  private byte[] line = {};
  private int next;

  TerminalInput(LineReader reader, CellParser parser) {
    this.reader = reader;
    this.parser = parser;
  }

  @Override
  public int read() throws IOException {
    return fill() ? line[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, line.length - next);
    System.arraycopy(line, next, into, offset, count);
    next += count;
    return count;
  }

  @Override
  public int available() {
    return line.length - next;
  }

  /** Reads a line unless there is a rest of the last one; returns false at the end. */
  private boolean fill() throws IOException {
    if (next < line.length) {
      return true;
    }
    if (reader.isReading()) {
      throw new IOException("System.in belongs to the prompt while no cell runs");
    }
    parser.setWhole(_ -> true);
    reader.variable(LineReader.DISABLE_HISTORY, true);
    try {
      line = (reader.readLine() + "\n").getBytes(StandardCharsets.UTF_8);
      next = 0;
      return true;
    } catch (EndOfFileException e) {
      return false;
    } catch (UserInterruptException e) {
      throw new KeyboardInterrupt();
    } finally {
      reader.variable(LineReader.DISABLE_HISTORY, false);
    }
  }
}
