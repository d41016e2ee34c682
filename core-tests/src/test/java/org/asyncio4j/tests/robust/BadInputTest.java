package org.asyncio4j.tests.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.function.Action;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.LoopOptions;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input to loop and facade: each with the text it gets. */
class BadInputTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Action NOTHING = () -> {};
  private final VirtualClock clock = new VirtualClock();

  @FunctionalInterface
  private interface OnLoop {
    void call(EventLoop loop) throws Throwable;
  }

  private static Arguments nullFor(String parameter, OnLoop call) {
    return Arguments.of(parameter, call);
  }

  static Stream<Arguments> nulls() {
    return Stream.of(
        nullFor("callback", loop -> loop.callSoon(null)),
        nullFor("context", loop -> loop.callSoon(NOTHING, null)),
        nullFor("callback", loop -> loop.callSoonThreadsafe(null)),
        nullFor("delay", loop -> loop.callLater(null, NOTHING)),
        nullFor("callback", loop -> loop.callLater(SECOND, null)),
        nullFor("when", loop -> loop.callAt(null, NOTHING)),
        nullFor("context", loop -> loop.callAt(SECOND, NOTHING, null)),
        nullFor("coroutine", loop -> loop.createTask((Awaitable<String>) null)),
        nullFor("name", loop -> loop.createTask(null, () -> "")),
        nullFor("function", loop -> loop.runInExecutor(null, null)),
        nullFor("executor", loop -> loop.setDefaultExecutor(null)),
        nullFor("timeout", loop -> loop.shutdownDefaultExecutor(null)),
        nullFor("context", loop -> loop.callExceptionHandler(null)),
        nullFor("duration", loop -> loop.setSlowCallbackDuration(null)),
        nullFor("delay", loop -> Asyncio.sleep(null)),
        nullFor("awaitable", loop -> Asyncio.await((Awaitable<String>) null)),
        nullFor("function", loop -> Asyncio.toThread(null)),
        nullFor("callback", loop -> loop.<String>createFuture().addDoneCallback(null)),
        nullFor("exception", loop -> loop.<String>createFuture().setException(null)));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("nulls")
  void nullArgument_isRefusedByItsName(String parameter, OnLoop call) {
    Throwable thrown = clock.run(() -> thrownBy(() -> call.call(Asyncio.getRunningLoop())));

    assertThat(thrown).isInstanceOf(NullPointerException.class).hasMessage(parameter);
  }

  private static Throwable thrownBy(Action code) {
    try {
      code.run();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        nullFor("await", loop -> loop.createFuture().await()),
        nullFor("await", loop -> Asyncio.await(loop.createTask(() -> ""))),
        nullFor("await", loop -> Asyncio.gather(() -> "", () -> "").await()),
        nullFor("sleep", loop -> Asyncio.sleep(SECOND)),
        nullFor("sleep", loop -> Asyncio.sleep(Duration.ZERO)),
        nullFor("wait", loop -> Asyncio.wait(List.of(loop.createTask(() -> "")))),
        nullFor("waitFor", loop -> Asyncio.waitFor(() -> "", SECOND)),
        nullFor("timeout", loop -> Asyncio.timeout(SECOND, () -> "")),
        nullFor("await", loop -> Asyncio.toThread(() -> "")));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("waits")
  void waitInACallback_isRefusedAndSaysThatOnlyATaskCan(String verb, OnLoop call) {
    Throwable[] thrown = new Throwable[1];

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callSoon(() -> thrown[0] = thrownBy(() -> call.call(loop)));
      Asyncio.sleep(SECOND);
    });

    assertThat(thrown[0])
        .as(verb)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a callback: only a task can wait")
        .hasMessageContaining("createTask(...)");
  }

  @Test
  void awaitOfAnotherLoopsFuture_namesBoth() {
    EventLoop other = Asyncio.newEventLoop(clock.loopOptions());
    Future<String> foreign = other.createFuture();

    Throwable thrown = clock.run(() -> thrownBy(foreign::await));
    other.close();

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Task <Task ")
        .hasMessageContaining("got Future <Future pending")
        .hasMessageContaining("attached to a different loop; use runCoroutineThreadsafe");
  }

  @Test
  void negativeStallReport_isRefused() {
    Throwable thrown =
        thrownBy(() -> LoopOptions.defaults().withStallReport(Duration.ofSeconds(-1)));

    assertThat(thrown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stallReport: PT-1S (expected: zero or more; zero for no report)");
  }

  @Test
  void contextEnteredTwice_isRefused() {
    Context context = Asyncio.copyContext();

    Throwable thrown = thrownBy(() -> context.run(() -> context.run(NOTHING)));

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("cannot enter context: <Context with")
        .hasMessageEndingWith("is already entered; run in a copy()");
  }
}
