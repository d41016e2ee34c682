package org.asyncio4j.cli.repl;

import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes Java by JShell, and the commands by their list. Console thread. */
final class CellCompleter implements Completer {
  private final Supplier<Cells> cells;
  private final CommandCompletion commands;

  /** Completes lines that begin with a percent sign. */
  @FunctionalInterface
  interface CommandCompletion {
    /**
     * Suggests words.
     *
     * @param line the line up to the cursor
     * @return whole words that may stand at the cursor
     */
    List<String> of(String line);
  }

  CellCompleter(Supplier<Cells> cells, CommandCompletion commands) {
    this.cells = cells;
    this.commands = commands;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String text = line.line().substring(0, line.cursor());
    if (text.startsWith("%")) {
      for (String word : commands.of(text)) {
        boolean whole = !word.endsWith("/"); // a space follows, but not behind a folder
        candidates.add(new Candidate(word, word, null, null, null, null, whole, 0));
      }
      return;
    }
    Suggestions found = cells.get().suggest(text);
    int start = text.length() - line.word().length();
    int order = 0;
    for (String word : found.words()) {
      // the editor's word may begin before or behind the place where JShell's suggestion does
      String value =
          found.anchor() >= start
              ? text.substring(start, found.anchor()) + word
              : word.substring(Math.min(word.length(), start - found.anchor()));
      candidates.add(candidate(value, word, order++));
    }
  }

  private static Candidate candidate(String value, String shown, int order) {
    return new Candidate(value, shown, null, null, null, null, false, order);
  }
}
