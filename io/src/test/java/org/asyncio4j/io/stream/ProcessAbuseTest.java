package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.Stdio;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Children that do not behave. */
@Timeout(60)
@ExtendWith({Descriptors.class, Children.class})
class ProcessAbuseTest {
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes();
  private static final Duration TICK = Duration.ofMillis(5);

  @TempDir Path folder;

  private static Process sh(String line) throws Exception {
    return Subprocesses.createSubprocessShell(line, PIPES);
  }

  private static <T> T run(Awaitable<T> main) {
    return Asyncio.run(main);
  }

  // ---------------------------------------------------------------- input

  @Test
  void closesItsInputEarly_communicateIgnoresIt() {
    List<Object> found =
        run(() -> {
          Process child = sh("exec <&-; echo done");
          ProcessOutput all = child.communicate(new byte[10_000_000]);
          return List.of(all.stdoutText(), String.valueOf(child.returncode()));
        });

    assertThat(found).containsExactly("done\n", "0");
  }

  @Test
  void closesItsInputEarly_drainTellsTheWriter() {
    Throwable error =
        run(() -> {
          try (Process child = sh("exec <&-; echo closed; exec sleep 100")) {
            child.stdout().readline();
            return Link.thrownBy(() -> {
              for (int i = 0; i < 100; i++) {
                child.stdin().write(new byte[100_000]);
                child.stdin().drain();
              }
            });
          }
        });

    assertThat(error).isInstanceOf(ConnectionResetException.class);
  }

  @Test
  void neverReadsItsInput_writerWaitsWithBoundedMemoryAndCancelEndsIt() {
    List<Object> found =
        run(() -> {
          Process child = sh("exec sleep 100");
          Task<?> writing =
              Asyncio.createTask(() -> {
                for (int i = 0; i < 1000; i++) {
                  child.stdin().write(new byte[10_000]);
                  child.stdin().drain();
                }
              });
          for (int i = 0; i < 10; i++) {
            Asyncio.sleep(TICK);
          }
          long buffered = child.stdin().transport().writeBufferSize();
          Task<?> waiting = Asyncio.createTask(() -> child.await());
          Asyncio.sleep(Duration.ZERO);
          waiting.cancel();
          String cancelled = Link.thrownBy(waiting::await).getClass().getSimpleName();
          String broken = Link.thrownBy(writing::await).getClass().getSimpleName();
          return List.of(buffered < 100_000, cancelled, broken, child.returncode());
        });

    assertThat(found).containsExactly(true, "CancelledError", "ConnectionResetException", -15);
  }

  @Test
  void tenMegabytesAtOnceNeverRead_cancelOfCommunicateEndsIt() {
    List<Object> found =
        run(() -> {
          Process child = sh("exec sleep 100");
          Task<?> task = Asyncio.createTask(() -> child.communicate(new byte[10_000_000]));
          Asyncio.sleep(TICK);
          Asyncio.sleep(TICK);
          task.cancel();
          return List.of(Link.thrownBy(task::await).getClass().getSimpleName(), child.returncode());
        });

    assertThat(found).containsExactly("CancelledError", -15);
  }

  @Test
  void writeAfterItsEnd_isDroppedAndDrainTells() {
    Throwable error =
        run(() -> {
          Process child = sh("exit 0");
          child.stdin().waitClosed();
          child.stdin().write("too late");
          return Link.thrownBy(child.stdin()::drain);
        });

    assertThat(error).isInstanceOf(ConnectionResetException.class).hasMessage("Connection lost");
  }

  // ---------------------------------------------------------------- output

  @Test
  void floodsItsOutputUnread_isHeldBackByTheSystem() throws Exception {
    Path count = folder.resolve("count");
    String line =
        "i=0; while :; do echo 0123456789012345678901234567890123456789; i=$((i+1));"
            + " echo $i > "
            + count
            + "; done";
    long[] lines = new long[2];
    Asyncio.run(() -> {
      try (Process child = Subprocesses.createSubprocessShell(line, PIPES.withLimit(1000))) {
        lines[0] = stable(count);
        assertThat(child.stdout().readline()).hasSize(41);
        lines[1] = lines[0] * 41;
      }
    });

    // what a pipe holds, and two reads of it at most
    assertThat(lines[1]).isPositive().isLessThan(4 * 65_536);
  }

  /** Waits until a counter in a file does not change any more. */
  private static long stable(Path file) throws Exception {
    long last = -1;
    int same = 0;
    while (same < 20) {
      Asyncio.sleep(TICK);
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      long now = text.isEmpty() ? last : Long.parseLong(text);
      same = now == last && now > 0 ? same + 1 : 0;
      last = now;
    }
    return last;
  }

