package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The REPL in a real terminal: keys, colours, the end. */
@EnabledIf("org.asyncio4j.examples.Tmux#isThere")
class ReplTerminalTest {
  private static final String TICK =
      "String tick(int n) { sleep(ofMillis(n)); IO.println(\"tick\"); return \"done\"; }";

  private Path history;

  @BeforeEach
  void makeHistory(@TempDir Path folder) {
    history = folder.resolve("not there yet").resolve("history");
  }

  @Test
  void tasksOfEarlierCells_goOnWhileTheNextIsTyped() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.cell(TICK);
      repl.cell("var t = createTask(() -> tick(500));");

      repl.type("half a ce").awaitLine("tick").awaitLine("In \\[3]: half a ce");
    }
  }

  @Test
  void ctrlC_cancelsTheRunningCellOnly() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.cell("var other = createTask(() -> await(new CompletableFuture<String>()));");
      repl.type("IO.println(\"on\"); sleep(ofSeconds(1000))").press("Enter").awaitLine("on");

      repl.press("C-c");

      assertThat(repl.awaitNextPrompt()).containsExactly("on", "KeyboardInterrupt");
      assertThat(repl.cell("other.done()")).containsExactly("Out[3]: False");
    }
  }

  @Test
  void secondCtrlC_breaksOffAnEndlessLoop() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("IO.println(\"on\"); while (true) { }").press("Enter").awaitLine("on");

      List<String> printed = repl.interruptUntilNextPrompt();

      assertThat(printed).containsExactly("on", "KeyboardInterrupt");
      assertThat(repl.cell("1 + 1")).containsExactly("Out[2]: 2");
    }
  }

  @Test
  void cellThatNothingStops_isLeftAloneAndANewLoopRunsTheNext() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.cell("var v = ContextVar.<String>of(\"v\"); var token = v.set(\"kept\");");
      repl.type("IO.println(\"on\"); new Random().ints().sum()").press("Enter").awaitLine("on");

      List<String> printed = repl.interruptUntilNextPrompt();

      assertThat(printed).last().asString().contains("a new loop runs the next");
      assertThat(repl.cell("v.get()")).containsExactly("Out[3]: 'kept'");
    }
  }

  @Test
  void ctrlCAtThePrompt_dropsTheHalfCell() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("int half = ").awaitLine("In \\[1]: int half =");

      repl.press("C-c");

      assertThat(repl.cell("7")).containsExactly("Out[1]: 7");
    }
  }

  @Test
  void ctrlD_leavesAndReportsWhatItCancels() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.cell("var t = createTask(\"left over\", () -> await(new CompletableFuture<String>()));");

      repl.press("C-d").awaitLine("left with 0");

      assertThat(repl.lines()).contains("cancelled 1 task:");
      assertThat(repl.lines()).anyMatch(line -> line.contains("name='left over'"));
    }
  }

  @Test
  void history_isKeptBetweenSessions() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.cell("int f() {\nreturn 41;\n}");
      repl.press("C-d").awaitLine("left with 0");
    }

    try (Tmux repl = Tmux.repl(history)) {
      repl.press("Up").awaitLine("   \\.\\.\\.: }");
      repl.press("Enter");
      repl.awaitNextPrompt();

      assertThat(repl.cell("f() + 1")).containsExactly("Out[2]: 42");
    }
  }

  @Test
  void tab_completesAndShowsWhatIsExpected() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("getRunni").press("Tab").awaitLine("In \\[1]: getRunningLoop\\(.*");
      repl.press("C-c").type("gather(").press("Tab");

      repl.awaitLine("Future<List<T>> <T>gather\\(Awaitable<\\? extends T>\\.\\.\\.\\)");
    }
  }

  @Test
  void tabInACommand_completesFiles() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("%loa").press("Tab").type("examples/T03").press("Tab");

      repl.awaitLine("In \\[1]: %load examples/T03Gather\\.java");
      repl.press("Enter");

      assertThat(repl.awaitNextPrompt()).containsExactly("defined: a(), b(), main()");
    }
  }

  @Test
  void methodOfSeveralLines_isIndented() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("int f(int n) {").press("Enter").type("if (n > 0) {").press("Enter");
      repl.type("return 1;").press("Enter").type("}").press("Enter");
      repl.type("return 0;").press("Enter").type("}").press("Enter");

      repl.awaitNextPrompt();

      assertThat(repl.lines())
          .containsSubsequence(
              "In [1]: int f(int n) {",
              "   ...:   if (n > 0) {",
              "   ...:     return 1;",
              "   ...:   }",
              "   ...:   return 0;",
              "   ...: }");
    }
  }

  @Test
  void altEnter_makesACellOfSeveralStatements() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("var x = 20;").press("M-Enter").type("x + 1").press("Enter");

      assertThat(repl.awaitNextPrompt()).containsExactly("Out[1]: 21");
    }
  }

  @Test
  void syntaxError_isMarkedAndInColour() {
    try (Tmux repl = Tmux.repl(history)) {
      List<String> printed = repl.cell("var x = 1 +;");

      assertThat(printed)
          .containsExactly(
              "In [1]:1: illegal start of expression", "    var x = 1 +;", "               ^");
      assertThat(repl.coloured()).contains("\u001b[1m\u001b[31millegal start");
    }
  }

  @Test
  void noColor_hasNone() {
    try (Tmux repl = Tmux.repl(Map.of("ASYNCIO_HISTORY", "", "NO_COLOR", "1"))) {
      repl.cell("var x = 1 +;");

      assertThat(repl.coloured()).doesNotContain("\u001b[31m", "\u001b[32m");
    }
  }

  @Test
  void dumbTerminal_works() {
    try (Tmux repl = Tmux.repl(Map.of("ASYNCIO_HISTORY", "", "TERM", "dumb"))) {
      assertThat(repl.cell("1 + 1")).containsExactly("Out[1]: 2");
      assertThat(repl.coloured()).doesNotContain("\u001b[31m", "\u001b[32m");
    }
  }

  @Test
  void cell_mayReadWhatIsTyped() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("IO.println(\"name?\"); IO.readln()").press("Enter").awaitLine("name\\?");

      repl.type("Ada").press("Enter");

      assertThat(repl.awaitNextPrompt()).last().isEqualTo("Out[1]: 'Ada'");
      assertThat(history).satisfies(f -> assertThat(Files.readString(f)).doesNotContain("Ada\n"));
    }
  }

  @Test
  void whatIsTypedWhileACellRuns_waitsForThePrompt() {
    try (Tmux repl = Tmux.repl(history)) {
      repl.type("IO.println(\"on\"); sleep(ofMillis(300))").press("Enter").awaitLine("on");

      repl.type("20 + 22").press("Enter");

      repl.awaitLine("Out\\[2]: 42");
      assertThat(repl.lines()).contains("In [2]: 20 + 22");
    }
  }
}
