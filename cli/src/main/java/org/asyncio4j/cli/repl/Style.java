package org.asyncio4j.cli.repl;

/**
 * Colours, or none.
 *
 * @param colours whether the terminal shows them
 */
record Style(boolean colours) {
  private static final String RESET = "\u001b[0m";

  private String in(String code, String text) {
    return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }

  String error(String text) {
    return in("1;31", text);
  }

  /** The place of an error, in its line. */
  String fault(String text) {
    return in("4;31", text);
  }

  String place(String text) {
    return in("36", text);
  }

  String dim(String text) {
    return in("2", text);
  }

  String input(String text) {
    return in("32", text);
  }

  String output(String text) {
    return in("31", text);
  }
}
