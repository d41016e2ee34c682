package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.error.GeneratorExit;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Start, stop and close of a loop that is driven by hand. */
class LoopRunTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final VirtualClock clock = new VirtualClock();
  private final EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void runUntilComplete_returnsTheResult() {
    String result = loop.runUntilComplete(() -> Asyncio.sleep(SECOND, "done"));

    assertThat(result).isEqualTo("done");
  }

  @Test
  void runUntilComplete_throwsWhatTheProgramThrows() {
    Exception own = new Exception("own");

    assertThatThrownBy(() ->
            loop.runUntilComplete(() -> {
              throw own;
            }))
        .isSameAs(own);
  }

  @Test
  void runUntilCompleteOfAFutureThatIsDone_returnsItsResult() {
    Future<String> future = loop.createFuture();
    future.setResult("done");

    assertThat(loop.runUntilComplete(future)).isEqualTo("done");
  }

  @Test
  void runTwice_goesOnWhereTheFirstRunHasStopped() {
    Task<?> background =
        loop.createTask(() -> {
          trace.add("begins");
          Asyncio.sleep(SECOND.multipliedBy(5));
          trace.add("ends");
        });
    loop.runUntilComplete(() -> Asyncio.sleep(SECOND, ""));
    trace.add("between");

    loop.runUntilComplete(background);

    trace.is("begins", "between", "ends");
  }

  @Test
  void stopBeforeRunForever_runsOneTurn() {
    loop.callSoon(() -> {
      trace.add("first turn");
      loop.callSoon(() -> trace.add("second turn"));
    });
    loop.stop();

    loop.runForever();

    trace.is("first turn");
  }

  @Test
  void stopBeforeRunForever_isUsedUpByThatRun() {
    loop.stop();
    loop.runForever();

    String result = loop.runUntilComplete(() -> Asyncio.sleep(SECOND, "whole"));

    assertThat(result).isEqualTo("whole");
  }

  @Test
  void stopInACallback_finishesTheTurn() {
    loop.callSoon(loop::stop);
    loop.callSoon(() -> trace.add("same turn"));
    loop.callSoon(() -> loop.callSoon(() -> trace.add("next turn")));

    loop.runForever();

    trace.is("same turn");
  }

  @Test
  void stopFromAnotherThread_endsRunForever() {
    EventLoop real = Asyncio.newEventLoop();
    Threads.start(() -> real.callSoonThreadsafe(real::stop));

    real.runForever();
    real.close();

    assertThat(real.closed()).isTrue();
  }

  @Test
  void loopStoppedBeforeItsProgramIsDone_saysSo() {
    Future<String> never = loop.createFuture();
    loop.callSoon(loop::stop);

    assertThatThrownBy(() -> loop.runUntilComplete(never))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Event loop stopped before Future completed.")
        .hasMessageContaining("<Future pending")
        .hasMessageEndingWith("stop the loop after it, or use runForever");
  }

  @Test
  void runForeverOfARunningLoop_isRefused() {
    Throwable[] thrown = new Throwable[1];
    loop.callSoon(() -> {
      thrown[0] = catchThrowable(loop::runForever);
      loop.stop();
    });

    loop.runForever();

    assertThat(thrown[0])
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("This event loop is already running: <EventLoop asyncio-loop-")
        .hasMessageEndingWith("await in it, or use callSoonThreadsafe");
  }

  @Test
  void runUntilCompleteOfAnotherLoopInsideALoop_isRefused() {
    EventLoop other = Asyncio.newEventLoop();

    Throwable thrown = clock.run(() -> catchThrowable(() -> other.runUntilComplete(() -> "never")));
    other.close();

    assertThat(thrown).isInstanceOfAny(IllegalStateException.class, WrongThreadException.class);
  }

  @Test
  void refusedRun_makesNoTask() {
    EventLoop other = Asyncio.newEventLoop();
    other.setExceptionHandler((in, report) -> trace.add(report.message()));

    Throwable thrown = clock.run(() -> catchThrowable(() -> other.runUntilComplete(() -> "never")));
    other.close();

    trace.is();
    assertThat(thrown).isNotInstanceOf(AssertionError.class);
  }

  @Test
  void ownLoopMadeInsideALoop_cannotBeRunThere() {
    Throwable thrown =
        clock.run(() -> {
          EventLoop other = Asyncio.newEventLoop();
          try {
            return catchThrowable(other::runForever);
          } finally {
            other.close();
          }
        });

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot run the event loop while another loop is running; await the coroutine, or run"
                + " it on another thread");
  }

  private static Throwable catchThrowable(org.asyncio4j.function.Action code) {
    try {
      code.run();
      return new AssertionError("nothing was thrown");
    } catch (Throwable e) {
      return e;
    }
  }

  @Test
  void close_isIdempotent() {
    loop.close();
    loop.close();

    assertThat(loop.closed()).isTrue();
  }

  @Test
  void closeOfARunningLoop_isRefused() {
    Throwable[] thrown = new Throwable[1];
    loop.callSoon(() -> {
      thrown[0] = catchThrowable(loop::close);
      loop.stop();
    });

    loop.runForever();

    assertThat(loop.closed()).isFalse();
    assertThat(thrown[0])
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot close a running event loop; stop() it first, <EventLoop");
  }

  @Test
  void close_dropsWhatIsScheduled() {
    Handle soon = loop.callSoon(() -> trace.add("soon"));
    Handle later = loop.callLater(SECOND, () -> trace.add("later"));

    loop.close();

    assertThat(soon.cancelled()).isTrue();
    assertThat(later.cancelled()).isTrue();
    trace.is();
  }

  @Test
  void close_unwindsTasksThatAreSuspended() {
    loop.setExceptionHandler((in, report) -> trace.add(report.message().split(";")[0]));
    loop.createTask(() -> {
      try {
        Asyncio.sleep(SECOND);
      } catch (GeneratorExit e) {
        trace.add("left by GeneratorExit");
        throw e;
      } finally {
        trace.add("finally");
      }
    });
    loop.callSoon(loop::stop);
    loop.runForever();

    loop.close();

    trace.is("Task was destroyed but it is pending!", "left by GeneratorExit", "finally");
  }

  @Test
  void close_ofALoopWithATaskThatNeverStarted_runsNoneOfIt() {
    loop.setExceptionHandler((in, report) -> trace.add(report.message().split(";")[0]));
    loop.createTask(() -> trace.add("runs"));

    loop.close();

    trace.is("Task was destroyed but it is pending!");
  }

  @Test
  void state_isToldByRunningClosedAndText() {
    trace.add(loop.running() + " " + loop.closed() + " " + withoutNumber());
    loop.callSoon(() -> {
      trace.add(loop.running() + " " + loop.closed() + " " + withoutNumber());
      loop.stop();
    });
    loop.runForever();
    loop.close();
    trace.add(loop.running() + " " + loop.closed() + " " + withoutNumber());

    trace.is(
        "false false <EventLoop asyncio-loop-N idle>",
        "true false <EventLoop asyncio-loop-N running>",
        "false true <EventLoop asyncio-loop-N closed>");
  }

  private String withoutNumber() {
    return loop.toString().replaceAll("\\d+", "N");
  }

  @Test
  void interruptOfTheThreadInRunForever_stopsTheLoopAndKeepsTheFlag() throws Exception {
    boolean[] flag = new boolean[1];
    Thread caller =
        Threads.start(() -> {
          EventLoop real = Asyncio.newEventLoop();
          Thread self = Thread.currentThread();
          real.callSoon(self::interrupt);
          real.runForever();
          flag[0] = Thread.interrupted();
          real.close();
        });

    Threads.join(caller);

    assertThat(flag[0]).isTrue();
  }

  @Test
  void hundredsOfRuns_leaveNoThreadBehind() {
    int before = Thread.activeCount();

    for (int i = 0; i < 500; i++) {
      Asyncio.run(() -> Asyncio.sleep(Duration.ZERO));
    }

    assertThat(Thread.activeCount()).isLessThan(before + 10);
  }
}
