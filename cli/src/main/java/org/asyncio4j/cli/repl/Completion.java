package org.asyncio4j.cli.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What JShell knows about a half-typed cell, and what it should. Guarded by {@link Cells}. */
final class Completion {
  private final SourceCodeAnalysis analysis;
  private final AutoImports imports;

  Completion(SourceCodeAnalysis analysis, AutoImports imports) {
    this.analysis = analysis;
    this.imports = imports;
  }

  /**
   * Suggests how to go on.
   *
   * @param text the source up to the cursor
   * @return the suggestions
   */
  Suggestions suggest(String text) {
    String begun = Verbs.wordAtEnd(text);
    imports.before(text);
    imports.beginningWith(begun);
    String piece = Piece.last(analysis, text);
    int[] anchor = {piece.length()};
    List<Suggestion> found = analysis.completionSuggestions(piece, piece.length(), anchor);
    List<String> verbs = Verbs.suggest(text);
    if (found.isEmpty() && !verbs.isEmpty()) {
      return new Suggestions(text.length() - begun.length(), verbs);
    }
    List<String> words = new ArrayList<>(sorted(found));
    if (anchor[0] == piece.length() - begun.length()) {
      verbs.stream().filter(verb -> !words.contains(verb)).forEach(words::add);
    }
    return new Suggestions(text.length() - piece.length() + anchor[0], words);
  }

  private static List<String> sorted(List<Suggestion> found) {
    Set<String> fitting =
        found.stream()
            .filter(Suggestion::matchesType)
            .map(Suggestion::continuation)
            .collect(Collectors.toSet());
    return found.stream()
        .map(Suggestion::continuation)
        .distinct()
        .sorted((a, b) -> Boolean.compare(fitting.contains(b), fitting.contains(a)))
        .toList();
  }

  /**
   * Returns what is known of the method or class at the end of a text.
   *
   * @param text the source up to the cursor
   * @param full whether with documentation
   * @return a line for each signature, its documentation indented below it; empty if nothing is
   *     known
   */
  String documentation(String text, boolean full) {
    imports.before(text);
    String piece = Piece.last(analysis, text);
    List<Documentation> found = analysis.documentation(piece, piece.length(), full);
    if (found.isEmpty()) {
      String qualified = Verbs.qualify(piece);
      found = analysis.documentation(qualified, qualified.length(), full);
    }
    return found.stream().flatMap(Completion::lines).collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(Documentation documentation) {
    String signature =
        documentation
            .signature()
            .replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", "")
            .replaceAll("\\b(?:Asyncio|\\w+Verbs)\\.", "");
    String javadoc = documentation.javadoc();
    Stream<String> below =
        javadoc == null
            ? Stream.empty()
            : javadoc.lines().map(line -> "    " + line.replaceAll("<[^>]*>", ""));
    return Stream.concat(Stream.of(signature), below);
  }
}
