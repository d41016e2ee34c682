package org.asyncio4j.tests.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.Signal;
import org.asyncio4j.sync.Event;
import org.asyncio4j.testkit.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers of signals; the signals are real and come to this process. */
@Timeout(60)
class SignalHandlerTest {
  private final Trace trace = new Trace();

  private static void raise(Signal signal) throws Exception {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("kill", "-s", signal.shortName(), Long.toString(self)).start().waitFor();
  }

  private static EventLoop loop() {
    return Asyncio.getRunningLoop();
  }

  @Test
  void signal_runsTheCallbackInTheLoop() {
    Asyncio.run(() -> {
      Event come = new Event();
      loop()
          .addSignalHandler(
              Signal.SIGUSR1,
              () -> {
                trace.add("in the loop " + (loop() != null));
                come.set();
              });
      raise(Signal.SIGUSR1);
      come.await();
    });

    trace.is("in the loop true");
  }

  @Test
  void callback_runsInTheContextOfItsAddition() {
    ContextVar<String> name = ContextVar.of("name");
    Asyncio.run(() -> {
      Event come = new Event();
      name.set("then");
      loop()
          .addSignalHandler(
              Signal.SIGUSR1,
              () -> {
                trace.add(name.get());
                come.set();
              });
      name.set("now");
      raise(Signal.SIGUSR1);
      come.await();
    });

    trace.is("then");
  }

  @Test
  void severalSignals_haveTheirOwnHandlers() {
    Asyncio.run(() -> {
      Event one = new Event();
      Event other = new Event();
      loop().addSignalHandler(Signal.SIGUSR1, one::set);
      loop().addSignalHandler(Signal.SIGHUP, other::set);
      raise(Signal.SIGHUP);
      other.await();
      trace.add("one " + one.isSet());
      raise(Signal.SIGUSR1);
      one.await();
    });

    trace.is("one false");
  }

  @Test
  void secondHandler_replacesTheFirst() {
    Asyncio.run(() -> {
      Event come = new Event();
      loop().addSignalHandler(Signal.SIGUSR1, () -> trace.add("first"));
      loop().addSignalHandler(Signal.SIGUSR1, come::set);
      raise(Signal.SIGUSR1);
      come.await();
    });

    trace.is();
  }

  @Test
  void removed_tellsWhetherThereWasOne() {
    List<Boolean> removed = new ArrayList<>();
    Asyncio.run(() -> {
      loop().addSignalHandler(Signal.SIGUSR1, () -> {});
      removed.add(loop().removeSignalHandler(Signal.SIGUSR1));
      removed.add(loop().removeSignalHandler(Signal.SIGUSR1));
    });

    assertThat(removed).containsExactly(true, false);
  }

  @Test
  void handlerInAnotherLoop_getsTheSignalBackWhenTheInnerOneGoes() {
    Event outerCame = new Event();
    Asyncio.run(() -> {
      loop().addSignalHandler(Signal.SIGUSR1, outerCame::set);
      Asyncio.toThread(() -> {
        Asyncio.run(() -> {
          Event innerCame = new Event();
          loop().addSignalHandler(Signal.SIGUSR1, innerCame::set);
          raise(Signal.SIGUSR1);
          innerCame.await();
          trace.add("inner");
        }); // its loop closes with the handler in place
        return true;
      });
      trace.add("outer " + outerCame.isSet());
      raise(Signal.SIGUSR1);
      outerCame.await();
      trace.add("outer " + outerCame.isSet());
    });

    trace.is("inner", "outer false", "outer true");
  }

  @Test
  void programsOwnHandler_isThereAgainAfterwards() throws Exception {
    AtomicInteger own = new AtomicInteger();
    Object before = handleHangup(counting(own));
    try {
      Asyncio.run(() -> {
        Event come = new Event();
        loop().addSignalHandler(Signal.SIGHUP, come::set);
        raise(Signal.SIGHUP);
        come.await();
      });
      assertThat(own).hasValue(0);
      raise(Signal.SIGHUP);
      while (own.get() == 0) {
        Thread.onSpinWait();
      }
    } finally {
      handleHangup(before);
    }
    assertThat(own).hasValue(1);
  }

