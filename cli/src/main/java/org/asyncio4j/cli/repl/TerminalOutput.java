package org.asyncio4j.cli.repl;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.reader.LineReader;

/**
 * What programs print. While a cell is typed, whole lines appear above the prompt and half a line
 * waits for its end; else all appears at once. Any thread.
 */
final class TerminalOutput extends OutputStream {
  private final LineReader reader;
  private final ReentrantLock lock = new ReentrantLock();

  /** What was printed since the last newline and is not shown yet. Guarded by lock. */
  private final ByteArrayOutputStream half = new ByteArrayOutputStream();

  /** Whether the cursor stands behind half a line. Guarded by lock. */
  private boolean midLine;

  TerminalOutput(LineReader reader) {
    this.reader = reader;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      int end = offset + length;
      int newline = end;
      while (newline > offset && bytes[newline - 1] != '\n') {
        newline--;
      }
      if (newline > offset) {
        half.write(bytes, offset, newline - offset);
        reader.printAbove(takeHalf()); // ends with a newline
        midLine = false;
      }
      half.write(bytes, newline, end - newline);
    } finally {
      lock.unlock();
    }
  }

  private String takeHalf() {
    String text = half.toString(reader.getTerminal().encoding());
    half.reset();
    return text;
  }

  @Override
  public void flush() {
    lock.lock();
    try {
      if (half.size() > 0 && !reader.isReading()) {
        reader.getTerminal().writer().print(takeHalf());
        reader.getTerminal().flush();
        midLine = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Begins a new line unless the cursor stands at the beginning of one. */
  void freshLine() {
    lock.lock();
    try {
      flush();
      if (midLine) {
        midLine = false;
        reader.getTerminal().writer().println();
        reader.getTerminal().flush();
      }
    } finally {
      lock.unlock();
    }
  }
}
