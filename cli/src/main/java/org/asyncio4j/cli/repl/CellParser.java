package org.asyncio4j.cli.repl;

import java.util.List;
import java.util.function.Predicate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the editor whether Enter ends a cell, and which word is being completed. Console thread.
 */
final class CellParser implements Parser {
  private Predicate<String> whole = _ -> true;

  /**
   * Sets who knows when a cell is whole.
   *
   * @param question asked on Enter
   */
  void setWhole(Predicate<String> question) {
    whole = question;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !whole.test(line)) {
      int levels = JavaTokens.openLevels(line);
      throw new EOFError(-1, -1, "more must follow", "", levels, null);
    }
    int start = cursor;
    while (start > 0 && isPartOfWord(line, line.charAt(start - 1))) {
      start--;
    }
    return new Line(line, cursor, line.substring(start, cursor));
  }

  private static boolean isPartOfWord(String line, char c) {
    return Character.isJavaIdentifierPart(c)
        || (line.startsWith("%") && !Character.isWhitespace(c));
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  private record Line(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }

    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }
  }
}
