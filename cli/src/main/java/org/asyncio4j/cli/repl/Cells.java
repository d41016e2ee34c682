package org.asyncio4j.cli.repl;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.asyncio4j.Asyncio;
import org.asyncio4j.cli.repl.cell.Break;
import org.jspecify.annotations.Nullable;

/*
 * compile() hands a cell's snippets to JShell one after the other. JShell declares what they declare
 * and tells CellControl to run them, which only keeps their code. So a cell is compiled as a whole
 * while the loop goes on, and then runs as one task. If a snippet is rejected, those before it are run
 * all the same, as Python runs the lines before one that fails.
 */
/** The cells of a session, as JShell knows them. Any thread, one at a time. */
final class Cells implements AutoCloseable {
  private static final Set<Status> UNRESOLVED =
      Set.of(Status.RECOVERABLE_DEFINED, Status.RECOVERABLE_NOT_DEFINED);

  private record Place(String cell, int line) {}

  private final CellLoader loader;
  private final CellControl control;
  private final JShell shell;
  private final SourceCodeAnalysis analysis;
  private final AutoImports imports;
  private final Completion completion;

  /** Where each snippet stands that may be compiled again. Guarded by this. */
  private final Map<Snippet, Place> places = new WeakHashMap<>();

  /** The name of the variable that an expression's value goes to. Guarded by this. */
  private @Nullable String resultName;

  /**
   * Starts JShell, which takes a while.
   *
   * @param loader gets the classes
   */
  Cells(CellLoader loader) {
    this.loader = loader;
    this.control = new CellControl(loader);
    this.shell =
        JShell.builder()
            .executionEngine(new Engine(control), Map.of())
            .fileManager(PlainTypes::new)
            .tempVariableNameGenerator(() -> resultName)
            .build();
    String known = System.getProperty("java.class.path", "");
    for (Class<?> type : List.of(Asyncio.class, Break.class)) {
      String path = PublicNames.location(type).toString();
      if (!List.of(known.split(File.pathSeparator)).contains(path)) {
        shell.addToClasspath(path); // it was on the module path
      }
    }
    // not before: it reads the class path on a thread of its own, and would bring the old one back
    this.analysis = shell.sourceCodeAnalysis();
    this.imports = new AutoImports(shell);
    this.completion = new Completion(analysis, imports);
    imports.start();
  }

  /** Compiles what most cells need, so that the first one does not wait for it. */
  synchronized void warmUp() {
    compile("warm-up", null, "repr(await(gather(() -> 1, () -> 2)));");
    isWhole("var x = 1;");
  }

