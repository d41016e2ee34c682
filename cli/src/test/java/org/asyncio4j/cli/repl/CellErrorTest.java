package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.repl.FakeConsole.pipe;
import static org.asyncio4j.cli.repl.FakeConsole.type;

import org.junit.jupiter.api.Test;

/** What the REPL says when a cell is wrong. */
class CellErrorTest {

  @Test
  void unknownName_isMarkedInItsLine() {
    var result = pipe("int x = 1;\nx + missing");

    assertThat(result.output())
        .isEqualTo(
            """
            In [1]:2: cannot find symbol
                x + missing
                    ^^^^^^^
              symbol:   variable missing
            """);
  }

  @Test
  void syntaxError_isMarkedInItsLine() {
    var result = pipe("var x = 1 +;");

    assertThat(result.output())
        .isEqualTo(
            """
            In [1]:1: illegal start of expression
                var x = 1 +;
                           ^
            """);
  }

  @Test
  void linesBeforeTheWrongOne_areRun() {
    var result = type("IO.println(\"before\");\nmissing();\nIO.println(\"behind\");");

    assertThat(result.lines()).startsWith("before", "In [1]:2: cannot find symbol");
    assertThat(result.output()).doesNotContain("\nbehind");
  }

  @Test
  void stackTrace_hasTheUsersOwnLinesOnly() {
    var result = pipe("int half(int n) {\n  return n / 0;\n}", "await(createTask(() -> half(2)))");

    assertThat(result.output())
        .isEqualTo(
            """
            ArithmeticException: / by zero
              at In [1]:2 in half
                  return n / 0;
              at In [2]:1 in <lambda>
                  await(createTask(() -> half(2)))
            """);
  }

  @Test
  void cause_isShownBelow() {
    var result =
        pipe("throw new IllegalStateException(\"outer\", new RuntimeException(\"inner\"));");

    assertThat(result.lines())
        .containsSubsequence("IllegalStateException: outer", "caused by: RuntimeException: inner");
  }

  @Test
  void membersOfAGroup_areShownBelowItWithTheirLines() {
    var result =
        pipe("taskGroup(g -> { g.createTask(() -> { throw new IOException(\"no disk\"); }); });");

    assertThat(result.output())
        .startsWith("ExceptionGroup: unhandled errors in a TaskGroup")
        .contains("\n  | IOException: no disk\n  |   at In [1]:1 in <lambda>\n");
  }

  @Test
  void unqualifiedWait_isExplained() {
    var result = pipe("wait(List.of())");

    assertThat(result.output()).contains("write Asyncio.wait(...)");
  }

  @Test
  void methodThatCannotRunYet_saysWhatIsMissing() {
    var result = pipe("int f() { return g(); }", "f()");

    assertThat(result.lines())
        .contains("NotDefined: f cannot be used until this is defined: method g()");
  }

  @Test
  void person_goesOnAfterAnError() {
    var result = type("missing", "1");

    assertThat(result.code()).isZero();
    assertThat(result.output()).endsWith("Out[2]: 1\n");
  }

  @Test
  void pipe_endsAtAnErrorWithOne() {
    var result = pipe("missing", "1");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).doesNotContain("Out[2]");
  }

  @Test
  void lostErrorOfATask_isReportedWithItsLines() {
    var result =
        pipe(
            "createTask(() -> { throw new IllegalStateException(\"lost\"); });",
            "sleep(ofSeconds(1))");

    assertThat(result.output())
        .contains(
            "Task exception was never retrieved", "IllegalStateException: lost", "at In [1]:1");
  }
}
