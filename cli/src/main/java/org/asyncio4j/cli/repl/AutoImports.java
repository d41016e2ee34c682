package org.asyncio4j.cli.repl;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.asyncio4j.cli.repl.JavaTokens.Kind;
import org.asyncio4j.cli.repl.JavaTokens.Token;

/*
 * All public classes of the library are known by their simple names. Each is imported by a cell that
 * names it first, not at the start: JShell compiles an empty class per import. Single-type imports, so
 * that Queue and Future are ours and not those of java.util, which are imported on demand.
 */
/** The imports that the user need not type. Console thread. */
final class AutoImports {
  private static final List<String> FROM_THE_START =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "static java.time.Duration.ofMillis",
          "static java.time.Duration.ofSeconds",
          "static org.asyncio4j.Asyncio.*",
          "static org.asyncio4j.cli.repl.cell.Verbs.run");

  private static final Set<String> DECLARING = Set.of("class", "interface", "enum", "record");

  private final JShell shell;

  /** Those not imported yet. */
  private final Map<String, String> waiting;

  private final Map<String, Snippet> imported = new HashMap<>();

  AutoImports(JShell shell) {
    this.shell = shell;
    this.waiting = PublicNames.read();
  }

  /** Imports what is there from the start. */
  void start() {
    FROM_THE_START.forEach(this::eval);
    for (String verbs : List.of("Streams", "Subprocesses")) { // those of module io
      String type = waiting.get(verbs);
      if (type != null) {
        eval("static " + type + ".*");
      }
    }
  }

  /**
   * Imports what a cell names. A name that the cell declares or imports itself is its own from now
   * on.
   *
   * @param source the cell
   */
  void before(String source) {
    List<Token> tokens = JavaTokens.of(source);
    boolean inImport = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token previous = i == 0 ? null : tokens.get(i - 1);
      inImport = token.is("import") || (inImport && !token.is(";"));
      if (token.kind() != Kind.WORD) {
        continue;
      }
      if (inImport || (previous != null && DECLARING.contains(previous.text()))) {
        giveUp(token.text());
      } else if (previous == null || !previous.is(".")) {
        take(token.text());
      }
    }
  }

  /**
   * Imports all names with a beginning, for completion.
   *
   * @param prefix the beginning; nothing if it is empty
   */
  void beginningWith(String prefix) {
    if (!prefix.isEmpty()) {
      List.copyOf(waiting.keySet()).stream().filter(n -> n.startsWith(prefix)).forEach(this::take);
    }
  }

  private void take(String name) {
    String full = waiting.remove(name);
    if (full != null) {
      imported.put(name, eval(full));
    }
  }

  private Snippet eval(String name) {
    Snippet made = shell.eval("import " + name + ";").getFirst().snippet();
    if (!shell.status(made).isDefined()) {
      String why =
          shell
              .diagnostics(made)
              .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
              .collect(Collectors.joining("; "));
      throw new IllegalStateException("cannot import " + name + " into cells: " + why);
    }
    return made;
  }

  private void giveUp(String name) {
    waiting.remove(name);
    Snippet ours = imported.remove(name);
    if (ours != null && shell.status(ours).isActive()) {
      shell.drop(ours);
    }
  }
}
