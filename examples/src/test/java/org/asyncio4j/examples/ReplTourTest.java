package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parts 1 and 2 of the tour, typed into the REPL in a real terminal, cell by cell, in real time.
 * The REPL's loop goes on between cells, so what outlives its cell here is not cut off as under
 * {@code run}.
 */
@EnabledIf("org.asyncio4j.examples.Tmux#isThere")
class ReplTourTest {
  private static final Pattern COST = Pattern.compile("Cost: ([0-9.]+)");

  /** How much later than they must costs may be, on a busy machine. */
  private static final double LATER = 2.9;

  private static final String A =
      """
      String a() {
      IO.println("Suspending a");
      sleep(ofSeconds(3));
      IO.println("Resuming a");
      return "A";
      }
      """;

  private static final String B =
      """
      String b() {
      IO.println("Suspending b");
      sleep(ofSeconds(1));
      IO.println("Resuming b");
      return "B";
      }
      """;

  @TempDir Path folder;

  @Test
  void partOne_coroutines() {
    try (Tmux repl = Tmux.repl(folder.resolve("history"))) {
      yieldingOnce(repl);
      eightWays(repl);
    }
  }

  private static void yieldingOnce(Tmux repl) {
    repl.cell(
        """
        String a() {
        IO.println("Suspending a");
        sleep(Duration.ZERO);
        IO.println("Resuming a");
        return "A";
        }
        """);
    repl.cell("String b() { IO.println(\"In b\"); return \"B\"; }");

    List<String> printed = repl.cell("await(gather(this::a, this::b));");

    assertThat(printed.subList(0, 3)).containsExactly("Suspending a", "In b", "Resuming a");
  }

  private static void eightWays(Tmux repl) {
    repl.cell(A);
    repl.cell(B);
    repl.cell(
        """
        void cost(Action coroutine) {
        run(() -> {
        var start = getRunningLoop().time();
        coroutine.run();
        IO.println("Cost: " + getRunningLoop().time().minus(start).toMillis() / 1e3);
        });
        }
        """);

    List<String> inTurn = List.of("Suspending a", "Resuming a", "Suspending b", "Resuming b");
    assertCost(repl, "cost(() -> { a(); b(); })", inTurn, 4);
    assertCost(
        repl,
        "cost(() -> { await(createTask(() -> a())); await(createTask(() -> b())); })",
        inTurn,
        4);
    List<String> together = List.of("Suspending a", "Suspending b", "Resuming b", "Resuming a");
    for (String body :
        List.of(
            "await(gather(() -> a(), () -> b()));",
            "Asyncio.wait(List.of(() -> a(), () -> b()));",
            "var x = createTask(() -> a()); var y = createTask(() -> b()); await(x); await(y);",
            "var task = createTask(() -> b()); a(); await(task);",
            "var task = ensureFuture(() -> b()); a(); await(task);",
            "var task = getEventLoop().createTask(() -> b()); a(); await(task);")) {
      assertCost(repl, "cost(() -> { " + body + " })", together, 3);
    }
  }

  private static void assertCost(Tmux repl, String cell, List<String> lines, double cost) {
    List<String> printed = repl.cell(cell);

    assertThat(printed).as(cell).hasSize(lines.size() + 1);
    assertThat(printed.subList(0, lines.size())).as(cell).isEqualTo(lines);
    assertCost(printed.getLast(), cost);
  }

  private static void assertCost(String line, double cost) {
    Matcher matcher = COST.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    assertThat(Double.parseDouble(matcher.group(1))).isBetween(cost, cost + LATER);
  }

  @Test
  void partTwo_gatherWaitCreateTaskShieldContextManagers() {
    try (Tmux repl = Tmux.repl(folder.resolve("history"))) {
      repl.cell(A);
      repl.cell(B);
      gather(repl);
      waitForAll(repl);
      waitForTheFirst(repl);
      threeWaysToATask(repl);
      cancelledBeforeGather(repl);
      shields(repl);
      contextManagers(repl);
    }
  }

  private static void gather(Tmux repl) {
    List<String> printed = repl.cell("var ab = await(gather(this::a, this::b));");
    assertThat(printed).containsExactly("Suspending a", "Suspending b", "Resuming b", "Resuming a");
    assertThat(repl.cell("ab")).last().asString().endsWith(": ['A', 'B']");

    repl.cell("String aValue = ab.get(0), bValue = ab.get(1);");
    assertThat(repl.cell("aValue + bValue")).last().asString().endsWith(": 'AB'");
  }

  private static void waitForAll(Tmux repl) {
    repl.cell("var task1 = createTask(this::a); var task2 = createTask(this::b);");
    repl.cell("var result = Asyncio.wait(List.of(task1, task2));");
    assertThat(repl.cell("result.done()").getLast())
        .matches(
            "Out\\[\\d+]: \\{<Task finished name='Task-\\d+' coro=<a\\(\\) done> result='A'>,"
                + " <Task finished name='Task-\\d+' coro=<b\\(\\) done> result='B'>}");
    assertThat(repl.cell("result.pending()")).last().asString().endsWith(": set()");
    assertThat(repl.cell("task2.result()")).last().asString().endsWith(": 'B'");
  }

