package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.ProcessLookupException;
import org.asyncio4j.io.transport.Stdio;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How processes are started, what goes in and out, how they end. */
@Timeout(60)
@ExtendWith({Descriptors.class, Children.class})
class ProcessTest {
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes();
  private static final SubprocessOptions OUTPUT =
      SubprocessOptions.defaults().withStdout(Stdio.PIPE);

  @TempDir Path folder;

  private static Process sh(String line) throws Exception {
    return Subprocesses.createSubprocessShell(line, PIPES);
  }

  private static <T> T run(Awaitable<T> main) {
    return Asyncio.run(main);
  }

  // ---------------------------------------------------------------- in and out

  @Test
  void communicate_sendsTheInputAndGathersBothOutputs() {
    ProcessOutput all = run(() -> sh("cat; echo oops >&2").communicate("in\n"));

    assertThat(all.stdoutText()).isEqualTo("in\n");
    assertThat(all.stderrText()).isEqualTo("oops\n");
  }

  @Test
  void exec_passesArgumentsAsTheyAre() {
    ProcessOutput all =
        run(() ->
            Subprocesses.createSubprocessExec(
                    List.of("printf", "%s|", "a b", "$HOME", "", "ü*"), PIPES)
                .communicate());

    assertThat(all.stdoutText()).isEqualTo("a b|$HOME||ü*|");
  }

  @Test
  void streams_talkToTheChildLineByLine() {
    List<String> lines =
        run(() -> {
          List<String> heard = new ArrayList<>();
          try (Process cat = Subprocesses.createSubprocessExec(List.of("cat"), PIPES)) {
            for (String word : List.of("one\n", "two\n")) {
              cat.stdin().write(word);
              cat.stdin().drain();
              heard.add(Link.text(cat.stdout().readline()));
            }
            cat.stdin().close();
            cat.stdin().waitClosed();
            heard.add("rest " + cat.stdout().read().length);
            heard.add("code " + cat.await());
          }
          return heard;
        });

    assertThat(lines).containsExactly("one\n", "two\n", "rest 0", "code 0");
  }

  @Test
  void megabyteEachWay_comesThroughUnchanged() {
    byte[] data = new byte[1 << 20];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ((i * 31) >> 3);
    }

    byte[] back =
        run(() ->
            Subprocesses.createSubprocessExec(List.of("cat"), PIPES).communicate(data).stdout());

