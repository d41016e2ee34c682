package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.JDK;
import static org.asyncio4j.examples.LookTarget.PORTABLE;
import static org.asyncio4j.examples.LookTarget.SCHEDULED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./asyncio ps} and its kin on programs in other JVMs that know nothing of it. */
class LauncherLookTest {
  private static final String IMPORTS =
      """
      import static java.time.Duration.*;
      import static org.asyncio4j.Asyncio.*;
      import org.asyncio4j.queue.Queue;
      import org.asyncio4j.sync.Lock;
      """;

  private static final String MANY =
      """
      void get(Queue<Integer> queue) { queue.get(); }
      void main() {
        run(() -> {
          var queue = new Queue<Integer>();
          taskGroup(g -> {
            for (int i = 0; i < 5_000; i++) {
              g.createTask(() -> get(queue));
              g.createTask(() -> sleep(ofHours(1)));
            }
            g.createTask(() -> { sleep(ofMillis(1)); IO.println("ready"); });
          });
        });
      }
      """;

  private static final String DEADLOCK =
      """
      void take(Lock one, Lock other) throws Exception {
        one.with(() -> { sleep(ofMillis(10)); other.with(() -> {}); });
      }
      void main() {
        run(() -> {
          var one = new Lock();
          var other = new Lock();
          var left = createTask("left", () -> take(one, other));
          var right = createTask("right", () -> take(other, one));
          getRunningLoop().callLater(ofMillis(50), () -> IO.println("ready"));
          await(gatherOutcomes(left, right));
          sleep(ofHours(1));
        });
      }
      """;

  private static final String SPIN =
      """
      static volatile long count;
      void spin() { IO.println("ready"); while (true) count++; }
      void main(String[] words) {
        run(() -> {
          createTask("sleeper", () -> sleep(ofHours(1)));
          sleep(ofMillis(1));
          if (words[0].equals("task")) await(createTask("spinner", () -> spin()));
          getRunningLoop().callSoon(() -> spin());
          sleep(ofHours(1));
        });
      }
      """;

  private static final String PLAIN =
      "void main() throws Exception { IO.println(\"ready\"); Thread.sleep(3_600_000); }";

  @TempDir private Path folder;

