package org.asyncio4j.cli.repl;

import java.util.stream.Collectors;

/** Makes the compiler's messages readable in a cell. */
final class CellErrors {
  private CellErrors() {}

  /**
   * Finds the line of an error and adds what helps in a cell.
   *
   * @param message the compiler's words
   * @param source the cell
   * @param start where the fault begins in it
   * @param end where it ends
   * @return the error
   */
  static CellError of(String message, String source, int start, int end) {
    int from = Math.clamp(start, 0, source.length());
    int lineStart = source.lastIndexOf('\n', from - 1) + 1;
    int next = source.indexOf('\n', from);
    int lineEnd = next < 0 ? source.length() : next;
    int line = 1 + (int) source.chars().limit(from).filter(c -> c == '\n').count();
    int to = Math.clamp(end, Math.min(from + 1, Math.max(lineEnd, from)), Math.max(lineEnd, from));
    String fault = source.substring(from, Math.max(from, to));
    return new CellError(
        readable(message) + hint(fault, source.substring(from)),
        line,
        source.substring(lineStart, lineEnd),
        from - lineStart,
        Math.max(to, from + 1) - lineStart);
  }

  /** The place that the compiler names is JShell's class around the cell. */
  private static String readable(String message) {
    return message
        .lines()
        .filter(line -> !line.strip().matches("location:\\s+class"))
        .collect(Collectors.joining("\n"));
  }

  private static String hint(String fault, String rest) {
    if (fault.equals("wait") || rest.startsWith("wait(")) {
      return "\nwait is a method of every object; write Asyncio.wait(...)";
    }
    if (rest.startsWith("this::")) {
      return "\nin a cell, this::name works for methods that are defined and not overloaded;"
          + " write () -> name()";
    }
    return "";
  }
}
