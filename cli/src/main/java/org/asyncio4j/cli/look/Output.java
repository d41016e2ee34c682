package org.asyncio4j.cli.look;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Prints trees, whose branches ASCII lacks: where the locale is C, in UTF-8, as CPython does. */
public final class Output {
  private Output() {}

  /**
   * Prints a text and ends its line.
   *
   * @param text the text
   */
  public static void print(String text) {
    Charset given = System.out.charset();
    Charset charset = given.newEncoder().canEncode("└─é") ? given : StandardCharsets.UTF_8;
    PrintStream out = System.out;
    byte[] bytes = (text + System.lineSeparator()).getBytes(charset);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
