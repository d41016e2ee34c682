package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Handle;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;

class CallSoonTest {
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();

  @Test
  void callbacks_runInTheOrderOfTheCalls() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      for (int i = 0; i < 5; i++) {
        String event = "c" + i;
        loop.callSoon(() -> trace.add(event));
      }
      trace.add("main");
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("main", "c0", "c1", "c2", "c3", "c4");
  }

  @Test
  void callbackAddedByACallback_runsInTheNextTurn() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callSoon(() -> {
        trace.add("first");
        loop.callSoon(() -> trace.add("added by first"));
      });
      loop.callSoon(() -> trace.add("second"));
      Asyncio.sleep(Duration.ZERO);
      trace.add("main, one turn later");
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("first", "second", "main, one turn later", "added by first");
  }

  @Test
  void callbackThatAlwaysAddsAnother_keepsNoTimerFromRunning() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      boolean[] stop = new boolean[1];
      spin(loop, stop);
      loop.callLater(Duration.ZERO, () -> trace.add("timer"));
      for (int i = 0; i < 3; i++) {
        Asyncio.sleep(Duration.ZERO);
      }
      stop[0] = true;
    });

    trace.is("timer");
  }

  private static void spin(EventLoop loop, boolean[] stop) {
    if (!stop[0]) {
      loop.callSoon(() -> spin(loop, stop));
    }
  }

  @Test
  void turn_runsTimersThatAreDueBehindWhatWasReady() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      loop.callLater(Duration.ZERO, () -> trace.add("timer"));
      loop.callSoon(() -> trace.add("soon"));
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("soon", "timer");
  }

  @Test
  void cancelledHandle_doesNotRun() {
    clock.run(() -> {
      Handle handle = Asyncio.getRunningLoop().callSoon(() -> trace.add("cancelled"));
      handle.cancel();
      handle.cancel();
      Asyncio.sleep(Duration.ZERO);
      trace.add(handle.cancelled() + " " + handle);
    });

    trace.is("true <Handle cancelled>");
  }

  @Test
  void handleCancelledByAnEarlierCallbackOfTheSameTurn_doesNotRun() {
    clock.run(() -> {
      EventLoop loop = Asyncio.getRunningLoop();
      Handle[] second = new Handle[1];
      loop.callSoon(() -> second[0].cancel());
      second[0] = loop.callSoon(() -> trace.add("second"));
      loop.callSoon(() -> trace.add("third"));
      Asyncio.sleep(Duration.ZERO);
    });

    trace.is("third");
  }

  @Test
  void callback_runsInACopyOfTheContextOfTheCall() {
    ContextVar<String> variable = ContextVar.of("variable");

    clock.run(() -> {
      variable.set("at the call");
      Asyncio.getRunningLoop()
          .callSoon(() -> {
            trace.add(variable.get());
            variable.set("callback's");
          });
      variable.set("later");
      Asyncio.sleep(Duration.ZERO);
      trace.add(variable.get());
    });

    trace.is("at the call", "later");
  }

  @Test
  void callbackWithAContext_runsInItAndItsHandleKnowsIt() {
    ContextVar<String> variable = ContextVar.of("variable");

    clock.run(() -> {
      Context context = Asyncio.copyContext();
      Handle handle = Asyncio.getRunningLoop().callSoon(() -> variable.set("callback's"), context);
      assertThat(handle.context()).isSameAs(context);
      Asyncio.sleep(Duration.ZERO);
      trace.add(String.valueOf(context.get(variable)));
    });

    trace.is("callback's");
  }

  @Test
  void handle_namesItsCodeInItsText() {
    String text =
        clock.run(() -> Asyncio.getRunningLoop().callSoon(CallSoonTest::nothing).toString());

    assertThat(text).startsWith("<Handle ").contains("CallSoonTest").endsWith(">");
  }

  private static void nothing() {}
}