    assertThat(back).isEqualTo(data);
  }

  @Test
  void stderrAsStdout_keepsTheOrderOfTheChild() {
    String all =
        run(() ->
            Subprocesses.createSubprocessShell(
                    "echo a; echo b >&2; echo c", OUTPUT.withStderr(Stdio.STDOUT))
                .communicate()
                .stdoutText());

    assertThat(all).isEqualTo("a\nb\nc\n");
  }

  @Test
  void files_areReadReplacedAndContinued() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), "input\n");
    Path out = Files.writeString(folder.resolve("out"), "old\n");
    Path log = Files.writeString(folder.resolve("log"), "first\n");
    SubprocessOptions files =
        SubprocessOptions.defaults()
            .withStdin(Stdio.file(in))
            .withStdout(Stdio.file(out))
            .withStderr(Stdio.appendTo(log));

    run(() -> Subprocesses.createSubprocessShell("cat; echo second >&2", files).await());

    assertThat(out).hasContent("input\n");
    assertThat(log).hasContent("first\nsecond\n");
  }

  @Test
  void devnull_readsAsEmptyAndTakesAnything() {
    SubprocessOptions nothing = OUTPUT.withStdin(Stdio.DEVNULL).withStderr(Stdio.DEVNULL);

    String out =
        run(() ->
            Subprocesses.createSubprocessShell("echo lost >&2; wc -c", nothing)
                .communicate()
                .stdoutText());

    assertThat(out.strip()).isEqualTo("0");
  }

  @Test
  void cwdAndAddedEnvironment_areTheChilds() throws Exception {
    SubprocessOptions here = OUTPUT.withCwd(folder).withAddedEnv(Map.of("WORD", "hello"));

    String out =
        run(() ->
            Subprocesses.createSubprocessShell(
                    "pwd; echo $WORD; test -n \"$PATH\" && echo path", here)
                .communicate()
                .stdoutText());

    assertThat(out.lines()).containsExactly(folder.toRealPath().toString(), "hello", "path");
  }

  @Test
  void wholeEnvironment_isAllThatTheChildHas() {
    SubprocessOptions only = OUTPUT.withEnv(Map.of("WORD", "hello"));

    String out =
        run(() ->
            Subprocesses.createSubprocessExec(List.of("/usr/bin/env"), only)
                .communicate()
                .stdoutText());

    assertThat(out).isEqualTo("WORD=hello\n");
  }

  @Test
  void lineOverTheLimit_failsTheReadlineOnly() {
    List<String> found =
        run(() -> {
          try (Process child =
              Subprocesses.createSubprocessShell("echo 123456789; echo ok", PIPES.withLimit(4))) {
            Throwable error = Link.thrownBy(() -> child.stdout().readline());
            return List.of(
                error.getClass().getSimpleName(), Link.text(child.stdout().readline()).strip());
          }
        });

    assertThat(found).containsExactly("LimitOverrunException", "ok");
  }

  @Test
  void streamThatIsNoPipe_saysWhatToDo() {
    Throwable error =
        run(() -> {
          try (Process child = Subprocesses.createSubprocessExec("sleep", "100")) {
            return Link.thrownBy(child::stdout);
          }
        });

    assertThat(error)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "stdout of <Process \\d+ running: sleep 100> is no pipe; start it with stdout as"
                + " Stdio.PIPE");
  }

  @Test
  void inputWithoutPipe_isRefused() {
    Throwable error =
        run(() -> {
          try (Process child = Subprocesses.createSubprocessExec("true")) {
            return Link.thrownBy(() -> child.communicate("lost"));
          }
        });

    assertThat(error).hasMessageContaining("stdin of").hasMessageContaining("is no pipe");
  }

  // ---------------------------------------------------------------- the end

  @Test
  void returncode_isNullWhileItRunsThenTheExitCode() {
    List<Object> codes =
        run(() -> {
          List<Object> seen = new ArrayList<>();
          try (Process child = sh("read line; exit 7")) {
            seen.add(String.valueOf(child.returncode()));
            child.stdin().close();
            seen.add(child.await());
            seen.add(child.returncode());
          }
          return seen;
        });

    assertThat(codes).containsExactly("null", 7, 7);
  }

  @Test
  void signalled_returncodeIsItsNegativeNumber() {
    List<Integer> codes =
        run(() -> {
          List<Integer> seen = new ArrayList<>();
          for (Signal signal : List.of(Signal.SIGTERM, Signal.SIGKILL, Signal.SIGUSR1)) {
            try (Process child = sh("exec sleep 100")) {
              child.sendSignal(signal);
              seen.add(child.await());
            }
          }
          return seen;
        });

    assertThat(codes).containsExactly(-15, -9, -10);
  }

  @Test
  void signalAfterTheEnd_isProcessLookupException() {
    List<Throwable> errors =
        run(() -> {
          Process child = sh("exit 3");
          child.await();
          return List.of(
              Link.thrownBy(child::kill),
              Link.thrownBy(child::terminate),
              Link.thrownBy(() -> child.sendSignal(Signal.SIGUSR1)));
        });

    assertThat(errors).hasOnlyElementsOfType(ProcessLookupException.class);
    assertThat(errors.getFirst())
        .hasMessageMatching(
            "kill: <Process \\d+ returncode=3: /bin/sh -c exit 3> has ended; ask returncode\\(\\)"
                + " before");
  }

  @Test
  void severalTasks_allHearOfTheEnd() {
    List<Integer> codes =
        run(() -> {
          Process child = sh("read line; exit 5");
          Task<Integer> first = Asyncio.createTask(child::await);
          Task<Integer> second = Asyncio.createTask(child::await);
          Asyncio.sleep(java.time.Duration.ZERO);
          child.stdin().close();
          return List.of(first.await(), second.await(), child.await());
        });

    assertThat(codes).containsExactly(5, 5, 5);
  }

  @Test
  void closedTwice_isNoError() {
    Integer code =
        run(() -> {
          Process child = sh("exec sleep 100");
          child.close();
          child.close();
          return child.returncode();
        });

    assertThat(code).isEqualTo(-15);
  }

  @Test
  void twoHundredAtOnce_allEnd() {
    List<Integer> codes =
        run(() -> {
          List<Awaitable<Integer>> all = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            int code = i % 100;
            all.add(() -> sh("exit " + code).await());
          }
          return Asyncio.await(Asyncio.gather(all));
        });

    assertThat(codes).hasSize(200);
    assertThat(codes.get(142)).isEqualTo(42);
  }

  @Test
  void twoHundredMegabytesEachWayAtOnce_allComeBack() {
    byte[] data = new byte[1 << 20];
    List<Integer> sizes =
        run(() -> {
          List<Awaitable<Integer>> all = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            all.add(() ->
                Subprocesses.createSubprocessExec(List.of("cat"), PIPES)
                    .communicate(data)
                    .stdout()
                    .length);
          }
          return Asyncio.await(Asyncio.gather(all));
        });

    assertThat(sizes).hasSize(200).containsOnly(1 << 20);
  }

  @Test
  void toString_namesPidStateAndCommand() {
    List<String> texts =
        run(() -> {
          Process child = sh("read line");
          String running = child.toString().replace(Long.toString(child.pid()), "N");
          child.communicate("line\n");
          return List.of(running, child.toString().replace(Long.toString(child.pid()), "N"));
        });

    assertThat(texts)
        .containsExactly(
            "<Process N running: /bin/sh -c read line>",
            "<Process N returncode=0: /bin/sh -c read line>");
  }
}
