package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.io.support.Children;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Log;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What becomes of a child whose task is cancelled, that is closed, dropped, or left by its loop.
 */
@Timeout(60)
@ExtendWith({Descriptors.class, Children.class})
class ProcessCancelTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final SubprocessOptions PIPES = SubprocessOptions.pipes().withGracePeriod(NEVER);

  /** Says that it is ready, so that its trap is set when it is ended. */
  private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 0.05; done";

  private static final String FAREWELL =
      "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.01; done";

  private final Trace trace = new Trace();

  private static Process ready(String line, SubprocessOptions options) throws Exception {
    Process child = Subprocesses.createSubprocessShell(line, options);
    assertThat(Link.text(child.stdout().readline())).isEqualTo("ready\n");
    return child;
  }

  private static Process sleeping(SubprocessOptions options) throws Exception {
    return Subprocesses.createSubprocessExec(List.of("sleep", "100"), options);
  }

  private static Task<?> started(org.asyncio4j.function.Action code) {
    Task<?> task = Asyncio.createTask(code);
    Asyncio.sleep(Duration.ZERO);
    Asyncio.sleep(Duration.ZERO);
    return task;
  }

  // ---------------------------------------------------------------- cancellation

  @Test
  void awaitCancelled_endsTheChildBeforeItGoesOn() {
    Asyncio.run(() -> {
      Process child = sleeping(PIPES);
      Task<?> task =
          started(() -> {
            try {
              child.await();
            } catch (CancelledError e) {
              trace.add("cancelled, child " + child.returncode());
              throw e;
            }
          });
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
    });

    trace.is("cancelled, child -15", "CancelledError");
  }

  @Test
  void communicateCancelled_endsTheChild() {
    Asyncio.run(() -> {
      Process child = sleeping(PIPES);
      Task<?> task = started(child::communicate);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("CancelledError", "child -15");
  }

  @Test
  void timeout_isATimeoutAndTheChildIsGone() {
    Asyncio.run(() -> {
      Process child = sleeping(PIPES);
      Throwable error = Link.thrownBy(() -> Asyncio.timeout(SOON, () -> child.communicate()));
      trace.add(error instanceof TimeoutException ? "timeout" : error.toString());
      trace.add("child " + child.returncode());
    });

    trace.is("timeout", "child -15");
  }

  @Test
  void childThatIgnoresTheRequest_isKilledAfterTheGracePeriod() {
    Asyncio.run(() -> {
      Process child = ready(STUBBORN, PIPES.withGracePeriod(SOON));
      Task<?> task = started(child::await);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("CancelledError", "child -9");
  }

  @Test
  void cancelledTwice_killsAtOnce() {
    Asyncio.run(() -> {
      Process child = ready(STUBBORN, PIPES);
      Task<?> task = started(child::await);
      task.cancel();
      Asyncio.sleep(SOON);
      trace.add(task.done() + " " + child.returncode());
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("false null", "CancelledError", "child -9");
  }

  @Test
  void withoutGracePeriod_killsAtOnce() {
    Asyncio.run(() -> {
      Process child = ready(STUBBORN, PIPES.withGracePeriod(Duration.ZERO));
      Task<?> task = started(child::await);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("CancelledError", "child -9");
  }

  @Test
  void childThatSaysGoodbye_mayDoSoWithAFullPipe() {
    String loud =
        "trap 'yes | head -n 100000; exit 3' TERM; echo ready; while :; do sleep 0.01; done";
    Asyncio.run(() -> {
      Process child = ready(loud, PIPES);
      Task<?> task = started(child::await);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("CancelledError", "child 3");
  }

  @Test
  void killOnCancelOff_leavesTheChild() {
    Asyncio.run(() -> {
      Process child = sleeping(PIPES.withKillOnCancel(false));
      Task<?> task = started(child::await);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
      child.kill();
      trace.add("then " + child.await());
    });

    trace.is("CancelledError", "child null", "then -9");
  }

  @Test
  void readCancelled_leavesTheChild() {
    Asyncio.run(() -> {
      try (Process cat = Subprocesses.createSubprocessExec(List.of("cat"), PIPES)) {
        Task<?> task = started(() -> cat.stdout().readline());
        task.cancel();
        trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
        cat.stdin().write("still here\n");
        trace.add(Link.text(cat.stdout().readline()).strip());
      }
    });

    trace.is("CancelledError", "still here");
  }

  @Test
  void cancelledWhileItStarts_leavesNoChild() {
    Asyncio.run(() -> {
      Task<?> task = started(() -> sleeping(PIPES));
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
    });

    trace.is("CancelledError");
    assertThat(Children.all()).isEmpty();
  }

  @Test
  void groupFails_endsTheChildrenOfItsTasks() {
    Asyncio.run(() -> {
      Throwable error =
          Link.thrownBy(() ->
              Asyncio.taskGroup(group -> {
                for (int i = 0; i < 5; i++) {
                  group.createTask(() -> sleeping(PIPES).await());
                }
                group.createTask(() -> {
                  Asyncio.sleep(SOON);
                  throw new IllegalStateException("stop");
                });
              }));
      trace.add(error.getClass().getSimpleName());
    });

    trace.is("ExceptionGroup");
    assertThat(Children.all()).isEmpty();
  }

  // ---------------------------------------------------------------- closing

  @Test
  void blockLeft_asksWaitsAndDropsWhatIsWritten() {
    Asyncio.run(() -> {
      Process child = ready(FAREWELL, PIPES);
      try (child) {
        trace.add("in the block");
      }
      trace.add("child " + child.returncode());
    });

    trace.is("in the block", "child 3");
  }

  @Test
  void closeCancelled_killsAndStaysCancelled() {
    Asyncio.run(() -> {
      Process child = ready(STUBBORN, PIPES);
      Task<?> task = started(child::close);
      task.cancel();
      trace.add(Link.thrownBy(task::await).getClass().getSimpleName());
      trace.add("child " + child.returncode());
    });

    trace.is("CancelledError", "child -9");
  }

  @Test
  void closedInACallback_doesNotWaitButEnds() {
    Asyncio.run(() -> {
      Process child = ready(FAREWELL, PIPES);
      Asyncio.getRunningLoop()
          .callSoon(() -> {
            child.close();
            trace.add("closed");
          });
      trace.add("child " + child.await());
    });

    trace.is("closed", "child 3");
  }

  // ---------------------------------------------------------------- left alone

  @Test
  void loopClosesBeforeTheChild_killsAndSaysSo() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        Process child = sleeping(PIPES);
        trace.add(String.valueOf(child.returncode()));
      });

      trace.is("null");
      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .matches(
              "unclosed at the end of the loop: <Process \\d+ running: sleep 100>; close it, or use"
                  + " try-with-resources");
    }
  }

  @Test
  void mainFailsWhileATaskWaits_endsTheChildGently() {
    Throwable error =
        Link.thrownBy(() ->
            Asyncio.run(() -> {
              Process child = ready(FAREWELL, PIPES);
              started(() -> {
                try {
                  child.await();
                } finally {
                  trace.add("child " + child.returncode());
                }
              });
              throw new IllegalStateException("stop");
            }));

    assertThat(error).hasMessage("stop");
    trace.is("child 3");
  }

  @Test
  void droppedWhileItRuns_isReportedAndItsPipesAreDrained() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        drop("while :; do echo 123456789; done");
        while (log.warnings().isEmpty()) {
          System.gc();
          Asyncio.sleep(Duration.ofMillis(5));
        }
      });

      assertThat(log.warnings().getFirst())
          .matches(
              "nobody waits for <Process \\d+ running: .*>, nor can any more; it goes on and is"
                  + " killed at the end of the loop: keep and await it, or use try-with-resources");
    }
  }

  @Test
  void startThatIsCancelled_isForgotten() {
    Asyncio.run(() -> {
      for (int turns = 0; turns < 12; turns++) {
        WeakReference<SubprocessOptions> held = cancelledStart(turns);
        while (held.get() != null) {
          System.gc();
          Asyncio.sleep(Duration.ofMillis(1));
        }
      }
    });
  }

  /** Returns what only the start has held. */
  private static WeakReference<SubprocessOptions> cancelledStart(int turns) {
    SubprocessOptions options = PIPES.withGracePeriod(Duration.ofMillis(1));
    Task<?> start =
        Asyncio.createTask(
            () -> Subprocesses.createSubprocessShell("exec sleep 60", options).close());
    for (int i = 0; i < turns; i++) {
      Asyncio.sleep(Duration.ZERO);
    }
    start.cancel();
    Asyncio.gatherOutcomes(start).await();
    return new WeakReference<>(options);
  }

  private static void drop(String line) throws Exception {
    Process child = Subprocesses.createSubprocessShell(line, PIPES);
    assertThat(child.pid()).isPositive();
  }

  @Test
  void streamHeld_holdsTheProcess() {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        StreamReader out = Subprocesses.createSubprocessShell("read x; echo end", PIPES).stdout();
        for (int i = 0; i < 10; i++) {
          System.gc();
          Asyncio.sleep(Duration.ofMillis(5));
        }
        trace.add(out.atEof() + " " + log.warnings().size());
        out.close();
      });
    }

    trace.is("false 0");
  }
}
