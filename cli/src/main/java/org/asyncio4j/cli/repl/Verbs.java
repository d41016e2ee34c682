package org.asyncio4j.cli.repl;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.cli.repl.JavaTokens.Kind;
import org.asyncio4j.cli.repl.JavaTokens.Token;

/*
 * JShell does not list what a statically imported class inherits, and the verbs of Asyncio are spread
 * over its superclasses.
 */
/** The verbs of the library, for completion. Any thread. */
final class Verbs {
  private static final Set<String> NAMES =
      Stream.of(Asyncio.class.getMethods())
          .filter(method -> Modifier.isStatic(method.getModifiers()))
          .map(Method::getName)
          .collect(Collectors.toCollection(TreeSet::new));

  private Verbs() {}

  /**
   * Returns what a half-typed name may become.
   *
   * @param text the source up to the cursor
   * @return names with an opening bracket; none after a dot
   */
  static List<String> suggest(String text) {
    String begun = wordAtEnd(text);
    boolean qualified = text.substring(0, text.length() - begun.length()).endsWith(".");
    return begun.isEmpty() || qualified
        ? List.of()
        : NAMES.stream().filter(name -> name.startsWith(begun)).map(name -> name + "(").toList();
  }

  /**
   * Returns the name that a text ends with.
   *
   * @param text the text
   * @return the name, empty if there is none
   */
  static String wordAtEnd(String text) {
    int start = text.length();
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start);
  }

  /**
   * Names the class of the verb whose arguments are being typed.
   *
   * @param text the source up to the cursor
   * @return the text with {@code gather(} as {@code org.asyncio4j.Asyncio.gather(}
   */
  static String qualify(String text) {
    List<Token> tokens = JavaTokens.of(text);
    int depth = 0;
    for (int i = tokens.size() - 1; i > 0; i--) {
      Token token = tokens.get(i);
      depth += token.is(")") ? 1 : token.is("(") ? -1 : 0;
      Token name = tokens.get(i - 1);
      if (depth < 0) {
        boolean verb = name.kind() == Kind.WORD && NAMES.contains(name.text());
        boolean qualified = i > 1 && tokens.get(i - 2).is(".");
        return verb && !qualified
            ? text.substring(0, name.start())
                + Asyncio.class.getName()
                + "."
                + text.substring(name.start())
            : text;
      }
    }
    return text;
  }
}
