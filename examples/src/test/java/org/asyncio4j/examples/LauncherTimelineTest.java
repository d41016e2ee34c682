package org.asyncio4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.asyncio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./asyncio run --timeline}: the file is there however the program ends. */
class LauncherTimelineTest {
  private static final String HEAD =
      """
      import static java.time.Duration.ofMillis;
      import static java.time.Duration.ofSeconds;
      import static org.asyncio4j.Asyncio.*;
      """;

  private Path folder;

  /** A folder with a space in its name. */
  @BeforeEach
  void makeFolder(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.resolve("with spaces"));
  }

  private void source(String name, String body) throws IOException {
    Files.writeString(folder.resolve(name), HEAD + body);
  }

  private String timeline(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void page_hasTheTasksAndTheirLines() throws Exception {
    source(
        "Two.java",
        "void main() { run(() -> await(createTask(\"child\", () -> sleep(ofMillis(5), \"A\"))));"
            + " }\n");

    var result = asyncio("run", "--timeline", "out.html", "Two.java", "x").in(folder).run();

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.errors()).contains("asyncio: timeline of 2 tasks (");
    assertThat(timeline("out.html"))
        .contains("<title>Timeline of Two.java</title>", ">child<", "at Two.java:4", "&#39;A&#39;");
  }

  @Test
  void traceEvents_areWrittenForJson() throws Exception {
    source("Two.java", "void main() { run(() -> await(createTask(\"child\", () -> 1))); }\n");

    var result = asyncio("run", "--timeline=out.json", "Two.java").in(folder).run();

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(timeline("out.json")).startsWith("{\"displayTimeUnit\":\"ms\"").contains("child");
  }

  @Test
  void programThatFails_isDrawnAndKeepsItsExitCode() throws Exception {
    source(
        "Fails.java",
        "void main() { run(() -> { sleep(ofMillis(5)); throw new IllegalStateException(\"no\"); });"
            + " }\n");

    var result = asyncio("run", "--timeline", "out.html", "Fails.java").in(folder).run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(timeline("out.html")).contains("IllegalStateException(&#39;no&#39;)");
  }

  @Test
  void programThatExits_isDrawnAsItStands() throws Exception {
    source(
        "Exits.java",
        "void main() { run(() -> { createTask(\"left\", () -> sleep(ofSeconds(99)));"
            + " sleep(ofMillis(5)); System.exit(7); }); }\n");

    var result = asyncio("run", "--timeline", "out.html", "Exits.java").in(folder).run();

    assertThat(result.code()).isEqualTo(7);
    assertThat(timeline("out.html")).contains(">left<", "mark open", "not done");
  }

  @Test
  void programThatIsTerminated_isDrawn() throws Exception {
    source(
        "Waits.java",
        "void main() { run(() -> { IO.println(\"ready\"); sleep(ofSeconds(99)); }); }\n");
    Process process = asyncio("run", "--timeline", "out.html", "Waits.java").in(folder).start();

    try (var output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("ready");
      process.toHandle().destroy();

      assertThat(process.waitFor()).isEqualTo(128 + 15);
      assertThat(timeline("out.html")).contains("mark cancelled");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void wrongName_endsBeforeTheProgramStarts() throws Exception {
    source("Runs.java", "void main() { IO.println(\"started\"); }\n");

    for (String name : List.of("out.txt", "out", "", "nowhere/out.html")) {
      var result = asyncio("run", "--timeline", name, "Runs.java").in(folder).run();

      assertThat(result.code()).as(name).isEqualTo(2);
      assertThat(result.output()).isEmpty();
      assertThat(result.errors()).startsWith("asyncio: run: --timeline: '" + name + "' ");
    }
  }

  @Test
  void jarsRunCommand_drawsToo() throws Exception {
    source("Two.java", "void main() { run(() -> await(createTask(\"child\", () -> 1))); }\n");
    Path jar = cliJar();

    var result =
        Command.script(
                Command.JDK.resolve("bin/java"),
                "-jar",
                jar.toString(),
                "run",
                "--timeline",
                "out.html",
                "Two.java")
            .in(folder)
            .run();

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(timeline("out.html")).contains(">child<");
  }

  private static Path cliJar() throws IOException {
    try (var files = Files.list(Command.PROJECT.resolve("cli/target"))) {
      return files
          .filter(file ->
              file.getFileName().toString().matches("asyncio4j-cli-[^-]*(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void tour_drawsOneOfItsPrograms() throws Exception {
    var result = asyncio("tour", "--timeline", "out.html", "1").in(folder).run();

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(timeline("out.html")).contains("<title>Timeline of T01YieldingOnce</title>");
  }
}
