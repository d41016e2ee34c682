package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.repl.FakeConsole.pipe;

import org.junit.jupiter.api.Test;

/** What a cell may be, and what of it is shown. */
class CellTest {
  private static final String A_AND_B =
      """
      String a() {
        IO.println("Suspending a");
        sleep(ofSeconds(3));
        IO.println("Resuming a");
        return "A";
      }
      String b() {
        IO.println("Suspending b");
        sleep(ofSeconds(1));
        IO.println("Resuming b");
        return "B";
      }
      """;

  @Test
  void lastExpression_isShownAsPythonShowsIt() {
    var result = pipe("await(gather(() -> \"A\", () -> true, () -> null))");

    assertThat(result.output()).isEqualTo("Out[1]: ['A', True, None]\n");
  }

  @Test
  void noneAndVoidAndDeclarationAndAssignment_showNothing() {
    var result = pipe("(Object) null", "sleep(ofMillis(1))", "int x = 1;", "x = 2");

    assertThat(result.output()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void onlyTheLastExpressionOfACell_isShown() {
    var result = pipe("\"first\";\n\"last\"");

    assertThat(result.output()).isEqualTo("Out[1]: 'last'\n");
  }

  @Test
  void namesOfOneCell_areSeenInTheNext() {
    var result =
        pipe(
            "int twice(int n) { return 2 * n; }",
            "record Point(int x, int y) {}",
            "var p = new Point(twice(1), 3);",
            "p.x() + p.y()");

    assertThat(result.output()).isEqualTo("Out[4]: 5\n");
  }

  @Test
  void value_isBoundToItsNumber() {
    var result = pipe("20 + 1", "_1 * 2");

    assertThat(result.output()).isEqualTo("Out[1]: 21\nOut[2]: 42\n");
  }

  @Test
  void awaitInAMethod_suspendsTheCell() {
    var result = pipe(A_AND_B, "List<String> both() { return List.of(a(), b()); }", "both()");

    assertThat(result.lines())
        .containsExactly(
            "Suspending a", "Resuming a", "Suspending b", "Resuming b", "Out[3]: ['A', 'B']");
  }

  @Test
  void methodReferenceByThis_meansTheMethodOfACell() {
    var result = pipe(A_AND_B + "var ab = await(gather(this::a, this::b));", "ab");

    assertThat(result.lines())
        .containsExactly(
            "Suspending a", "Suspending b", "Resuming b", "Resuming a", "Out[2]: ['A', 'B']");
  }

  @Test
  void statementsOfACell_runInOneTaskWithoutATurnBetween() {
    var result =
        pipe(
            A_AND_B,
            """
            var task1 = createTask(this::a);
            var task2 = createTask(this::b);
            task1.cancel();
            await(gatherOutcomes(task1, task2))\
            """);

    assertThat(result.lines())
        .containsExactly("Suspending b", "Resuming b", "Out[2]: [CancelledError(''), 'B']");
  }

  @Test
  void variable_mayHoldATaskWithoutAResult() {
    var result = pipe("var t = createTask(() -> { sleep(ofMillis(1)); });", "await(t)", "t.done()");

    assertThat(result.output()).isEqualTo("Out[3]: True\n");
  }

  @Test
  void cell_isATaskOfItsName() {
    var result = pipe("1", "currentTask().name()");

    assertThat(result.output()).endsWith("Out[2]: 'In [2]'\n");
  }

  @Test
  void text_ofATask_saysInWhichCellItStands() {
    var result = pipe(A_AND_B, "var t = createTask(this::a); sleep(Duration.ZERO); IO.println(t);");

    assertThat(result.output()).contains("coro=<a() running at In [1]:3> wait_for=<Future pending");
  }

  @Test
  void contextVariable_setInOneCell_isSeenInTheNext() {
    var result =
        pipe("var v = ContextVar.<String>of(\"v\");", "var token = v.set(\"here\");", "v.get()");

    assertThat(result.output()).isEqualTo("Out[3]: 'here'\n");
  }

  @Test
  void redefinedMethod_isCalledByThoseThatCalledTheOldOne() {
    var result =
        pipe(
            "String f() { return \"old\"; }",
            "String g() { return f(); }",
            "String f() { return \"new\"; }",
            "g()");

    assertThat(result.output()).isEqualTo("Out[4]: 'new'\n");
  }

  @Test
  void methodThatNamesOneNotDefinedYet_runsOnceItIs() {
    var result = pipe("int f() { return g(); }", "int g() { return 7; }", "f()");

    assertThat(result.lines())
        .containsExactly("f cannot be used until this is defined: method g()", "Out[3]: 7");
  }

  @Test
  void runInACell_usesALoopOfItsOwnWhileTheReplsGoesOn() {
    var result =
        pipe(
            A_AND_B,
            "var mine = getRunningLoop();",
            "run(() -> getRunningLoop() != mine && List.of(a(), b()).size() == 2)");

    assertThat(result.output()).endsWith("Out[3]: True\n");
  }

  @Test
  void errorUnderRun_comesOutOfIt() {
    var result = pipe("run(() -> { throw new java.io.IOException(\"no disk\"); })");

    assertThat(result.lines().getFirst()).isEqualTo("IOException: no disk");
  }

  @Test
  void systemExit_endsTheReplWithItsCode() {
    var result = pipe("throw new SystemExit(3);", "1");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).isEmpty();
  }
}
