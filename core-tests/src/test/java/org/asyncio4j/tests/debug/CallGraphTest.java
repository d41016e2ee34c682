package org.asyncio4j.tests.debug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.debug.CallGraph.captureCallGraph;
import static org.asyncio4j.debug.CallGraph.formatCallGraph;
import static org.asyncio4j.debug.CallGraph.printCallGraph;
import static org.asyncio4j.tests.support.TestLoop.seconds;
import static org.asyncio4j.tests.support.TestLoop.turn;
import static org.asyncio4j.tests.support.TestLoop.turns;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.context.AsyncGenerator;
import org.asyncio4j.context.ContextManager;
import org.asyncio4j.debug.CallGraphOptions;
import org.asyncio4j.debug.FutureCallGraph;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Relay;
import org.asyncio4j.sync.Lock;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.TestLoop;
import org.asyncio4j.tests.support.Texts;
import org.junit.jupiter.api.Test;

/** Call graphs: who awaits whom, on which lines. */
class CallGraphTest {
  private static String a(Future<String> future) {
    return b(future);
  }

  private static String b(Future<String> future) {
    return c(future);
  }

  private static String c(Future<String> future) {
    return future.await();
  }

  private static void parent(Task<?> child) {
    child.await();
  }

  private static Future<String> future() {
    return Asyncio.getRunningLoop().createFuture();
  }

  /** Runs code beside a task 't' that stands in c, called by b, called by a. */
  private interface Beside {
    void run(Task<?> t) throws Exception;
  }