  private static void waitForTheFirst(Tmux repl) {
    repl.cell(
        "var first ="
            + " Asyncio.wait(List.of(createTask(this::a), createTask(this::b)), FIRST_COMPLETED);");
    assertThat(repl.cell("first.done()").getLast())
        .matches(".*\\{<Task finished name='Task-\\d+' coro=<b\\(\\) done> result='B'>}");
    // a goes on meanwhile, as the loop does; it ends with its result
    assertThat(repl.cell("await(first.pending().iterator().next())"))
        .last()
        .asString()
        .endsWith(": 'A'");
    repl.cell(
        "String fail() { sleep(Duration.ZERO); throw new IllegalStateException(\"no luck\"); }");
    repl.cell(
        "var second = Asyncio.wait(List.of(createTask(this::a), createTask(this::fail)),"
            + " FIRST_EXCEPTION); IO.println(repr(second.done()));"
            + " IO.println(repr(second.pending()));");
    repl.awaitLine(
        "\\{<Task finished name='Task-\\d+' coro=<fail\\(\\) done>"
            + " exception=IllegalStateException\\('no luck'\\)>}");
    repl.awaitLine(
        "\\{<Task pending name='Task-\\d+' coro=<a\\(\\) running at In \\[1]:3>"
            + " wait_for=<Future pending cb=\\[.*]>>}");
    repl.cell("await(second.pending().iterator().next())");
  }

  private static void threeWaysToATask(Tmux repl) {
    repl.cell("String c() { return \"C\"; }");
    repl.cell(
        "var t1 = createTask(this::c); var t2 = getRunningLoop().createTask(this::c);"
            + " var t3 = ensureFuture(this::c);");
    assertThat(repl.cell("await(gather(t1, t2, t3))"))
        .last()
        .asString()
        .endsWith(": ['C', 'C', 'C']");
    assertThat(repl.cell("ensureFuture(t3) == t3")).last().asString().endsWith(": True");
    assertThat(repl.cell("t1 instanceof Future")).last().asString().endsWith(": True");
  }

  private static void cancelledBeforeGather(Tmux repl) {
    List<String> printed =
        repl.cell(
            "var c1 = createTask(this::a); var c2 = createTask(this::b);"
                + " IO.println(repr(c1.cancel())); await(gather(c1, c2))");
    assertThat(printed.subList(0, 2)).containsExactly("True", "Suspending b");
    assertThat(printed).contains("CancelledError");
    repl.cell("await(c2)"); // it was started, and the loop goes on

    printed =
        repl.cell(
            "var d1 = createTask(this::a); var d2 = createTask(this::b);"
                + " d1.cancel(); await(gatherOutcomes(d1, d2))");
    assertThat(printed.subList(0, 2)).containsExactly("Suspending b", "Resuming b");
    assertThat(printed.getLast()).endsWith(": [CancelledError(''), 'B']");
  }

  private static void shields(Tmux repl) {
    List<String> wrong =
        repl.cell(
            "var s1 = shield(this::a); var s2 = createTask(this::b);"
                + " s1.cancel(); await(gatherOutcomes(s1, s2))");
    assertThat(wrong.subList(0, 3)).containsExactly("Suspending a", "Suspending b", "Resuming b");
    assertThat(wrong).anyMatch(line -> line.endsWith(": [CancelledError(''), 'B']"));
    // under run a would be cut off here
    repl.cell("for (var task : allTasks()) if (task != currentTask()) await(task);");

    List<String> right =
        repl.cell(
            "var r1 = shield(this::a); var r2 = createTask(this::b);"
                + " var both = gatherOutcomes(r1, r2); r1.cancel(); var seen = await(both);"
                + " sleep(ofSeconds(3)); seen");
    assertThat(right.subList(0, 4))
        .containsExactly("Suspending a", "Suspending b", "Resuming b", "Resuming a");
    assertThat(right.getLast()).endsWith(": [CancelledError(''), 'B']");
  }

  private static void contextManagers(Tmux repl) {
    repl.cell("List<String> both() { return await(gather(() -> a(), () -> b())); }");
    repl.cell(
        """
        <T> ContextManager<T> timed(Awaitable<T> coroutine) {
        return ContextManager.of(y -> {
        var start = System.nanoTime();
        y.yield(run(coroutine));
        IO.println("Cost: " + (System.nanoTime() - start) / 1e9);
        });
        }
        """);
    List<String> printed =
        repl.cell(
            "with(timed(() -> both()), v -> { IO.println(\"Result: \" + repr(v)); return 1; });");
    assertThat(printed.subList(0, 5))
        .containsExactly(
            "Suspending a", "Suspending b", "Resuming b", "Resuming a", "Result: ['A', 'B']");
    assertCost(printed.get(5), 3);

    repl.cell(
        """
        <T> ContextManager<T> awaited(Awaitable<T> coroutine) {
        return ContextManager.of(y -> {
        var start = System.nanoTime();
        y.yield(await(coroutine));
        IO.println("Cost: " + (System.nanoTime() - start) / 1e9);
        });
        }
        """);
    printed =
        repl.cell(
            "run(() -> with(awaited(() -> both()), v -> { IO.println(\"Result: \" + repr(v));"
                + " return 1; }));");
    assertThat(printed.get(4)).isEqualTo("Result: ['A', 'B']");
    assertCost(printed.get(5), 3);
  }
}
