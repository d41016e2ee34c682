package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.repl.FakeConsole.CTRL_C;
import static org.asyncio4j.cli.repl.FakeConsole.pipe;
import static org.asyncio4j.cli.repl.FakeConsole.type;

import org.junit.jupiter.api.Test;

/** Ctrl-C while a cell runs, and the end of a session. */
class InterruptTest {
  private static final String PRESS = "System.out.println((Object) \"" + CTRL_C + "\");";

  @Test
  void ctrlC_cancelsTheRunningCellOnly() {
    var result =
        type(
            "var other = createTask(() -> await(new CompletableFuture<String>()));",
            PRESS + " await(new CompletableFuture<String>())",
            "other.done()",
            "other.cancel()");

    assertThat(result.lines())
        .containsSubsequence("KeyboardInterrupt", "Out[3]: False", "Out[4]: True");
  }

  @Test
  void finallyOfACancelledCell_runs() {
    var result =
        type("try { " + PRESS + " sleep(ofSeconds(9)); } finally { IO.println(\"cleaned\"); }");

    assertThat(result.lines()).startsWith("cleaned", "KeyboardInterrupt");
  }

  @Test
  void secondCtrlC_breaksOffACellThatComputesWithoutEnd() {
    var result = type(PRESS + PRESS + " while (true) { }", "1");

    assertThat(result.lines()).containsExactly("KeyboardInterrupt", "Out[2]: 1");
  }

  @Test
  void secondCtrlC_breaksOffRecursionToo() {
    var result =
        type(
            "void again() { try { again(); } catch (StackOverflowError e) { again(); } }",
            PRESS + PRESS + " again();",
            "1");

    assertThat(result.output()).endsWith("KeyboardInterrupt\nOut[3]: 1\n");
  }

  @Test
  void ctrlCUnderRun_cancelsThatProgram() {
    var result =
        type(
            "run(() -> { try { "
                + PRESS
                + " await(new CompletableFuture<String>()); }"
                + " finally { IO.println(\"cleaned\"); } });");

    assertThat(result.output()).endsWith("cleaned\nKeyboardInterrupt\n");
  }

  @Test
  void end_cancelsWhatStillRunsAndReportsIt() {
    var result =
        type(
            "var t = createTask(\"left over\", () -> { try { await(new CompletableFuture<>()); }"
                + " finally { IO.println(\"cleaned\"); } });",
            "sleep(Duration.ZERO)");

    assertThat(result.output()).contains("cancelled 1 task:\n  <Task pending name='left over' ");
    assertThat(result.output()).contains("cleaned\n");
  }

  @Test
  void exit_leaves() {
    var result = type("exit", "1");

    assertThat(result.code()).isZero();
    assertThat(result.output()).doesNotContain("Out[");
  }

  @Test
  void keyboardInterruptOfAnotherTask_cancelsTheCellUnderWay() {
    var result =
        type(
            "createTask(() -> { throw new KeyboardInterrupt(); });"
                + " await(new CompletableFuture<String>())",
            "await(createTask(() -> { sleep(ofSeconds(1)); return 1; }))");

    assertThat(result.lines()).startsWith("KeyboardInterrupt", "Out[2]: 1");
  }

  @Test
  void keyboardInterruptBetweenCells_leavesTheLoopRunning() {
    var result =
        type(
            "var ready = new CompletableFuture<String>(); var other = createTask(() -> {"
                + " sleep(Duration.ZERO); sleep(Duration.ZERO); throw new KeyboardInterrupt(); });",
            "while (!other.done()) { sleep(ofSeconds(1)); }",
            "sleep(ofSeconds(1)); other.done()",
            "await(createTask(() -> 4))");

    assertThat(result.lines()).contains("Out[3]: True", "Out[4]: 4");
  }

  @Test
  void systemExitOfATask_isTheExitCodeAlsoAtTheEndOfTheInput() {
    var result =
        pipe("var t = createTask(() -> { sleep(Duration.ZERO); throw new SystemExit(3); });", "");

    assertThat(result.code()).isEqualTo(3);
  }
}