  private static void beside(Beside code) {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<?> t = createTask("t", () -> a(future));
      turn();
      code.run(t);
      future.setResult("");
      t.await();
    });
  }

  private static String text(Future<?> future) {
    return Texts.fixed(formatCallGraph(future));
  }

  private static List<String> methods(FutureCallGraph graph) {
    return graph.callStack().stream().map(entry -> entry.frame().getMethodName()).toList();
  }

  // ---------------------------------------------------------------- stacks

  @Test
  void suspendedTask_hasAllLinesOfTheProgram() {
    beside(t ->
        assertThat(text(t))
            .isEqualTo(
                """
                * Task(name='t', id=0x1)
                  + Call stack:
                  |   File 'CallGraphTest.java', line N, in method c()
                  |   File 'CallGraphTest.java', line N, in method b()
                  |   File 'CallGraphTest.java', line N, in method a()
                  |   File 'CallGraphTest.java', line N, in method beside.<lambda>()
                  + Waits for: <Future pending cb=[Task.wakeup()]>\
                """));
  }

  @Test
  void currentTask_beginsAtTheLineOfTheCall() {
    TestLoop.run(() -> {
      int line = Texts.line(1);
      FutureCallGraph graph = captureCallGraph();

      assertThat(graph.future()).isSameAs(Asyncio.currentTask());
      assertThat(graph.callStack().getFirst().frame().getLineNumber()).isEqualTo(line);
    });
  }

  @Test
  void taskThatHasNotStarted_hasNoStack() {
    TestLoop.run(() -> {
      Task<?> task = createTask("new", () -> {});

      assertThat(text(task)).isEqualTo("* Task(name='new', id=0x1)");
    });
  }

  @Test
  void doneTask_hasNoStack() {
    TestLoop.run(() -> {
      Task<?> task = createTask("done", () -> {});
      task.await();

      assertThat(text(task)).isEqualTo("* Task(name='done', id=0x1)");
    });
  }

  @Test
  void positiveLimit_keepsTheLinesWhereTheTaskBegan() {
    beside(t -> {
      var two = captureCallGraph(t, CallGraphOptions.defaults().withLimit(3));

      assertThat(methods(two).subList(0, 2)).containsExactly("b", "a");
      assertThat(two.callStack()).hasSize(3);
    });
  }

  @Test
  void negativeLimit_keepsTheLinesWhereTheTaskStands() {
    beside(t -> {
      var two = captureCallGraph(t, CallGraphOptions.defaults().withLimit(-2));

      assertThat(methods(two)).containsExactly("c", "b");
    });
  }

  @Test
  void limitOfZero_keepsWhoAwaitsOnly() {
    beside(t -> {
      Task<?> p = createTask("p", () -> parent(t));
      turn();

      var graph = captureCallGraph(t, CallGraphOptions.defaults().withLimit(0));

      assertThat(graph.callStack()).isEmpty();
      assertThat(graph.awaitedBy())
          .singleElement()
          .satisfies(by -> {
            assertThat(by.future()).isSameAs(p);
            assertThat(by.callStack()).isEmpty();
          });
    });
  }

  @Test
  void depth_leavesLinesOfTheCurrentTaskOut() {
    TestLoop.run(() -> {
      List<String> own = callee(1);
      List<String> callers = callee(2);

      assertThat(own.getFirst()).isEqualTo("callee");
      assertThat(callers).isEqualTo(own.subList(1, own.size()));
    });
  }

  private static List<String> callee(int depth) {
    return methods(captureCallGraph(null, CallGraphOptions.defaults().withDepth(depth)));
  }

  @Test
  void depth_doesNotTouchOtherTasks() {
    beside(t -> {
      var graph = captureCallGraph(t, CallGraphOptions.defaults().withDepth(3));

      assertThat(methods(graph).getFirst()).isEqualTo("c");
    });
  }

  @Test
  void depthBelowOne_isRefused() {
    assertThatThrownBy(() -> CallGraphOptions.defaults().withDepth(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("depth: 0 (expected: 1 or more; 1 begins at the caller's own line)");
  }

  /** The generator of a context manager has a stack of its own over that of its user. */
  @Test
  void taskThatStandsInAContextManager_hasBothStacks() {
    TestLoop.run(() -> {
      Future<String> future = future();
      ContextManager<String> manager =
          ContextManager.of(y -> {
            c(future);
            y.yield("");
          });
      Task<?> task = createTask(() -> uses(manager));
      turn();

      assertThat(methods(captureCallGraph(task)))
          .containsSubsequence("c", "uses")
          .first()
          .isEqualTo("c");
      future.setResult("");
      task.await();
    });
  }

  /** As in a context manager; a generator that is pulled has a stack of its own too. */
  @Test
  void taskThatStandsInAGenerator_hasBothStacks() {
    TestLoop.run(() -> {
      Future<String> future = future();
      AsyncGenerator<String> generator =
          AsyncGenerator.of(y -> {
            c(future);
            y.yield("");
          });
      Task<?> task = createTask(() -> pulls(generator));
      turn();

      assertThat(methods(captureCallGraph(task)))
          .containsSubsequence("c", "pulls")
          .first()
          .isEqualTo("c");
      future.setResult("");
      task.await();
    });
  }

  private static void pulls(AsyncGenerator<String> generator) {
    for (String each : generator) {
      assertThat(each).isEmpty();
    }
  }

  private static void uses(ContextManager<String> manager) {
    Asyncio.with(manager, () -> {});
  }

  // ---------------------------------------------------------------- awaited by

  @Test
  void taskAwaitedByAnother_namesIt() {
    beside(t -> {
      createTask("p", () -> parent(t));
      turn();

      assertThat(text(t))
          .endsWith(
              """
              + Awaited by:
                * Task(name='p', id=0x1)
                  + Call stack:
                  |   File 'CallGraphTest.java', line N, in method parent()
                  |   File 'CallGraphTest.java', line N, in method taskAwaitedByAnother_namesIt.<lambda>()\
              """
                  .indent(2)
                  .stripTrailing());
    });
  }

  /** Checks who awaits a task while another one runs code. */
  private static void awaitedThrough(Beside code) {
    beside(t -> {
      Task<?> p = createTask("p", () -> code.run(t));
      turns(2);

      List<FutureCallGraph> by = captureCallGraph(t).awaitedBy();

      assertThat(by).singleElement().satisfies(one -> assertThat(one.future()).isSameAs(p));
      p.cancel();
      turns(4);
    });
  }

  @Test
  void gather_isPassedThrough() {
    awaitedThrough(t -> Asyncio.gather(Asyncio.shield(t)).await());
  }

  @Test
  void gatherOutcomes_isPassedThrough() {
    awaitedThrough(t -> Asyncio.gatherOutcomes(Asyncio.shield(t)).await());
  }

  @Test
  void wait_isPassedThrough() {
    awaitedThrough(t -> Asyncio.wait(List.of(t)));
  }

  @Test
  void shield_isPassedThrough() {
    awaitedThrough(t -> Asyncio.shield(t).await());
  }

  @Test
  void waitFor_isPassedThrough() {
    awaitedThrough(t -> Asyncio.waitFor(Asyncio.shield(t), seconds(5)));
  }

  @Test
  void taskGroup_isPassedThrough() {
    beside(t -> {
      Task<?>[] child = new Task<?>[1];
      Task<?> p =
          createTask(
              "p",
              () ->
                  Asyncio.taskGroup(g -> {
                    child[0] = g.createTask(() -> parent(t));
                  }));
      turns(2);

      assertThat(captureCallGraph(child[0]).awaitedBy())
          .singleElement()
          .satisfies(one -> assertThat(one.future()).isSameAs(p));
      assertThat(captureCallGraph(p).waitsFor())
          .isEqualTo("taskGroup(Task '" + child[0].name() + "')");
    });
  }

  @Test
  void combinatorOfTheProgram_isPassedThroughIfItSaysSo() {
    awaitedThrough(t -> {
      Future<String> own = future();
      t.addDoneCallback(
          new Relay<>(
              own,
              done -> {
                if (!own.done()) {
                  own.setResult("");
                }
              }));
      own.await();
    });
  }

  @Test
  void callback_isNobodyWhoAwaits() {
    beside(t -> {
      t.addDoneCallback(done -> {});

      assertThat(captureCallGraph(t).awaitedBy()).isEmpty();
    });
  }

  @Test
  void severalTasks_areListedInTheOrderInWhichTheyCame() {
    beside(t -> {
      createTask("p", () -> parent(t));
      createTask("q", () -> parent(t));
      turn();

      assertThat(captureCallGraph(t).awaitedBy())
          .extracting(by -> ((Task<?>) by.future()).name())
          .containsExactly("p", "q");
    });
  }

  @Test
  void future_isNamedAsOne() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Task<?> p = createTask("p", () -> c(future));
      turn();

      assertThat(text(future))
          .startsWith(
              """
              * Future(id=0x1)
                + Awaited by:
                  * Task(name='p', id=0x1)
                    + Call stack:
              """);
      future.setResult("");
      p.await();
    });
  }

  @Test
  void tasksThatAwaitEachOther_areMarkedAsACycle() {
    TestLoop.run(() -> {
      Task<?>[] ring = new Task<?>[2];
      ring[0] = createTask("a", () -> Asyncio.shield(ring[1]).await());
      ring[1] = createTask("b", () -> Asyncio.shield(ring[0]).await());
      turn();

      String text = Texts.fixed(formatCallGraph(ring[0], CallGraphOptions.defaults().withLimit(0)));

      assertThat(text)
          .isEqualTo(
              """
              * Task(name='a', id=0x1)
                + Waits for: shield(Task 'b')
                + Awaited by:
                  * Task(name='b', id=0x1)
                    + Awaited by:
                      * Task(name='a', id=0x1) (cycle: it is shown above)\
              """);
      ring[0].cancel();
      turns(3);
    });
  }

  @Test
  void chainThatIsVeryLong_isCut() {
    TestLoop.run(() -> {
      Future<String> future = future();
      List<Task<?>> chain = new ArrayList<>();
      chain.add(createTask(() -> c(future)));
      for (int i = 0; i < 5000; i++) {
        Task<?> before = chain.getLast();
        chain.add(createTask(() -> parent(before)));
      }
      turn();

      assertThat(formatCallGraph(future).lines().filter(line -> line.endsWith("(cut here)")))
          .hasSize(1);
      future.setResult("");
      chain.getLast().await();
    });
  }

  /** Each of 40 layers of two tasks awaits both of the layer before: 2^40 ways. */
  @Test
  void graphThatBranchesForEver_isCut() {
    TestLoop.run(() -> {
      Future<String> future = future();
      Future<?> left = future;
      Future<?> right = future;
      for (int i = 0; i < 40; i++) {
        List<Future<?>> both = List.of(left, right);
        left = createTask(() -> Asyncio.gatherOutcomes(both).await());
        right = createTask(() -> Asyncio.gatherOutcomes(both).await());
      }
      turns(2);

      assertThat(formatCallGraph(future)).contains("(cut here)");
      future.setResult("");
      Asyncio.gatherOutcomes(List.of(left, right)).await();
    });
  }

  // ---------------------------------------------------------------- what it waits for

  @Test
  void lock_isNamedWithItsOwner() {
    TestLoop.run(() -> {
      Lock lock = new Lock();
      lock.acquire();
      Asyncio.currentTask().setName("owner");
      Task<?> task = createTask("t", lock::acquire);
      turn();

      assertThat(captureCallGraph(task).waitsFor())
          .isEqualTo("<Lock [locked] owner='owner' waiters=1> held by Task 'owner'");
      lock.release();
      task.await();
    });
  }

  // ---------------------------------------------------------------- where it may be called

  @Test
  void inACallback_thereIsNoGraph() {
    TestLoop.run(() -> {
      List<Object> found = new ArrayList<>();
      Asyncio.getRunningLoop()
          .callSoon(() -> {
            found.add(captureCallGraph() == null);
            found.add(formatCallGraph());
          });
      turn();

      assertThat(found).containsExactly(true, "");
    });
  }

  @Test
  void outsideALoop_theCurrentTaskIsRefused() {
    assertThatThrownBy(() -> captureCallGraph())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "captureCallGraph() is called outside of a running event loop and no future to"
                + " introspect was provided; thread "
                + Thread.currentThread().getName()
                + " runs none: pass the future");
  }

  @Test
  void foreignThread_mayAskForATask() {
    beside(t -> {
      String here = text(t);
      List<String> there = new ArrayList<>();

      Throwable thrown = TestLoop.thrownOnForeignThread(() -> there.add(text(t)));

      assertThat(thrown).isNull();
      assertThat(there).containsExactly(here);
    });
  }

  @Test
  void printCallGraph_printsTheText() {
    beside(t -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      printCallGraph(t, CallGraphOptions.defaults(), new PrintStream(out, true, UTF_8));

      assertThat(out.toString(UTF_8)).isEqualTo(formatCallGraph(t) + System.lineSeparator());
    });
  }
}
