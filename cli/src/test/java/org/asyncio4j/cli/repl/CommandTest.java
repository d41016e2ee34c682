package org.asyncio4j.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.cli.repl.FakeConsole.pipe;
import static org.asyncio4j.cli.repl.FakeConsole.type;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that begin with a percent sign. */
class CommandTest {
  private static final String WAITING =
      "var outer = createTask(\"outer\", () -> await(createTask(\"inner\", () -> await(new"
          + " CompletableFuture<String>())))); sleep(Duration.ZERO); sleep(Duration.ZERO)";

  @Test
  void ps_listsTheTasksThatAreNotDone() {
    var result = pipe("%ps", WAITING, "%ps");

    assertThat(result.lines().getFirst()).isEqualTo("no tasks");
    assertThat(result.lines().get(1)).matches("TASK +STATE +AT +AWAITS +AGE");
    assertThat(result.lines().get(2)).matches("outer +waiting +In \\[2]:1 +Task 'inner' +.*s");
    assertThat(result.lines().get(3)).matches("inner +waiting +In \\[2]:1 +.*s");
  }

  @Test
  void pstree_showsAwaitedTasksBelowTheirAwaiter() {
    var result = pipe(WAITING, "%pstree");

    assertThat(result.lines().get(1)).startsWith("outer ");
    assertThat(result.lines().get(2)).startsWith("└── inner ");
  }

  @Test
  void pstree_marksTasksThatAwaitEachOther() {
    var result =
        pipe(
            "var tasks = new ArrayList<Task<Object>>();",
            "tasks.add(createTask(\"one\", () -> await(tasks.get(1))));"
                + " tasks.add(createTask(\"two\", () -> await(tasks.get(0))));"
                + " getRunningLoop().callLater(Duration.ofHours(1), () -> {});"
                + " sleep(Duration.ZERO)",
            "%pstree",
            "tasks.get(0).cancel()");

    assertThat(result.output()).contains("one ", "└── two ", "    └── (cycle) one ");
  }

  @Test
  void cancel_endsTheTaskOfThatName() {
    var result = pipe(WAITING, "%cancel inner", "outer.cancelled()");

    assertThat(result.output()).endsWith("Out[3]: True\n");
  }

  @Test
  void cancelOfNoTask_saysSo() {
    var result = pipe("%cancel 99");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .isEqualTo("there is no task '99' that is not done; %ps lists them\n");
  }

  @Test
  void time_saysHowLongACellTookBehindItsValue() {
    var result = pipe("%time 1 + 1");

    assertThat(result.output()).matches("Out\\[1]: 2\nWall time: [0-9.]+ [mµn]?s\n");
  }

  @Test
  void timeit_runsACellManyTimes() {
    var result = pipe("int n = 0;", "%timeit n++", "n > 7");

    assertThat(result.output())
        .matches("(?s).* ± .* per loop \\(mean ± std. dev. of 7 runs, .*\nOut\\[3]: True\n");
  }

  @Test
  void timeline_drawsTheTasksOfACell(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cell.html");

    var result =
        pipe("%timeline " + file + " await(gather(createTask(\"left\", () -> 1), () -> 2))");

    assertThat(result.output()).startsWith("Out[1]: [1, 2]\n");
    assertThat(Files.readString(file)).contains("In [1]", "left").contains("<svg");
  }

  @Test
  void timelineWithoutAFormat_saysWhichThereAre(@TempDir Path folder) {
    var result = pipe("%timeline " + folder.resolve("cell.png") + " 1 + 1");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .startsWith("%timeline: '")
        .contains("(expected: NAME.html for a page, NAME.json for");
  }

  @Test
  void load_declaresWhatAFileDeclaresAndRunsNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("Program.java");
    Files.writeString(
        file,
        """
        package some.where;

        import static org.asyncio4j.Asyncio.*;

        String twice(String text) {
          return text + text;
        }

        void main() {
          IO.println(run(() -> await(gather(this::word, () -> twice("b")))));
        }

        String word() {
          return "a";
        }
        """);

    var result = pipe("%load " + file, "main()");

    assertThat(result.output()).isEqualTo("defined: twice(), main(), word()\n[a, bb]\n");
  }

  @Test
  void errorInALoadedFile_namesTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("Broken.java");
    Files.writeString(file, "void main() {\n  throw new IllegalStateException(\"no\");\n}\n");

    var result = pipe("%load " + file, "main()");

    assertThat(result.output()).contains("IllegalStateException: no\n  at Broken.java:2 in main\n");
  }

  @Test
  void loadOfTheRoot_saysThatItCannotBeRead() {
    var result = type("%load /", "1");

    assertThat(result.lines()).containsExactly("'/' cannot be read", "Out[2]: 1");
  }

  @Test
  void loadOfNoFile_saysSo() {
    var result = pipe("%load Nothing.java");

    assertThat(result.output()).isEqualTo("'Nothing.java' cannot be read\n");
  }

  @Test
  void classpath_letsCellsReadAJar(@TempDir Path folder) throws Exception {
    Path jar = folder.resolve("words.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("word.txt"));
      out.write("found".getBytes(StandardCharsets.UTF_8));
    }

    var result =
        pipe(
            "%classpath " + jar,
            "Thread.currentThread().getContextClassLoader().getResource(\"word.txt\") != null");

    assertThat(result.output()).isEqualTo("Out[2]: True\n");
  }

  @Test
  void unknownCommand_namesTheOthers() {
    var result = type("%fly");

    assertThat(result.output())
        .isEqualTo(
            "there is no command %fly (expected: %cancel, %classpath, %help, %load, %ps, %pstree,"
                + " %time, %timeit, %timeline)\n");
  }

  @Test
  void commandWithoutItsArgument_saysHowItIsUsed() {
    var result = pipe("%load");

    assertThat(result.output()).isEqualTo("usage: %load FILE.java\n");
  }

  @Test
  void help_listsCommandsAndKeys() {
    var result = pipe("%help");

    assertThat(result.output()).contains("%timeit CELL", "%classpath JAR", "Ctrl-C", "Alt-Enter");
  }
}
