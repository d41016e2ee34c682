package org.asyncio4j.io.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.testkit.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a protocol hears of a child, and in which order. */
@Timeout(60)
@ExtendWith({Descriptors.class, Children.class})
class SubprocessProtocolTest {
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes();

  private final Trace trace = new Trace();

  private class Recorder implements SubprocessProtocol {
    final Future<Boolean> over = Asyncio.getRunningLoop().createFuture();

    @Override
    public void connectionMade(SubprocessTransport transport) {
      trace.add("made");
    }

    @Override
    public void pipeDataReceived(int fd, byte[] data) {
      trace.add(fd + " " + new String(data, UTF_8).strip());
    }

    @Override
    public void pipeConnectionLost(int fd, @Nullable Throwable error) {
      trace.add(fd + " lost " + (error == null ? "" : error.getClass().getSimpleName()));
    }

    @Override
    public void processExited() {
      trace.add("exited");
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      trace.add("lost " + error);
      over.setResult(true);
    }
  }

  private void shell(String line, SubprocessOptions options, @Nullable String input) {
    Asyncio.run(() -> {
      Spawned<Recorder> spawned = IoLoop.current().subprocessShell(Recorder::new, line, options);
      if (input != null && spawned.transport().pipeTransport(0) instanceof WriteTransport in) {
        in.write(input.getBytes(UTF_8));
        in.writeEof();
      }
      spawned.protocol().over.await();
      trace.add("code " + spawned.transport().returncode());
    });
  }

  /** The numbers are those of CPython 3.11 to 3.13: one turn, and two for each pipe. */
  @Test
  void start_takesAsManyTurnsAsInCpython() {
    List<SubprocessOptions> all =
        List.of(
            SubprocessOptions.defaults(),
            SubprocessOptions.defaults().withStdin(Stdio.PIPE),
            SubprocessOptions.defaults().withStdin(Stdio.PIPE).withStdout(Stdio.PIPE),
            PIPES);
    Asyncio.run(() -> {
      for (SubprocessOptions options : all) {
        int[] turns = new int[1];
        boolean[] stop = new boolean[1];
        Asyncio.getRunningLoop().callSoon(() -> count(turns, stop));
        Spawned<Recorder> spawned =
            IoLoop.current()
                .subprocessExec(
                    () ->
                        new Recorder() {
                          @Override
                          public void connectionMade(SubprocessTransport transport) {
                            trace.add("made " + turns[0]);
                          }

                          @Override
                          public void pipeConnectionLost(int fd, @Nullable Throwable error) {}

                          @Override
                          public void processExited() {}

                          @Override
                          public void connectionLost(@Nullable Throwable error) {
                            over.setResult(true);
                          }
                        },
                    List.of("sleep", "100"),
                    options);
        trace.add("returned " + turns[0]);
        stop[0] = true;
        spawned.transport().close();
        spawned.protocol().over.await();
      }
    });

    trace.is(
        "made 2",
        "returned 2",
        "made 4",
        "returned 4",
        "made 6",
        "returned 6",
        "made 8",
        "returned 8");
  }

  private static void count(int[] turns, boolean[] stop) {
    turns[0]++;
    if (!stop[0]) {
      Asyncio.getRunningLoop().callSoon(() -> count(turns, stop));
    }
  }

  @Test
  void childThatClosesItsPipesFirst_isHeardInThatOrder() {
    shell("read x; echo $x; exec >&- 2>&-; read y <&0; sleep 0.2; exit 3", PIPES, "word\n");

    assertThat(trace.events()).startsWith("made");
    assertThat(trace.events()).endsWith("exited", "lost null", "code 3");
    assertThat(trace.events().indexOf("1 word"))
        .isLessThan(trace.events().indexOf("1 lost "))
        .isGreaterThan(trace.events().indexOf("made"));
  }

  @Test
  void childWithoutPipes_exitsAndIsLost() {
    shell("exit 5", SubprocessOptions.defaults(), null);

    trace.is("made", "exited", "lost null", "code 5");
  }

  @Test
  void inputThatNobodyCloses_endsWithTheChild() {
    shell("exit 6", SubprocessOptions.defaults().withStdin(Stdio.PIPE), null);

    trace.is("made", "exited", "0 lost ", "lost null", "code 6");
  }

  @Test
  void grandchildThatHoldsAPipe_delaysTheLossOnly() {
    shell(
        "(sleep 0.2; echo late) & exit 7",
        SubprocessOptions.defaults().withStdout(Stdio.PIPE),
        null);

    trace.is("made", "exited", "1 late", "1 lost ", "lost null", "code 7");
  }

  @Test
  void closed_killsTheChildAndIsLost() {
    Asyncio.run(() -> {
      Spawned<Recorder> spawned =
          IoLoop.current().subprocessExec(Recorder::new, List.of("sleep", "100"), PIPES);
      spawned.transport().close();
      spawned.protocol().over.await();
      trace.add("code " + spawned.transport().returncode());
    });

    trace.is("made", "0 lost ", "1 lost ", "2 lost ", "exited", "lost null", "code -9");
  }

  @Test
  void pausedOutput_waitsUntilItIsResumed() {
    Asyncio.run(() -> {
      Spawned<Recorder> spawned =
          IoLoop.current().subprocessShell(Recorder::new, "read x; echo $x; exit 0", PIPES);
      ReadTransport out = (ReadTransport) spawned.transport().pipeTransport(1);
      WriteTransport in = (WriteTransport) spawned.transport().pipeTransport(0);
      out.pauseReading();
      in.write("word\n".getBytes(UTF_8));
      while (spawned.transport().returncode() == null) {
        Asyncio.sleep(java.time.Duration.ofMillis(2));
      }
      trace.add("resume " + out.reading());
      out.resumeReading();
      spawned.protocol().over.await();
    });

    assertThat(trace.events().indexOf("1 word"))
        .isGreaterThan(trace.events().indexOf("resume false"));
  }

  @Test
  void protocolThatThrows_isReportedAndTheChildGoesOn() {
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          Future<Boolean> over = Asyncio.getRunningLoop().createFuture();
          SubprocessProtocol failing =
              new SubprocessProtocol() {
                @Override
                public void pipeDataReceived(int fd, byte[] data) {
                  throw new IllegalStateException("no");
                }

                @Override
                public void connectionLost(@Nullable Throwable error) {
                  over.setResult(true);
                }
              };
          IoLoop.current().subprocessShell(() -> failing, "echo x", PIPES);
          over.await();
        });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().exception()).hasMessage("no");
  }

  @Test
  void descriptorThatIsNone_isRefused() {
    Asyncio.run(() -> {
      Spawned<Recorder> spawned = IoLoop.current().subprocessShell(Recorder::new, "exit 0", PIPES);
      Throwable error = Link.thrownBy(() -> spawned.transport().pipeTransport(3));
      spawned.protocol().over.await();

      assertThat(error).hasMessage("fd: 3 (expected: 0, 1 or 2)");
    });
  }
}