  /** A handler of sun.misc.Signal, by reflection, since javac warns of that type. */
  private static Object counting(AtomicInteger count) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (_, _, _) -> {
          count.incrementAndGet();
          return null;
        });
  }

  private static Object handleHangup(Object handler) throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    Object hangup = type.getConstructor(String.class).newInstance("HUP");
    return type.getMethod("handle", type, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, hangup, handler);
  }

  @Test
  void callbackThatThrows_isReportedAndStays() {
    Asyncio.run(() -> {
      Event second = new Event();
      AtomicInteger count = new AtomicInteger();
      List<String> reports = new ArrayList<>();
      loop().setExceptionHandler((_, context) -> reports.add(context.message()));
      loop()
          .addSignalHandler(
              Signal.SIGUSR1,
              () -> {
                if (count.incrementAndGet() == 2) {
                  second.set();
                }
                throw new IllegalStateException("no");
              });
      raise(Signal.SIGUSR1);
      while (count.get() < 1) {
        Asyncio.sleep(Duration.ofMillis(1));
      }
      raise(Signal.SIGUSR1);
      second.await();
      Asyncio.sleep(Duration.ZERO);
      trace.add("reports " + reports.size());
    });

    trace.is("reports 2");
  }

  @Test
  void signalsThatNobodyCanHandle_areRefusedWithThoseThatCan() {
    Asyncio.run(() -> {
      for (Signal signal : Signal.values()) {
        if (!signal.canBeHandled()) {
          assertThatThrownBy(() -> loop().addSignalHandler(signal, () -> {}))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("SIGUSR1");
          trace.add(signal.name());
        }
      }
      assertThatThrownBy(() -> loop().addSignalHandler(Signal.SIGKILL, () -> {}))
          .hasMessage(
              "signal: SIGKILL, and no process can catch it (expected: one of SIGHUP, SIGINT,"
                  + " SIGUSR1, SIGALRM, SIGTERM, SIGCHLD, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU,"
                  + " SIGURG, SIGXCPU, SIGWINCH)");
      assertThatThrownBy(() -> loop().addSignalHandler(Signal.SIGSEGV, () -> {}))
          .hasMessageStartingWith("signal: SIGSEGV, and the JVM keeps it for itself (expected");
    });

    trace.is(
        "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGSEGV",
        "SIGUSR2", "SIGPIPE", "SIGSTOP", "SIGXFSZ");
  }

  @Test
  void everySignalThatCanBeHandled_isGivenByTheJvm() {
    Asyncio.run(() -> {
      for (Signal signal : Signal.values()) {
        if (signal.canBeHandled()) {
          loop().addSignalHandler(signal, () -> {});
          trace.add("removed " + loop().removeSignalHandler(signal));
        }
      }
    });

    assertThat(trace.events()).hasSize(13).containsOnly("removed true");
  }

  @Test
  void closedLoop_refusesAHandler() {
    EventLoop loop = Asyncio.newEventLoop();
    loop.close();

    assertThatThrownBy(() -> loop.addSignalHandler(Signal.SIGUSR1, () -> {}))
        .hasMessageStartingWith("Event loop is closed");
  }

  @Test
  void burst_isHeardAtLeastOnceAndTheLoopGoesOn() {
    Asyncio.run(() -> {
      AtomicInteger count = new AtomicInteger();
      loop().addSignalHandler(Signal.SIGUSR1, count::incrementAndGet);
      long self = ProcessHandle.current().pid();
      String burst = "i=0; while [ $i -lt 2000 ]; do kill -s USR1 " + self + "; i=$((i+1)); done";
      Process shell = new ProcessBuilder("/bin/sh", "-c", burst).start();
      while (shell.isAlive() || count.get() == 0) {
        Asyncio.sleep(Duration.ofMillis(1));
      }
      trace.add("heard " + (count.get() > 0 && count.get() <= 2000));
    });

    trace.is("heard true");
  }
}
