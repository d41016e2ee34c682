package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.KeyboardInterrupt;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.future.Future;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.loop.ExceptionHandler;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.asyncio4j.tests.support.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks and exception handlers that throw. */
class CallbackErrorTest {
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();
  private final IllegalStateException own = new IllegalStateException("own");

  private void thrower() {
    trace.add("throws");
    throw own;
  }

  @Test
  void callbackThatThrows_isReportedAndTheNextOneRuns() {
    List<ExceptionContext> reports = new ArrayList<>();
    Handle[] handle = new Handle[1];

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.setExceptionHandler((in, report) -> reports.add(report));
      handle[0] = loop.callSoon(this::thrower);
      loop.callSoon(() -> trace.add("next"));
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("throws", "next");
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message()).startsWith("Exception in callback CallbackErrorTest");
    assertThat(reports.getFirst().exception()).isSameAs(own);
    assertThat(reports.getFirst().handle()).isSameAs(handle[0]);
  }

  @Test
  void doneCallbackThatThrows_isReportedWithItsFutureAndTheNextOneRuns() {
    List<ExceptionContext> reports = new ArrayList<>();
    Object[] future = new Object[1];

    clock.run(() -> {
      Asyncio.getRunningLoop().setExceptionHandler((in, report) -> reports.add(report));
      Future<String> made = Asyncio.getRunningLoop().createFuture();
      future[0] = made;
      made.addDoneCallback(done -> thrower());
      made.addDoneCallback(done -> trace.add("next"));
      made.setResult("");
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("throws", "next");
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().future()).isSameAs(future[0]);
  }

  @Test
  void withoutHandler_theReportIsLoggedAtErrorWithItsStack() {
    try (Log log = Log.open()) {
      clock.run(() -> {
        Asyncio.getRunningLoop().callSoon(this::thrower);
        Asyncio.sleep(Duration.ZERO);
      });

      assertThat(log.errors())
          .singleElement()
          .asString()
          .contains("Exception in callback")
          .contains("handle: <Handle ");
      assertThat(log.thrown()).containsExactly(own);
    }
  }

  @Test
  void handlerThatThrows_isLoggedTogetherWithTheReport() {
    try (Log log = Log.open()) {
      clock.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        loop.setExceptionHandler((in, report) -> {
          throw new IllegalArgumentException("handler's");
        });
        loop.callSoon(this::thrower);
        loop.callSoon(() -> trace.add("next"));
        Asyncio.sleep(Duration.ZERO);
      });

      trace.is("throws", "next");
      assertThat(log.errors())
          .singleElement()
          .asString()
          .startsWith("Unhandled error in exception handler");
      Throwable logged = log.thrown().getFirst();
      assertThat(logged).hasMessage("handler's");
      assertThat(logged.getSuppressed()).containsExactly(own);
    }
  }

  @Test
  void handler_runsInTheContextOfWhatFailed() {
    ContextVar<String> variable = ContextVar.of("variable");

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.setExceptionHandler((in, report) -> trace.add(variable.get()));
      variable.set("callback's");
      loop.callSoon(() -> {
        throw own;
      });
      variable.set("main's");
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("callback's");
  }

  @Test
  void handlerMayPassTheReportOnToTheDefaultOne() {
    try (Log log = Log.open()) {
      clock.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        loop.setExceptionHandler(EventLoop::defaultExceptionHandler);
        loop.callSoon(this::thrower);
        Asyncio.sleep(Duration.ZERO);
      });

      assertThat(log.thrown()).containsExactly(own);
    }
  }

  @Test
  void handlerIsToldAndTakenBack() {
    ExceptionHandler handler = (in, report) -> trace.add("handled");

    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      trace.add(String.valueOf(loop.exceptionHandler()));
      loop.setExceptionHandler(handler);
      trace.add(String.valueOf(loop.exceptionHandler() == handler));
      loop.callExceptionHandler(new ExceptionContext("by hand", null));
      loop.setExceptionHandler(null);
      trace.add(String.valueOf(loop.exceptionHandler()));
    });

    trace.is("null", "true", "handled", "null");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keyboardInterruptOrSystemExitInACallback_leavesRun(boolean keyboard) {
    Error ending = keyboard ? new KeyboardInterrupt() : new SystemExit(3);

    assertThatThrownBy(() ->
            clock.run(() -> {
              Asyncio.getRunningLoop()
                  .callSoon(() -> {
                    throw ending;
                  });
              Asyncio.sleep(Duration.ofSeconds(1));
              trace.add("goes on");
            }))
        .isSameAs(ending);

    trace.is();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keyboardInterruptOrSystemExitInATask_leavesRunAndOthersAreCancelled(boolean keyboard) {
    Error ending = keyboard ? new KeyboardInterrupt() : new SystemExit(3);

    assertThatThrownBy(() ->
            clock.run(() -> {
              Asyncio.createTask(() -> {
                throw ending;
              });
              try {
                Asyncio.sleep(Duration.ofSeconds(1));
              } finally {
                trace.add("main's finally");
              }
            }))
        .isSameAs(ending);

    trace.is("main's finally");
  }

  @Test
  void systemExitInAHandler_leavesRun() {
    SystemExit ending = new SystemExit(4);

    assertThatThrownBy(() ->
            clock.run(() -> {
              EventLoop loop = Asyncio.getRunningLoop();
              loop.setExceptionHandler((in, report) -> {
                throw ending;
              });
              loop.callSoon(this::thrower);
              Asyncio.sleep(Duration.ofSeconds(1));
            }))
        .isSameAs(ending);
  }

  @Test
  void loopThatSystemExitHasLeft_canRunAgain() {
    EventLoop loop = Asyncio.newEventLoop(clock.loopOptions());
    loop.callSoon(() -> {
      throw new SystemExit(1);
    });
    loop.callSoon(() -> trace.add("left for the next run"));
    assertThatThrownBy(loop::runForever).isInstanceOf(SystemExit.class);

    loop.runUntilComplete(() -> Asyncio.sleep(Duration.ZERO, ""));
    loop.close();

    trace.is("left for the next run");
  }

  @Test
  void errorInTheTextOfAFailingObject_doesNotHideTheReport() {
    Object nasty =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("toString");
          }
        };
    try (Log log = Log.open()) {
      clock.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        Future<Object> future = loop.createFuture();
        future.addDoneCallback(done -> {
          throw own;
        });
        future.setResult(nasty);
        Asyncio.sleep(Duration.ZERO);
      });

      assertThat(log.thrown()).containsExactly(own);
    }
  }
}
