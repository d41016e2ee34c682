package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.Stdio;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be started, and how that is told. Each leaves no descriptor and no child. */
@Timeout(60)
@ExtendWith({Descriptors.class, Children.class})
class SpawnErrorsTest {
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes();

  @TempDir Path folder;

  private static Throwable thrownBy(Action start) {
    return Asyncio.run(() -> Link.thrownBy(start));
  }

  private static Throwable starting(SubprocessOptions options, String... command) {
    return thrownBy(() -> Subprocesses.createSubprocessExec(List.of(command), options));
  }

  @Test
  void programThatIsNotThere_isNamedWithThePath() {
    Throwable error = starting(PIPES, "no-such-program");

    assertThat(error)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            "no-such-program: No such file or directory; no program of this name is on the PATH "
                + System.getenv("PATH")
                + ": install it, or give its path; a command line is for createSubprocessShell");
    assertThat(((NoSuchFileException) error).getFile()).isEqualTo("no-such-program");
  }

  @Test
  void pathThatIsNotThere_isNamed() {
    assertThat(starting(PIPES, "/no/such/program"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("/no/such/program: No such file or directory; no program has this path");
  }

  @Test
  void emptyName_isNotFound() {
    assertThat(starting(PIPES, "")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void fileThatIsNotExecutable_isDenied() throws Exception {
    Path file = Files.writeString(folder.resolve("script"), "echo hello\n");

    assertThat(starting(PIPES, file.toString()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(
            file
                + ": Permission denied; the file is not executable: chmod +x, or run it by its"
                + " interpreter");
  }

  @Test
  void directoryThatIsNotThere_isNamed() {
    Path missing = folder.resolve("missing");

    assertThat(starting(PIPES.withCwd(missing), "true"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(
            missing + ": No such file or directory; true cannot start in it: make it, or set cwd");
  }

  @Test
  void directoryThatIsAFile_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(starting(PIPES.withCwd(file), "true"))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage(file + ": Not a directory; true cannot start in it");
  }

  @Test
  void argumentsThatAreTooLong_areCounted() {
    assertThat(starting(PIPES, "true", "x".repeat(3_000_000)))
        .hasMessage(
            "Argument list too long; 3000004 characters for true and its arguments: give it the"
                + " data by its input or a file");
  }

  @Test
  void fileOfAnOutputThatCannotBeMade_isNamed() {
    Path nowhere = folder.resolve("missing").resolve("out");

    assertThat(starting(PIPES.withStdout(Stdio.file(nowhere)), "true"))
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void noWord_isRefused() {
    assertThat(starting(PIPES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("command: [] (expected: a program and its arguments, one string each)");
  }

  @Test
  void nullCharacter_isRefusedWithItsPlace() {
    assertThat(starting(PIPES, "echo", "a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "embedded null byte; command[1] has one at index 1: no argument of a program can");
  }

  @Test
  void commandOfAShellThatIsNotThere_showsInTheExitCode() {
    int[] code = new int[1];
    Asyncio.run(() -> {
      Process child = Subprocesses.createSubprocessShell("no-such-program", PIPES);
      child.communicate();
      code[0] = child.await();
    });

    assertThat(code[0]).isEqualTo(127);
  }

  @Test
  void optionsOutOfRange_areRefused() {
    assertThat(Link.thrownBy(() -> PIPES.withLimit(0))).hasMessage("limit: 0 (expected: > 0)");
    assertThat(Link.thrownBy(() -> PIPES.withGracePeriod(Duration.ofMillis(-1))))
        .hasMessage("gracePeriod: PT-0.001S (expected: zero or more; zero kills at once)");
    assertThat(Link.thrownBy(() -> PIPES.withStdout(Stdio.STDOUT)))
        .hasMessage("STDOUT can only be used for stderr; stdout: STDOUT");
    assertThat(Link.thrownBy(() -> PIPES.withStdin(Stdio.appendTo(Path.of("x")))))
        .hasMessage("stdin: appendTo(x) (expected: PIPE, DEVNULL, INHERIT or a file)");
  }

  @Test
  void loopInVirtualTime_startsNothing() {
    Throwable error =
        new VirtualClock()
            .run(() -> Link.thrownBy(() -> Subprocesses.createSubprocessExec("true")));

    assertThat(error)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("createSubprocessExec: sockets need a loop in real time");
  }
}
