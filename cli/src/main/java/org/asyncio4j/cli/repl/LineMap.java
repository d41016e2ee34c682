package org.asyncio4j.cli.repl;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Where the lines of a compiled class stand in the user's text: JShell wraps each snippet in a
 * class with imports on top.
 */
final class LineMap {
  private final String file;

  /** Line in JShell's text to line in the user's, both from 1. */
  private final NavigableMap<Integer, Integer> lines;

  private LineMap(String file, NavigableMap<Integer, Integer> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Makes the map of a snippet.
   *
   * @param file the name of the user's text
   * @param firstLine the snippet's first line in it, from 1
   * @param wrapper how JShell has wrapped the snippet
   * @return the map
   */
  static LineMap of(String file, int firstLine, SnippetWrapper wrapper) {
    NavigableMap<Integer, Integer> lines = new TreeMap<>();
    String source = wrapper.source();
    int line = firstLine;
    int position = 0;
    for (String text : source.split("\n", -1)) {
      int indent = text.length() - text.stripLeading().length();
      if (!text.isBlank()) {
        int wrapped = wrapper.sourceToWrappedPosition(position + indent);
        lines.put(lineOf(wrapper.wrapped(), wrapped), line);
      }
      position += text.length() + 1;
      line++;
    }
    return new LineMap(file, lines);
  }

  private static int lineOf(String text, int position) {
    int end = Math.clamp(position, 0, text.length());
    return 1 + (int) text.chars().limit(end).filter(c -> c == '\n').count();
  }

  /** Overloaded methods share a class. */
  LineMap with(LineMap other) {
    NavigableMap<Integer, Integer> all = new TreeMap<>(lines);
    all.putAll(other.lines);
    return new LineMap(other.file, all);
  }

  /**
   * Returns the name of the user's text.
   *
   * @return such as {@code In [3]}
   */
  String file() {
    return file;
  }

  /**
   * Returns the user's line.
   *
   * @param wrapped a line of JShell's text, from 1
   * @return the line, from 1; of a line that JShell has made itself, the one it stands for best
   */
  int line(int wrapped) {
    Map.Entry<Integer, Integer> before = lines.floorEntry(wrapped);
    Map.Entry<Integer, Integer> best = before == null ? lines.firstEntry() : before;
    return best == null ? 1 : best.getValue();
  }
}
