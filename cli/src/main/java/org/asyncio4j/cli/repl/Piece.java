package org.asyncio4j.cli.repl;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A snippet at the beginning of a text, and the rest.
 *
 * @param source the snippet
 * @param rest what follows it
 * @param completeness whether it is whole
 */
record Piece(String source, String rest, Completeness completeness) {
  /** Cuts the first snippet off; what is half or wrong is one snippet to its end. */
  static Piece first(SourceCodeAnalysis analysis, String text) {
    CompletionInfo info = analysis.analyzeCompletion(text);
    boolean whole = info.completeness().isComplete() && info.source() != null;
    return whole
        ? new Piece(info.source(), info.remaining(), info.completeness())
        : new Piece(text, "", info.completeness());
  }

  /** Returns all snippets of a text. */
  static List<Piece> all(SourceCodeAnalysis analysis, String text) {
    List<Piece> all = new ArrayList<>();
    String rest = text;
    while (!rest.isBlank()) {
      Piece piece = first(analysis, rest);
      all.add(piece);
      rest = piece.rest();
    }
    return all;
  }

  /** Returns the text from where its last snippet begins. */
  static String last(SourceCodeAnalysis analysis, String text) {
    String rest = text;
    while (true) {
      Piece piece = first(analysis, rest);
      if (piece.rest().isBlank()) {
        return rest;
      }
      rest = piece.rest();
    }
  }
}
