package org.asyncio4j.cli.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits Java source, whole or half-typed, into tokens; never fails. For colours, brackets and
 * names; what is correct Java, JShell decides.
 */
final class JavaTokens {
  /** Kinds of tokens; white space is none. */
  enum Kind {
    WORD,
    KEYWORD,
    NUMBER,
    STRING,
    COMMENT,
    SYMBOL
  }

  /**
   * A token.
   *
   * @param kind its kind
   * @param start where it begins
   * @param end where it ends, exclusive
   * @param text its text
   */
  record Token(Kind kind, int start, int end, String text) {
    boolean is(String other) {
      return text.equals(other) && kind != Kind.STRING && kind != Kind.COMMENT;
    }
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
               + " double else enum extends final finally float for goto if implements import"
               + " instanceof int interface long native new package private protected public record"
               + " return sealed permits short static strictfp super switch synchronized this throw"
               + " throws transient try var void volatile while yield true false null")
              .split(" "));

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private JavaTokens(String source) {
    this.source = source;
  }

  /**
   * Splits source.
   *
   * @param source the source
   * @return its tokens in order
   */
  static List<Token> of(String source) {
    JavaTokens lexer = new JavaTokens(source);
    while (lexer.at < source.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = source.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (source.startsWith("//", at)) {
      add(Kind.COMMENT, endOf("\n", at, 0));
    } else if (source.startsWith("/*", at)) {
      add(Kind.COMMENT, endOf("*/", at + 2, 2));
    } else if (source.startsWith("\"\"\"", at)) {
      add(Kind.STRING, endOfQuoted("\"\"\"", true));
    } else if (c == '"' || c == '\'') {
      add(Kind.STRING, endOfQuoted(String.valueOf(c), false));
    } else if (Character.isJavaIdentifierStart(c)) {
      int end = endOfWord();
      add(KEYWORDS.contains(source.substring(at, end)) ? Kind.KEYWORD : Kind.WORD, end);
    } else if (Character.isDigit(c)) {
      add(Kind.NUMBER, endOfNumber());
    } else {
      add(Kind.SYMBOL, source.startsWith("::", at) ? at + 2 : at + 1);
    }
  }

  private void add(Kind kind, int end) {
    tokens.add(new Token(kind, at, end, source.substring(at, end)));
    at = end;
  }

  private int endOf(String mark, int from, int length) {
    int found = source.indexOf(mark, from);
    return found < 0 ? source.length() : found + length;
  }

  /** A string on one line ends with the line at the latest. */
  private int endOfQuoted(String quote, boolean lines) {
    for (int i = at + quote.length(); i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '\n' && !lines) {
        return i;
      } else if (source.startsWith(quote, i)) {
        return i + quote.length();
      }
    }
    return source.length();
  }

  private int endOfWord() {
    int end = at;
    while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfNumber() {
    int end = at;
    while (end < source.length() && isPartOfNumber(end)) {
      end++;
    }
    return end;
  }

  private boolean isPartOfNumber(int index) {
    char c = source.charAt(index);
    return Character.isJavaIdentifierPart(c)
        || (c == '.' && index + 1 < source.length() && Character.isDigit(source.charAt(index + 1)));
  }

  /**
   * Returns where the bracket is that belongs to the one at a place.
   *
   * @param tokens tokens of a source
   * @param position a place in it
   * @return the other bracket's place, or -1 if there is no bracket or no other
   */
  static int partnerOf(List<Token> tokens, int position) {
    List<Token> open = new ArrayList<>();
    for (Token token : tokens) {
      if (token.kind() != Kind.SYMBOL) {
        continue;
      }
      if ("([{".contains(token.text())) {
        open.add(token);
      } else if (")]}".contains(token.text())) {
        Token partner = open.isEmpty() ? null : open.removeLast();
        if (partner == null || !isPair(partner, token)) {
          return -1;
        }
        if (token.start() == position) {
          return partner.start();
        }
        if (partner.start() == position) {
          return token.start();
        }
      }
    }
    return -1;
  }

  private static boolean isPair(Token open, Token close) {
    return "([{".indexOf(open.text()) == ")]}".indexOf(close.text());
  }

  /**
   * Counts brackets that are open at the end, each line's at most once, since that is how far the
   * next line is indented.
   *
   * @param source half-typed source
   * @return the number of levels, at least zero
   */
  static int openLevels(String source) {
    List<Integer> lines = new ArrayList<>(); // of each open bracket, the line
    int line = 0;
    int from = 0;
    for (Token token : of(source)) {
      line += (int) source.substring(from, token.start()).chars().filter(c -> c == '\n').count();
      from = token.start();
      if (token.kind() == Kind.SYMBOL && "([{".contains(token.text())) {
        lines.add(line);
      } else if (token.kind() == Kind.SYMBOL && ")]}".contains(token.text()) && !lines.isEmpty()) {
        lines.removeLast();
      }
    }
    return (int) lines.stream().distinct().count();
  }
}
