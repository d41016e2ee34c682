package org.asyncio4j.examples;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.examples.Command.JDK;
import static org.asyncio4j.examples.Command.PROJECT;
import static org.asyncio4j.examples.Command.asyncio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./asyncio} on the jars of this build: commands, arguments, finding a JDK. */
class LauncherTest {
  private Path folder;

  /** A folder with a space in its name. */
  @BeforeEach
  void makeFolder(@TempDir Path temp) throws IOException {
    folder = Files.createDirectory(temp.resolve("with spaces"));
  }

  private Path source(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void doctor_namesJdkAndScheduledDriver() throws Exception {
    var result = asyncio("doctor").run();

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("JDK        " + Runtime.version(), "(found by: ASYNCIO_JAVA_HOME)")
        .contains("driver     scheduled: ", "--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  @Test
  void version_isTheJars() throws Exception {
    var result = asyncio("--version").run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).startsWith("asyncio4j 0.").contains("Java " + Runtime.version());
  }

  @Test
  void help_listsTheCommands() throws Exception {
    for (var command : List.of(asyncio("help"), asyncio("--help"))) {
      var result = command.run();

      assertThat(result.code()).isZero();
      assertThat(result.output()).startsWith("Usage: asyncio").contains("tour", "run", "doctor");
    }
  }

  @Test
  void unknownCommand_isOneSentence() throws Exception {
    var result = asyncio("fly").run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).startsWith("asyncio: there is no command 'fly' ").hasLineCount(1);
  }

  @Test
  void tourOfOne_printsWhatItShowsItsOutputAndItsTime() throws Exception {
    Program gather = Program.all().get(2);

    var result = asyncio("tour", "3").run();

    List<String> lines = result.output().lines().toList();
    assertThat(result.code()).isZero();
    assertThat(lines.getFirst()).isEqualTo("== 3. " + gather.title());
    assertThat(lines).containsSubsequence(gather.shownOutput());
    assertThat(lines.getLast()).matches("== \\d+\\.\\d{3} s");
    assertThat(Double.parseDouble(lines.getLast().split(" ", -1)[1])).isGreaterThanOrEqualTo(3);
  }

  @Test
  void tourOfNone_namesTheRange() throws Exception {
    var result = asyncio("tour", "17").run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("there is no program 17 (expected: 1 to 16)");
  }

  @Test
  void run_passesArgumentsAndExitCode() throws Exception {
    source(
        "Exit.java",
        """
        void main(String[] args) {
          IO.println(List.of(args));
          System.exit(7);
        }
        """);

    var result = asyncio("run", "Exit.java", "--version", "", "two words").in(folder).run();

    assertThat(result.code()).isEqualTo(7);
    assertThat(result.output()).isEqualTo("[--version, , two words]\n");
  }

  @Test
  void run_hasTheLibraryAndTheScheduledDriver() throws Exception {
    Path file =
        source(
            "Driver.java",
            """
            import static org.asyncio4j.Asyncio.*;

            void main() {
              IO.println(run(() -> getRunningLoop().driver()));
            }
            """);

    var result = asyncio("run", file.toString()).run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).isEqualTo("scheduled\n");
  }

  @Test
  void run_passesStdin() throws Exception {
    Path text = source("input.txt", "hello");
    source("Echo.java", "void main() { IO.println(IO.readln()); }");

    var result = asyncio("run", "Echo.java").in(folder).stdin(text).run();

    assertThat(result.output()).isEqualTo("hello\n");
  }

  @Test
  void run_seesTheClasspathVariable() throws Exception {
    Files.writeString(folder.resolve("word.txt"), "found");
    source(
        "Find.java",
        "void main() { IO.println(ClassLoader.getSystemResource(\"word.txt\") != null); }");

    var result = asyncio("run", "Find.java").in(folder).env("CLASSPATH", folder.toString()).run();

    assertThat(result.output()).isEqualTo("true\n");
  }