  private record Engine(CellControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "asyncio";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  // ---------------------------------------------------------------- compiling

  /**
   * Compiles a cell.
   *
   * @param name its name in stack traces
   * @param result the variable that gets the value of its last expression, or null for none
   * @param text its source
   * @return its code, not run yet
   */
  synchronized CompiledCell compile(String name, @Nullable String result, String text) {
    imports.before(text);
    String source = SelfReferences.in(text) ? withLambdas(text) : text;
    List<Callable<@Nullable Object>> steps = new ArrayList<>();
    List<Snippet> snippets = new ArrayList<>();
    CellError error = null;
    int end = 0;
    while (end < source.length() && error == null) {
      int start = end + blanks(source.substring(end));
      Piece piece = Piece.first(analysis, source.substring(start));
      end = source.length() - piece.rest().length();
      resultName = piece.rest().isBlank() ? result : null;
      for (SnippetEvent event : shell.eval(piece.source())) {
        place(event.snippet(), name, lineAt(source, start));
        if (event.causeSnippet() == null) {
          snippets.add(event.snippet());
          error = event.status() == Status.REJECTED ? error(event.snippet(), source, start) : error;
        }
      }
      List<Callable<@Nullable Object>> kept = control.take();
      steps.addAll(error == null ? kept : List.of());
    }
    boolean shows = error == null && !snippets.isEmpty() && isShown(snippets.getLast());
    return new CompiledCell(name, steps, shows, defined(snippets), notes(snippets), error);
  }

  private static int blanks(String text) {
    return text.length() - text.stripLeading().length();
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
  }

  private String withLambdas(String text) {
    SelfReferences references = new SelfReferences();
    shell.methods().forEach(references::add);
    for (Piece piece : Piece.all(analysis, text)) {
      for (Snippet snippet : analysis.sourceToSnippets(piece.source())) {
        if (snippet instanceof MethodSnippet method) {
          references.add(method);
        }
      }
    }
    return references.replace(text);
  }

  /** A snippet that others depend on is compiled again with them, and keeps its place. */
  private void place(Snippet snippet, String cell, int line) {
    Place place = places.computeIfAbsent(snippet, _ -> new Place(cell, line));
    if (snippet.kind() != Kind.IMPORT && shell.status(snippet).isDefined()) {
      var wrapper = analysis.wrapper(snippet);
      loader.place(wrapper.fullClassName(), LineMap.of(place.cell(), place.line(), wrapper));
    }
  }

  private static List<String> defined(List<Snippet> snippets) {
    return snippets.stream()
        .filter(snippet -> snippet.subKind() != SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
        .filter(DeclarationSnippet.class::isInstance)
        .map(snippet -> ((DeclarationSnippet) snippet).name() + (isMethod(snippet) ? "()" : ""))
        .toList();
  }

  private static boolean isMethod(Snippet snippet) {
    return snippet instanceof MethodSnippet;
  }

  private List<String> notes(List<Snippet> snippets) {
    return snippets.stream()
        .filter(snippet -> UNRESOLVED.contains(shell.status(snippet)))
        .filter(DeclarationSnippet.class::isInstance)
        .map(snippet -> missing((DeclarationSnippet) snippet))
        .toList();
  }

  private static boolean isShown(Snippet snippet) {
    return snippet instanceof ExpressionSnippet expression
        ? expression.subKind() != SubKind.ASSIGNMENT_SUBKIND
        : snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private CellError error(Snippet rejected, String source, int start) {
    Diag worst = shell.diagnostics(rejected).filter(Diag::isError).findFirst().orElseThrow();
    return CellErrors.of(
        worst.getMessage(Locale.ROOT),
        source,
        start + Math.toIntExact(Math.max(0, worst.getStartPosition())),
        start + Math.toIntExact(Math.max(0, worst.getEndPosition())));
  }

  /**
   * Says what an error means that JShell has put into code that names what is not defined.
   *
   * @param id the error's number
   * @return the text
   */
  synchronized String unresolved(int id) {
    return shell
        .snippets()
        .filter(snippet -> snippet.id().equals(String.valueOf(id)))
        .filter(DeclarationSnippet.class::isInstance)
        .map(DeclarationSnippet.class::cast)
        .findFirst()
        .map(this::missing)
        .orElse("something that this code names is not defined");
  }

  private String missing(DeclarationSnippet declared) {
    return declared.name()
        + " cannot be used until this is defined: "
        + shell.unresolvedDependencies(declared).collect(Collectors.joining(", "));
  }

  // ---------------------------------------------------------------- the editor's questions

  /**
   * Tells whether a cell is whole, so that Enter runs it.
   *
   * @param text its source so far
   * @return false if more must follow
   */
  synchronized boolean isWhole(String text) {
    Completeness last =
        Piece.all(analysis, text).stream()
            .reduce((_, second) -> second)
            .map(Piece::completeness)
            .orElse(Completeness.EMPTY);
    return last == Completeness.EMPTY
        || last.isComplete()
        || (last == Completeness.CONSIDERED_INCOMPLETE && endsWithBlankLine(text));
  }

  private static boolean endsWithBlankLine(String text) {
    return text.substring(text.stripTrailing().length()).indexOf('\n') >= 0;
  }

  /** Suggests how a cell goes on, see {@link Completion#suggest}. */
  synchronized Suggestions suggest(String text) {
    return completion.suggest(text);
  }

  /** Says what is expected at the end of a text, see {@link Completion#documentation}. */
  synchronized String documentation(String text, boolean full) {
    return completion.documentation(text, full);
  }

  /**
   * Lets further cells see a jar or a folder of classes.
   *
   * @param path the jar or folder
   */
  synchronized void addToClasspath(Path path) {
    shell.addToClasspath(path.toString());
  }

  @Override
  public synchronized void close() {
    shell.close();
  }
}
