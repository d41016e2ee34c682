package org.asyncio4j.cli.repl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jdk.jshell.MethodSnippet;
import org.asyncio4j.cli.repl.JavaTokens.Kind;
import org.asyncio4j.cli.repl.JavaTokens.Token;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@code this::a} stand in a cell as it does in a source file. JShell makes a static method in
 * a class of its own of each method, so there is no {@code this}; the lambda {@code () -> a()}
 * means the same.
 */
final class SelfReferences {
  private final Map<String, Integer> parameters = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  /**
   * Tells whether a cell has such a reference.
   *
   * @param source the cell
   * @return true if so
   */
  static boolean in(String source) {
    List<Token> tokens = JavaTokens.of(source);
    return IntStream.range(0, tokens.size()).anyMatch(i -> nameAt(tokens, i) != null);
  }

  private static @Nullable Token nameAt(List<Token> tokens, int i) {
    boolean reference =
        i + 2 < tokens.size()
            && tokens.get(i).is("this")
            && tokens.get(i + 1).is("::")
            && tokens.get(i + 2).kind() == Kind.WORD;
    return reference ? tokens.get(i + 2) : null;
  }

  /**
   * Makes a method known.
   *
   * @param method the method
   */
  void add(MethodSnippet method) {
    int count = count(method.parameterTypes());
    Integer before = parameters.put(method.name(), count);
    if (before != null && before != count) {
      ambiguous.add(method.name());
    }
  }

  /** Commas inside of type arguments do not count. */
  private static int count(String types) {
    int depth = 0;
    int commas = 0;
    for (int i = 0; i < types.length(); i++) {
      char c = types.charAt(i);
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      commas += c == ',' && depth == 0 ? 1 : 0;
    }
    return types.isBlank() ? 0 : commas + 1;
  }

  /**
   * Replaces the references to known methods. Overloads with different numbers of parameters are
   * left alone: nobody can tell here which one is meant.
   *
   * @param source the cell
   * @return the cell with lambdas
   */
  String replace(String source) {
    List<Token> tokens = JavaTokens.of(source);
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token name = nameAt(tokens, i);
      Integer count = name == null ? null : parameters.get(name.text());
      if (name != null && count != null && !ambiguous.contains(name.text())) {
        out.append(source, from, tokens.get(i).start()).append(lambda(name.text(), count));
        from = name.end();
      }
    }
    return out.append(source.substring(from)).toString();
  }

  private static String lambda(String name, int count) {
    String arguments =
        IntStream.rangeClosed(1, count).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
    return "(" + arguments + ") -> " + name + "(" + arguments + ")";
  }
}