  @Test
  void terminating_endsTheProgramItself() throws Exception {
    source(
        "Wait.java",
        """
        void main() throws Exception {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println("bye")));
          IO.println("ready");
          Thread.sleep(60_000);
        }
        """);
    Process process = asyncio("run", "Wait.java").in(folder).start();

    try (var output = process.inputReader()) {
      String ready = output.readLine();
      process.toHandle().destroy(); // SIGTERM to the process that was the shell

      assertThat(ready).isEqualTo("ready");
      assertThat(output.readLine()).isEqualTo("bye");
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void runOfNoFile_isOneSentence() throws Exception {
    var result = asyncio("run", "Nothing.java").in(folder).run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).isEqualTo("asyncio: run: 'Nothing.java' cannot be read\n");
  }

  @Test
  void throughASymbolicLink_fromAnyFolder() throws Exception {
    Path far = Files.createSymbolicLink(folder.resolve("far"), PROJECT.resolve("asyncio"));
    Path near = Files.createSymbolicLink(folder.resolve("near"), far.getFileName());

    var result = Command.script(near, "--version").in(folder).run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).startsWith("asyncio4j ");
  }

  @Test
  void foundOnThePath_findsItsProject() throws Exception {
    var result =
        Command.script(Path.of("/bin/sh"), "-c", "asyncio --version")
            .env("PATH", PROJECT + ":/usr/bin:/bin")
            .in(folder)
            .run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).startsWith("asyncio4j ");
  }

  @Test
  void withoutJdk_saysWhereItLookedAndWhatToInstall() throws Exception {
    var result =
        asyncio("doctor")
            .without("ASYNCIO_JAVA_HOME")
            .env("PATH", "")
            .env("HOME", "")
            .env("ASYNCIO_JDK_FOLDERS", folder.toString())
            .run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .hasLineCount(1)
        .contains("found no JDK 25 or later in ASYNCIO_JAVA_HOME, JAVA_HOME, the PATH, " + folder)
        .contains("install a JDK 25");
  }

  @Test
  void wrongJavaHomeOfOurs_isNamed() throws Exception {
    var result = asyncio("doctor").env("ASYNCIO_JAVA_HOME", folder.toString()).run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .contains("ASYNCIO_JAVA_HOME is " + folder + ", which is no JDK 25 or later");
  }

  @Test
  void olderJdks_arePassedOver() throws Exception {
    Path old = fakeJdk("old", "17.0.15");
    Path older = fakeJdk("older", "1.8.0_462");
    Files.createSymbolicLink(folder.resolve("right"), JDK);

    var result =
        asyncio("doctor")
            .without("ASYNCIO_JAVA_HOME")
            .env("JAVA_HOME", old.toString())
            .env("PATH", older.resolve("bin") + ":/usr/bin:/bin")
            .env("ASYNCIO_JDK_FOLDERS", "/nowhere:" + folder)
            .run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).contains("(found by: " + folder + ")");
  }

  @Test
  void javaOnThePath_isFoundThroughItsLink() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), JDK.resolve("bin/java"));

    var result =
        asyncio("doctor")
            .without("ASYNCIO_JAVA_HOME")
            .env("PATH", bin + ":/usr/bin:/bin")
            .env("ASYNCIO_JDK_FOLDERS", "/nowhere")
            .run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).contains("(found by: PATH)");
  }

  private Path fakeJdk(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\nexit 99\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  @Test
  void projectInAPathWithSpaces_works() throws Exception {
    Path copy = folder.resolve("the project");
    for (String module : List.of("core", "agent", "cli", "examples")) {
      copyJars(PROJECT.resolve(module).resolve("target"), copy.resolve(module).resolve("target"));
    }
    copyJars(PROJECT.resolve("cli/target/lib"), copy.resolve("cli/target/lib"));
    Path script = Files.copy(PROJECT.resolve("asyncio"), copy.resolve("asyncio"));

    var result = Command.script(script, "tour", "1").run();

    assertThat(result.code()).isZero();
    assertThat(result.output()).contains("Suspending a\nIn b\nResuming a\n");
  }

  static void copyJars(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var jars = Files.newDirectoryStream(from, "*.jar")) {
      for (Path jar : jars) {
        Files.copy(jar, to.resolve(jar.getFileName()), REPLACE_EXISTING);
      }
    }
  }
}