  private LookTarget start(String text, List<String> options, String... arguments)
      throws IOException {
    return LookTarget.start(
        Files.writeString(folder.resolve("Demo.java"), IMPORTS + text), options, arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEDULED, PORTABLE})
  void tenThousandTasks_areAllListed(String driver) throws Exception {
    try (var target = start(MANY, List.of(driver))) {
      var ps = target.asyncio("ps");
      var tree = target.asyncio("pstree");
      var top = target.asyncio("top");

      assertThat(ps.code()).isZero();
      assertThat(ps.output().lines().toList()).hasSizeGreaterThan(10_000);
      assertThat(ps.output()).containsPattern("waiting +Demo.java:5 +<Queue maxsize=0 items=0 get");
      assertThat(ps.output()).containsPattern("<sleep until .*> +in 59m \\d\\ds +Task-1 ");
      assertThat(tree.output().lines().filter(line -> line.contains("─ Task-"))).hasSize(10_000);
      assertThat(tree.code()).isZero();
      assertThat(top.output()).containsPattern("5,000 +waiting +Demo.java:5 +<Queue");
      assertThat(top.output()).contains("steps/s").containsPattern("5,000 .* <sleep ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEDULED, PORTABLE})
  void deadlock_isMarked_andCancelBreaksIt(String driver) throws Exception {
    try (var target = start(DEADLOCK, List.of(driver))) {
      var ps = target.asyncio("ps");
      var tree = target.asyncio("pstree");
      var where = target.asyncio("where", "left");
      var cancel = target.asyncio("cancel", "left");
      var after = target.asyncio("ps");

      assertThat(ps.output())
          .containsPattern("left \\(cycle\\) +waiting +Demo.java:6 .*held by Task 'right' +Task-1")
          .endsWith("cycle: left -> right -> left\n");
      assertThat(tree.code()).isEqualTo(1);
      assertThat(tree.output())
          .contains("├── left ", "│   └── right ", "│       └── (cycle) left ");
      assertThat(tree.errors())
          .isEqualTo("asyncio pstree: await-graph contains a cycle: left -> right -> left\n");
      assertThat(where.output())
          .startsWith("Task 'left', id 2 of asyncio-loop-1: waiting, ")
          .contains("line 6, in method take()", "+ Awaited by:\n    * Task(name='Task-1', id=0x1)");
      assertThat(cancel.output()).isEqualTo("Task 'left' is cancelled\n");
      assertThat(after.output()).contains("1 task (1 waiting)").doesNotContain("left", "cycle");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEDULED, PORTABLE})
  void taskThatSpins_isNamedWithItsLine(String driver) throws Exception {
    try (var target = start(SPIN, List.of(driver), "task")) {
      var ps = target.asyncio("ps");
      var top = target.asyncio("top", "--once");
      var cancel = target.asyncio("cancel", "sleeper");

      assertThat(ps.output())
          .contains("busy, 3 tasks (1 running, 2 waiting)", "it runs Task 'spinner' at Demo.java:6")
          .containsPattern("spinner +running +Demo.java:6")
          .containsPattern("Task-1 +waiting +Demo.java:11 +Task 'spinner'");
      assertThat(top.output()).contains("it is held by Task 'spinner' at Demo.java:6");
      assertThat(cancel.code()).isZero();
      assertThat(cancel.output())
          .startsWith("Task 'sleeper': requested; asyncio-loop-1 is held by Task 'spinner' at ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SCHEDULED, PORTABLE})
  void callbackThatSpins_isNamedWithItsLine(String driver) throws Exception {
    try (var target = start(SPIN, List.of(driver), "callback")) {
      var ps = target.asyncio("ps");
      var where = target.asyncio("where");

      assertThat(ps.output())
          .contains("busy, 2 tasks (2 waiting)")
          .containsPattern("it runs <Handle Demo.* at Demo.java:6");
      assertThat(where.output())
          .startsWith("asyncio-loop-1 runs <Handle ")
          .contains("File 'Demo.java', line 6, in method spin()", "in method main.<lambda>()");
    }
  }

  @Test
  void agent_isLoadedOnce() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED))) {
      target.asyncio("ps");
      target.asyncio("pstree");
      target.asyncio("where", "right");

      assertThat(target.errors()).containsOnlyOnce("A Java agent has been loaded dynamically");
    }
  }

  @Test
  void doorThatSomebodyRemoved_isOpenedAgain() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED, "-Djava.io.tmpdir=" + folder))) {
      target.asyncio("ps");
      Path door = door();
      Files.delete(door);

      var again = target.asyncio("ps");

      assertThat(again.output()).contains("cycle: left -> right -> left");
      assertThat(door()).isNotEqualTo(door);
    }
  }

  private Path door() throws IOException {
    try (var doors = Files.newDirectoryStream(folder, "asyncio4j-*")) {
      for (Path each : doors) {
        if (Files.exists(each.resolve("door"))) {
          return each.resolve("door");
        }
      }
    }
    throw new AssertionError("no door in " + folder);
  }

  @Test
  void doorOfAProgramThatEnds_isRemoved() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED, "-Djava.io.tmpdir=" + folder))) {
      target.asyncio("ps");
      Path door = door();

      target.process().destroy();
      target.process().waitFor(60, TimeUnit.SECONDS);

      assertThat(door.getParent()).doesNotExist();
    }
  }

  @Test
  void json_isForMachines() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED))) {
      var ps = target.asyncio("ps", "--json");
      var where = target.asyncio("where", "2", "--json");
      var cancel = target.asyncio("cancel", "--json", "asyncio-loop-1:2");

      assertThat(ps.output())
          .hasLineCount(1)
          .startsWith("{\"pid\":" + target.pid() + ",\"source\":\"door\",\"version\":\"0.")
          .contains("\"cycles\":[[{\"id\":2,\"name\":\"left\"},{\"id\":3,\"name\":\"right\"}]]");
      assertThat(where.output())
          .contains("\"task\":{\"id\":2,\"name\":\"left\"", "\"graph\":\"* T");
      assertThat(cancel.output()).contains("\"outcome\":\"cancelled\"");
    }
  }

  /** It may crash the program, so nobody gets one who has not asked for it. */
  @Test
  void whereAgentsMayNotBeLoaded_noThreadDumpIsTaken() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED, "-XX:-EnableDynamicAgentLoading"))) {
      var ps = target.asyncio("ps");

      assertThat(ps.code()).isEqualTo(3);
      assertThat(ps.output()).isEmpty();
      assertThat(ps.errors())
          .hasLineCount(1)
          .contains("-javaagent:", "--thread-dump", "JDK-8364343");
    }
  }

  @Test
  void whereAgentsMayNotBeLoaded_namesAndLinesComeOfAThreadDump() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED, "-XX:-EnableDynamicAgentLoading"))) {
      var ps = target.asyncio("ps", "--thread-dump");
      var where = target.asyncio("where", "left", "--thread-dump");
      var cancel = target.asyncio("cancel", "left");

      assertThat(ps.code()).isZero();
      assertThat(ps.output())
          .startsWith("all loops: 3 tasks (3 suspended)\n")
          .containsPattern("left +suspended +Demo.java:6");
      assertThat(ps.errors()).hasLineCount(1).contains("comes of a thread dump", "-javaagent:");
      assertThat(where.output()).contains("line 6, in method take()");
      assertThat(cancel.code()).isEqualTo(3);
      assertThat(cancel.errors()).hasLineCount(1).contains("nothing in it can be cancelled");
    }
  }

  @Test
  void agentFromTheStart_needsNoLoading() throws Exception {
    String agent = "-javaagent:" + LookTarget.jar("agent");
    try (var target =
        start(DEADLOCK, List.of(SCHEDULED, "-XX:-EnableDynamicAgentLoading", agent))) {
      var ps = target.asyncio("ps");

      assertThat(ps.output()).contains("cycle: left -> right -> left");
      assertThat(ps.errors()).isEmpty();
      assertThat(target.errors()).doesNotContain("agent");
    }
  }

  @Test
  void libraryOnTheModulePath_isFound() throws Exception {
    String core = LookTarget.jar("core").toString();
    try (var target =
        start(
            DEADLOCK,
            List.of("--module-path", core, "--add-modules", "org.asyncio4j.core", SCHEDULED))) {
      var ps = target.asyncio("ps");

      assertThat(ps.output()).contains("cycle: left -> right -> left");
    }
  }

  @Test
  void programWithoutTheLibrary_isOneSentence() throws Exception {
    try (var target = start(PLAIN, List.of())) {
      var ps = target.asyncio("ps");

      assertThat(ps.code()).isEqualTo(3);
      assertThat(ps.errors())
          .isEqualTo(
              "asyncio ps: process %s does not use asyncio4j, or has not made a loop yet\n"
                  .formatted(target.pid()));
    }
  }

  @Test
  void programThatLetsNobodyAttach_isOneSentence() throws Exception {
    try (var target = start(PLAIN, List.of("-XX:+DisableAttachMechanism"))) {
      var ps = target.asyncio("pstree");

      assertThat(ps.code()).isEqualTo(3);
      assertThat(ps.errors()).hasLineCount(1).contains(" does not let tools attach: ");
    }
  }

  @Test
  void programThatHasEnded_isOneSentence() throws Exception {
    Process ended = new ProcessBuilder(JDK.resolve("bin/java").toString(), "-version").start();
    ended.waitFor();

    var ps = Command.asyncio("top", Long.toString(ended.pid())).run();

    assertThat(ps.code()).isEqualTo(3);
    assertThat(ps.errors()).isEqualTo("asyncio top: there is no process " + ended.pid() + "\n");
  }

  @Test
  void unknownTask_namesThoseThatAreNear() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED))) {
      var cancel = target.asyncio("cancel", "lft");

      assertThat(cancel.code()).isEqualTo(1);
      assertThat(cancel.errors()).endsWith("has no task 'lft' that is not done; it has 'left'\n");
    }
  }

  @Test
  void psWithoutAProcess_listsThoseThatHaveTheLibrary() throws Exception {
    try (var target = start(DEADLOCK, List.of(SCHEDULED));
        var other = start(PLAIN, List.of())) {
      var ps = Command.asyncio("ps").run();

      assertThat(ps.output()).startsWith("PID ").contains("\n" + target.pid() + " ");
      assertThat(other.process().isAlive()).isTrue();
    }
  }
}
