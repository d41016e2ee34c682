package org.asyncio4j.conformance;

import java.util.Arrays;
import java.util.Comparator;

/** Rules for messages of exceptions and of the exception handler. */
final class Texts {
  /** Python's order of strings; that of Java differs beyond the basic plane. */
  static final Comparator<String> CODE_POINTS =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private Texts() {}

  /**
   * Replaces every outermost balanced {@code <...>} (a repr) by {@code <>}.
   *
   * @param text a message
   * @return the message without reprs
   */
  static String stripReprs(String text) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<') {
        if (depth == 0) {
          out.append("<>");
        }
        depth++;
      } else if (c == '>' && depth > 0) {
        depth--;
      } else if (depth == 0) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /**
   * Cuts what the library adds behind asyncio's own text.
   *
   * @param message a message that the library made, of the form {@code <asyncio's text>; <hint>}
   * @return asyncio's text
   */
  static String cutHint(String message) {
    int hint = message.indexOf("; ");
    return hint < 0 ? message : message.substring(0, hint);
  }
}
