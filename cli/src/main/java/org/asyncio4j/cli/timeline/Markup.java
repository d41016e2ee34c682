package org.asyncio4j.cli.timeline;

import java.util.Locale;

/** Texts and numbers as HTML and SVG want them. */
final class Markup {
  private Markup() {}

  /** Escapes a text; control characters, which XML forbids, become question marks. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n' -> out.append("&#10;");
            default -> {
              boolean allowed = c >= 0x20 && (c < 0xd800 || c > 0xdfff) && (c & 0xfffe) != 0xfffe;
              out.appendCodePoint(allowed ? c : '?');
            }
          }
        });
    return out.toString();
  }

  /** A coordinate with at most one digit behind the point. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Shortens a text to a width in letters; what would be no word any more is left out. */
  static String cut(String text, int letters) {
    if (text.length() <= letters) {
      return text;
    }
    return letters < 5 ? "" : text.substring(0, letters - 1) + "…";
  }
}
