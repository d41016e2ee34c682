package org.asyncio4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command prints, and its exit code. The script is tested in the module examples. */
class MainTest {
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void release() {
    System.setOut(stdout);
    System.setErr(stderr);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void help_listsTheCommands() {
    int code = Main.execute("help");

    assertThat(code).isZero();
    assertThat(output()).startsWith("Usage: asyncio").contains("repl", "tour", "run", "doctor");
  }

  @Test
  void helpCommand_explainsOneCommand() {
    int code = Main.execute("help", "tour");

    assertThat(code).isZero();
    assertThat(output()).startsWith("Usage: asyncio tour");
  }

  @Test
  void version_namesLibraryAndJava() {
    int code = Main.execute("--version");

    assertThat(code).isZero();
    assertThat(output()).contains("asyncio4j ", "Java " + Runtime.version());
  }

  @Test
  void unknownCommand_isOneSentence() {
    int code = Main.execute("fly");

    assertThat(code).isEqualTo(2);
    assertThat(output())
        .isEqualToIgnoringNewLines(
            "asyncio: there is no command 'fly' (expected: repl, tour, run, ps, pstree, top,"
                + " where, cancel, doctor, help); asyncio help says more");
  }

  @Test
  void lookWithoutAProcess_isOneSentence() {
    int code = Main.execute("pstree");

    assertThat(code).isEqualTo(2);
    assertThat(output()).startsWith("asyncio pstree: ").contains("'PID'").hasLineCount(1);
  }

  @Test
  void lookAtWhatIsNoNumber_isOneSentence() {
    int code = Main.execute("ps", "4x");

    assertThat(code).isEqualTo(2);
    assertThat(output()).contains("'4x' (expected: the number of a process)").hasLineCount(1);
  }

  @Test
  void lookAtNoProcess_isOneSentenceAndThree() {
    int code = Main.execute("where", "123456789012", "task", "--json");

    assertThat(code).isEqualTo(3);
    assertThat(output())
        .isEqualToIgnoringNewLines("asyncio where: there is no process 123456789012");
  }

  @Test
  void topsDelay_hasARange() {
    int code = Main.execute("top", "-d", "0", "1");

    assertThat(code).isEqualTo(2);
    assertThat(output()).contains("--delay: 0.0 (expected: 0.1 to 3600 seconds)");
  }

  @Test
  void unknownOption_isOneSentence() {
    int code = Main.execute("doctor", "--fast");

    assertThat(code).isEqualTo(2);
    assertThat(output()).startsWith("asyncio doctor: ").contains("'--fast'").hasLineCount(1);
  }

  @Test
  void tourWithoutPrograms_saysWhereTheyAre() {
    int code = Main.execute("tour");

    assertThat(code).isEqualTo(1);
    assertThat(output()).contains("not on the class path: use the script ./asyncio");
  }

  @Test
  void timelineOfUnknownFormat_isOneSentence() {
    int code = Main.execute("run", "--timeline", "out.txt", "pom.java");

    assertThat(code).isEqualTo(2);
    assertThat(output()).startsWith("asyncio run: ").hasLineCount(1);
  }

  @Test
  void doctor_namesDriverAndFlag() {
    int code = Main.execute("doctor");

    assertThat(code).isZero();
    assertThat(output())
        .contains("JDK        " + Runtime.version())
        .contains("driver     " + System.getProperty("asyncio4j.expectedDriver") + ": ")
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  @Test
  void doctorsReason_dependsOnFlagAndProperty() {
    assertThat(DoctorCommand.reason("scheduled", true, null)).contains("java.lang is open");
    assertThat(DoctorCommand.reason("portable", false, null)).contains("needs java.lang open");
    assertThat(DoctorCommand.reason("portable", true, null)).contains("this JDK lacks");
    assertThat(DoctorCommand.reason("portable", true, "portable"))
        .isEqualTo("-Dasyncio4j.fiber=portable asks for it");
  }

  @Test
  void runOfNoFile_saysSo() {
    int code = Main.execute("run", "nowhere/Nothing.java");

    assertThat(code).isEqualTo(2);
    assertThat(output()).startsWith("asyncio run: ").contains("Nothing.java cannot be read");
  }

  @Test
  void runOfAnotherKindOfFile_saysSo() {
    int code = Main.execute("run", "pom.xml");

    assertThat(code).isEqualTo(2);
    assertThat(output()).contains("pom.xml is not a Java source file (expected: NAME.java)");
  }

  @Test
  void run_passesArgumentsAndExitCode(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("Exit.java");
    Files.writeString(
        file, "void main(String[] args) { System.exit(args[0].equals(\"--version\") ? 7 : 8); }");

    int code = Main.execute("run", file.toString(), "--version");

    assertThat(code).isEqualTo(7);
  }

  @Test
  void agentOfATimeline_mayLieInAFolderWithBlanks() throws Exception {
    Path jar = Path.of("/some folder/cli.jar");

    assertThat(RunCommand.pathOf(jar.toUri().toURL())).isEqualTo(jar.toString());
  }
}