  @Test
  void floodsItsErrorOutput_communicateReadsBoth() {
    ProcessOutput all = run(() -> sh("yes error | head -c 3000000 >&2; echo done").communicate());

    assertThat(all.stderr()).hasSize(3_000_000);
    assertThat(all.stdoutText()).isEqualTo("done\n");
  }

  @Test
  void outputClosedByUs_childHearsOfIt() {
    Integer code =
        run(() -> {
          Process child = sh("exec yes");
          child.stdout().readline();
          child.stdout().close();
          child.stderr().close();
          return child.await();
        });

    assertThat(code).isEqualTo(-13);
  }

  // ---------------------------------------------------------------- grandchildren

  @Test
  void grandchildHoldsThePipe_awaitWaitsForItAsInCpython() {
    Path go = folder.resolve("go");
    String line =
        "exec 3<&0; (read line <&3; echo late $line) & echo early; "
            + ("while [ ! -e " + go + " ]; do sleep 0.01; done; exit 4");
    List<Object> found =
        run(() -> {
          Process child = sh(line);
          List<Object> seen = new ArrayList<>();
          seen.add(Link.text(child.stdout().readline()).strip());
          Task<Integer> end = Asyncio.createTask(() -> child.await());
          Asyncio.sleep(Duration.ZERO);
          Files.writeString(go, "");
          while (child.returncode() == null) {
            Asyncio.sleep(TICK);
          }
          Asyncio.sleep(TICK);
          seen.add(child.returncode() + " " + end.done());
          child.stdin().write("word\n");
          seen.add(Link.text(child.stdout().readline()).strip());
          seen.add(end.await());
          return seen;
        });

    assertThat(found).containsExactly("early", "4 false", "late word", 4);
  }

  @Test
  void grandchildHoldsThePipe_closeDoesNotWaitForIt() {
    Integer code =
        run(() -> {
          Process child = sh("sleep 3 & exit 4");
          while (child.returncode() == null) {
            Asyncio.sleep(TICK);
          }
          child.close();
          return child.await();
        });

    assertThat(code).isEqualTo(4);
  }

  @Test
  void grandchildHoldsThePipe_cancelDoesNotWaitForIt() {
    List<Object> found =
        run(() -> {
          Process child = sh("sleep 3 & wait");
          Task<?> task = Asyncio.createTask(() -> child.communicate());
          Asyncio.sleep(TICK);
          task.cancel();
          return List.of(Link.thrownBy(task::await).getClass().getSimpleName(), child.returncode());
        });

    assertThat(found).containsExactly("CancelledError", -15);
  }

  // ---------------------------------------------------------------- the loop and the system

  @Test
  void waitForManyChildren_leavesTheLoopToOthers() {
    Integer ticks =
        run(() -> {
          int[] count = new int[1];
          Task<?> ticking =
              Asyncio.createTask(() -> {
                for (; ; ) {
                  Asyncio.sleep(Duration.ZERO);
                  count[0]++;
                }
              });
          List<Awaitable<Integer>> all = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            all.add(() -> sh("sleep 0.2").await());
          }
          List<Integer> codes = Asyncio.await(Asyncio.gather(all));
          ticking.cancel();
          return codes.stream().mapToInt(code -> code).sum() + count[0];
        });

    assertThat(ticks).isGreaterThan(100);
  }

  @Test
  void pipesOfAChild_needNoThreadOnLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
    List<String> threads =
        run(() -> {
          try (Process child = sh("exec sleep 100")) {
            assertThat(child.returncode()).isNull();
            return Children.threads();
          }
        });

    assertThat(threads).noneMatch(name -> name.startsWith("asyncio4j-pipe"));
  }

  @Test
  void otherChildren_doNotKeepAPipeOpen() {
    byte[] all =
        run(() -> {
          Process cat = Subprocesses.createSubprocessExec(List.of("cat"), PIPES);
          try (Process later = sh("exec sleep 100")) {
            assertThat(later.returncode()).isNull();
            return cat.communicate("x").stdout();
          }
        });

    assertThat(all).hasSize(1);
  }

  @Test
  void childrenWithoutPipes_needNone() {
    Integer code =
        run(() ->
            Subprocesses.createSubprocessShell(
                    "exit 9", SubprocessOptions.defaults().withStdin(Stdio.DEVNULL))
                .await());

    assertThat(code).isEqualTo(9);
  }
}
