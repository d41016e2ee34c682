package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.asyncio4j.Asyncio;
import org.asyncio4j.function.Action;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.loop.TimerHandle;
import org.asyncio4j.task.Task;
import org.asyncio4j.tests.support.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What only the loop's thread may do, tried from another one; and what a closed loop refuses. */
class WrongThreadTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private record Objects(EventLoop loop, Future<String> future, Task<String> task, Handle timer) {}

  @FunctionalInterface
  private interface Operation {
    Object on(Objects objects) throws Throwable;
  }

  private static Arguments operation(String name, Operation operation) {
    return Arguments.of(name, operation);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        operation("callSoon", o -> o.loop.callSoon(() -> {})),
        operation("callLater", o -> o.loop.callLater(SECOND, () -> {})),
        operation("callAt", o -> o.loop.callAt(SECOND, () -> {})),
        operation("createFuture", o -> o.loop.createFuture()),
        operation("createTask", o -> o.loop.createTask(() -> "")),
        operation("runInExecutor", o -> o.loop.runInExecutor(null, () -> "")),
        operation("stop", o -> run(o.loop::stop)),
        operation("setTaskFactory", o -> run(() -> o.loop.setTaskFactory(null))),
        operation("setExceptionHandler", o -> run(() -> o.loop.setExceptionHandler(null))),
        operation(
            "callExceptionHandler",
            o -> run(() -> o.loop.callExceptionHandler(new ExceptionContext("", null)))),
        operation("setDefaultExecutor", o -> run(() -> o.loop.setDefaultExecutor(null))),
        operation(
            "shutdownDefaultExecutor", o -> run(() -> o.loop.shutdownDefaultExecutor(SECOND))),
        operation("setResult", o -> run(() -> o.future.setResult(""))),
        operation("setException", o -> run(() -> o.future.setException(new Exception()))),
        operation("cancel", o -> o.future.cancel()),
        operation("cancel", o -> o.task.cancel()),
        operation("uncancel", o -> o.task.uncancel()),
        operation("setName", o -> run(() -> o.task.setName(""))),
        operation("addDoneCallback", o -> run(() -> o.future.addDoneCallback(done -> {}))),
        operation("removeDoneCallback", o -> o.future.removeDoneCallback(done -> {})),
        operation("TimerHandle.cancel", o -> run(o.timer::cancel)));
  }

  private static Object run(Action action) throws Throwable {
    action.run();
    return "";
  }

  private static Throwable onAnotherThread(Operation operation) {
    return Asyncio.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      TimerHandle timer = loop.callLater(SECOND, () -> {});
      Task<String> task = loop.createTask(() -> Asyncio.sleep(SECOND, ""));
      Objects objects = new Objects(loop, loop.createFuture(), task, timer);
      Throwable[] thrown = new Throwable[1];
      Thread other =
          Thread.ofPlatform()
              .name("stranger")
              .start(() -> thrown[0] = thrownBy(operation, objects));
      Asyncio.toThread(() -> {
        Threads.join(other);
        return null;
      });
      return thrown[0];
    });
  }

  private static Throwable thrownBy(Operation operation, Objects objects) {
    try {
      operation.on(objects);
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changeFromAnotherThread_namesBothThreadsAndTheDoor(String name, Operation change) {
    Throwable thrown = onAnotherThread(change);

    assertThat(thrown)
        .isInstanceOf(WrongThreadException.class)
        .hasMessageMatching(
            "\\w*\\.?"
                + name
                + " was called on thread stranger, but <EventLoop asyncio-loop-\\d+ running>"
                + " runs on thread asyncio-loop-\\d+; use callSoonThreadsafe or"
                + " runCoroutineThreadsafe");
  }

  @Test
  void runOfARunningLoopFromAnotherThread_isRefused() {
    Throwable forever = onAnotherThread(o -> run(o.loop::runForever));
    Throwable untilComplete = onAnotherThread(o -> o.loop.runUntilComplete(() -> ""));

    assertThat(forever)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("This event loop is already running: <EventLoop asyncio-loop-");
    assertThat(untilComplete)
        .isInstanceOfAny(IllegalStateException.class, WrongThreadException.class)
        .hasMessageContaining("<EventLoop asyncio-loop-")
        .hasMessageContaining("use callSoonThreadsafe");
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        operation("time", o -> o.loop.time()),
        operation("running", o -> o.loop.running()),
        operation("closed", o -> o.loop.closed()),
        operation("driver", o -> o.loop.driver()),
        operation("debug", o -> o.loop.debug()),
        operation("text", o -> o.loop.toString()),
        operation("done", o -> o.future.done()),
        operation("cancelled", o -> o.future.cancelled()),
        operation("text of a future", o -> o.future.toString()),
        operation("text of a task", o -> o.task.toString()),
        operation("name", o -> o.task.name()),
        operation("text of a handle", o -> o.timer.toString()),
        operation("loop of a future", o -> o.future.loop()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reads")
  void readFromAnotherThread_isFine(String name, Operation read) {
    assertThat(onAnotherThread(read)).as(name).isNull();
  }

  @Test
  void awaitOnAThreadWithoutALoop_saysSo() {
    Throwable thrown = onAnotherThread(objects -> objects.future.await());

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no running event loop; thread stranger runs none: call this inside run(...), or use"
                + " runCoroutineThreadsafe");
  }

  @Test
  void verbsOfTheFacadeOnAThreadWithoutALoop_sayWhatToDo() {
    List<Operation> verbs =
        List.of(
            o -> run(() -> Asyncio.sleep(SECOND)),
            o -> Asyncio.createTask(() -> ""),
            o -> Asyncio.currentTask(),
            o -> Asyncio.allTasks(),
            o -> Asyncio.getRunningLoop(),
            o -> Asyncio.getEventLoop(),
            o -> Asyncio.toThread(() -> ""));

    for (Operation verb : verbs) {
      assertThat(thrownBy(verb, new Objects(null, null, null, null)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("no running event loop; thread main runs none")
          .hasMessageEndingWith("call this inside run(...), or use runCoroutineThreadsafe");
    }
  }

  @Test
  void loopThatDoesNotRun_belongsToTheThreadThatMadeIt() throws InterruptedException {
    EventLoop loop = Asyncio.newEventLoop();
    Throwable[] thrown = new Throwable[1];
    Operation change = o -> loop.callSoon(() -> {});

    Thread other =
        Thread.ofPlatform().name("stranger").start(() -> thrown[0] = thrownBy(change, null));
    other.join();
    loop.close();

    assertThat(thrown[0])
        .isInstanceOf(WrongThreadException.class)
        .hasMessageContaining("idle> does not run and belongs to thread main");
  }

  static Stream<Arguments> closedLoop() {
    return Stream.of(
        operation("callSoon", o -> o.loop.callSoon(() -> {})),
        operation("callLater", o -> o.loop.callLater(SECOND, () -> {})),
        operation("callAt", o -> o.loop.callAt(SECOND, () -> {})),
        operation("callSoonThreadsafe", o -> o.loop.callSoonThreadsafe(() -> {})),
        operation("createTask", o -> o.loop.createTask(() -> "")),
        operation("runInExecutor", o -> o.loop.runInExecutor(null, () -> "")),
        operation("runForever", o -> run(o.loop::runForever)),
        operation("runUntilComplete", o -> o.loop.runUntilComplete(() -> "")),
        operation("runCoroutineThreadsafe", o -> Asyncio.runCoroutineThreadsafe(() -> "", o.loop)),
        operation("addDoneCallback", o -> run(() -> o.future.addDoneCallback(done -> {}))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("closedLoop")
  void closedLoop_refusesWithAClearText(String name, Operation operation) {
    EventLoop loop = Asyncio.newEventLoop();
    Future<String> done = loop.createFuture();
    done.setResult("");
    loop.close();

    Throwable thrown = thrownBy(operation, new Objects(loop, done, null, null));

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Event loop is closed; use the running loop, or make a new one with newEventLoop()");
  }
}
