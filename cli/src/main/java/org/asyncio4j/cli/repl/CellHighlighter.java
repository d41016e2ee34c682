package org.asyncio4j.cli.repl;

import java.util.List;
import org.asyncio4j.cli.repl.JavaTokens.Kind;
import org.asyncio4j.cli.repl.JavaTokens.Token;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Colours a cell while it is typed, and marks the two brackets that belong together at the cursor.
 */
final class CellHighlighter implements Highlighter {
  private static final AttributedStyle KEYWORD =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE).bold();
  private static final AttributedStyle STRING =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle NUMBER =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle COMMAND =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle BRACKET = AttributedStyle.DEFAULT.bold().underline();

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return highlight(buffer, reader.getBuffer().cursor());
  }

  /**
   * Colours a cell.
   *
   * @param text the cell
   * @param cursor where the cursor stands in it
   * @return the cell with colours
   */
  static AttributedString highlight(String text, int cursor) {
    List<Token> tokens = JavaTokens.of(text);
    // at the end the editor itself shows the other bracket, for a moment
    int partner = cursor < text.length() ? JavaTokens.partnerOf(tokens, cursor - 1) : -1;
    AttributedStringBuilder out = new AttributedStringBuilder();
    int from = 0;
    boolean command = text.startsWith("%");
    for (Token token : tokens) {
      out.append(text.substring(from, token.start()));
      boolean marked = partner >= 0 && (token.start() == partner || token.start() == cursor - 1);
      boolean name = command && token.start() <= 1;
      out.append(token.text(), marked ? BRACKET : name ? COMMAND : styleOf(token.kind()));
      from = token.end();
    }
    return out.append(text.substring(from)).toAttributedString();
  }

  private static AttributedStyle styleOf(Kind kind) {
    return switch (kind) {
      case KEYWORD -> KEYWORD;
      case STRING -> STRING;
      case NUMBER -> NUMBER;
      case COMMENT -> COMMENT;
      case WORD, SYMBOL -> AttributedStyle.DEFAULT;
    };
  }
}
