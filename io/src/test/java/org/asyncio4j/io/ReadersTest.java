package org.asyncio4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.testkit.Trace;
import org.asyncio4j.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code addReader}, {@code addWriter} and the turn of a loop with a selector. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class ReadersTest {
  private static final ByteBuffer X = ByteBuffer.wrap(new byte[] {'x'}).asReadOnlyBuffer();

  private static void send(Sockets.Pair pair) throws Exception {
    pair.far().write(X.duplicate());
  }

  private static void receive(Sockets.Pair pair) throws Exception {
    pair.near().read(ByteBuffer.allocate(100));
  }

  @Test
  void driver_isTheOneOfThisRun() {
    String driver = Asyncio.run(() -> Asyncio.getRunningLoop().driver());

    assertThat(driver).isEqualTo(System.getProperty("asyncio4j.expectedDriver", driver));
  }

  @Test
  void reader_runsInEachTurnWhileDataIsThere() throws Exception {
    Trace trace = new Trace();
    try (Sockets.Pair pair = Sockets.pair()) {
      send(pair);

      Asyncio.run(() -> {
        Future<String> end = Asyncio.getRunningLoop().createFuture();
        int[] count = new int[1];
        IoLoop.current()
            .addReader(
                pair.near(),
                () -> {
                  trace.add("readable " + ++count[0]);
                  if (count[0] == 3) {
                    receive(pair);
                    IoLoop.current().removeReader(pair.near());
                    end.setResult("");
                  }
                });
        end.await();
      });
    }

    trace.is("readable 1", "readable 2", "readable 3");
  }

  /** Else an idle server would be reported as a loop that can never go on. */
  @Test
  void loopWithAReader_isNotAtAStandstill() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      Asyncio.run(() -> {
        SelectorPoller poller = SelectorPoller.of(Asyncio.getRunningLoop(), "test");
        boolean before = poller.watches();
        IoLoop.current().addReader(pair.near(), () -> {});
        boolean during = poller.watches();
        IoLoop.current().removeReader(pair.near());

        assertThat(List.of(before, during, poller.watches())).containsExactly(false, true, false);
      });
    }
  }

  @Test
  void oneTurn_isReadyIoTimers() throws Exception {
    Trace trace = new Trace();
    try (Sockets.Pair pair = Sockets.pair()) {
      send(pair);

      Asyncio.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        IoLoop.current()
            .addReader(
                pair.near(),
                () -> {
                  trace.add("io");
                  IoLoop.current().removeReader(pair.near());
                });
        loop.callAt(Duration.ZERO, () -> trace.add("timer"));
        loop.callSoon(() -> {
          trace.add("ready");
          loop.callSoon(() -> trace.add("next turn's ready"));
        });
        Asyncio.sleep(Duration.ofMillis(1));
      });
    }

    trace.is("ready", "io", "timer", "next turn's ready");
  }

  @Test
  void busyLoop_stillSeesItsSockets() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      int turns =
          Asyncio.run(() -> {
            boolean[] seen = new boolean[1];
            IoLoop.current().addReader(pair.near(), () -> seen[0] = true);
            send(pair);
            int turn = 0;
            while (!seen[0]) {
              Asyncio.sleep(Duration.ZERO);
              turn++;
            }
            return turn;
          });

      assertThat(turns).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void secondReader_replacesTheFirst() throws Exception {
    Trace trace = new Trace();
    try (Sockets.Pair pair = Sockets.pair()) {
      send(pair);

      Asyncio.run(() -> {
        Future<String> end = Asyncio.getRunningLoop().createFuture();
        IoLoop.current().addReader(pair.near(), () -> trace.add("first"));
        IoLoop.current()
            .addReader(
                pair.near(),
                () -> {
                  trace.add("second");
                  IoLoop.current().removeReader(pair.near());
                  end.setResult("");
                });
        end.await();
      });
    }

    trace.is("second");
  }

  @Test
  void readerRemovedInItsTurn_doesNotRun() throws Exception {
    Trace trace = new Trace();
    try (Sockets.Pair one = Sockets.pair();
        Sockets.Pair two = Sockets.pair()) {
      send(one);
      send(two);

      Asyncio.run(() -> {
        IoLoop io = IoLoop.current();
        for (SocketChannel each : List.of(one.near(), two.near())) {
          io.addReader(
              each,
              () -> {
                trace.add("ran");
                io.removeReader(one.near());
                io.removeReader(two.near());
              });
        }
        Asyncio.sleep(Duration.ofMillis(20));
      });
    }

    trace.is("ran");
  }

  @Test
  void remove_tellsWhetherThereWasOne() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      List<Boolean> answers =
          Asyncio.run(() -> {
            IoLoop io = IoLoop.current();
            io.addReader(pair.near(), () -> {});
            io.addWriter(pair.near(), () -> {});
            return List.of(
                io.removeReader(pair.near()),
                io.removeReader(pair.near()),
                io.removeWriter(pair.near()),
                io.removeWriter(pair.near()));
          });

      assertThat(answers).containsExactly(true, false, true, false);
    }
  }

  @Test
  void writer_runsWhenTheChannelCanBeWritten_inTheContextOfItsCall() throws Exception {
    ContextVar<String> name = ContextVar.of("name");
    try (Sockets.Pair pair = Sockets.pair()) {
      String seen =
          Asyncio.run(() -> {
            Future<String> end = Asyncio.getRunningLoop().createFuture();
            name.set("at the call");
            IoLoop.current()
                .addWriter(
                    pair.near(),
                    () -> {
                      IoLoop.current().removeWriter(pair.near());
                      end.setResult(name.get());
                    });
            name.set("later");
            return end.await();
          });

      assertThat(seen).isEqualTo("at the call");
    }
  }

  @Test
  void callbackThatThrows_isReported_andTheLoopGoesOn() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      send(pair);

      List<ExceptionContext> reports =
          Sockets.reports(() -> {
            IoLoop.current()
                .addReader(
                    pair.near(),
                    () -> {
                      IoLoop.current().removeReader(pair.near());
                      throw new IllegalStateException("boom");
                    });
            Asyncio.sleep(Duration.ofMillis(20));
          });

      assertThat(reports).hasSize(1);
      assertThat(reports.getFirst().message()).startsWith("Exception in callback ");
      assertThat(reports.getFirst().exception()).hasMessage("boom");
    }
  }

  @Test
  void handedOverBeforeItWasSent_comesFirst() throws Exception {
    int rounds = 300;
    Trace trace = new Trace();
    try (Sockets.Pair pair = Sockets.pair()) {
      Asyncio.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        for (int i = 0; i < rounds; i++) {
          Future<String> end = loop.createFuture();
          IoLoop.current()
              .addReader(
                  pair.near(),
                  () -> {
                    receive(pair);
                    trace.add("io");
                    IoLoop.current().removeReader(pair.near());
                    end.setResult("");
                  });
          Sockets.thread(() -> {
            loop.callSoonThreadsafe(() -> trace.add("handed"));
            send(pair);
          });
          end.await();
        }
      });
    }

    List<String> events = trace.events();
    assertThat(events).hasSize(rounds * 2);
    for (int i = 0; i < events.size(); i += 2) {
      assertThat(events.subList(i, i + 2)).containsExactly("handed", "io");
    }
  }

  @Test
  void loopThatWaitsInItsSelector_isWokenByEachCall() throws Exception {
    int rounds = 5_000;
    int[] answers = new int[1];
    try (Sockets.Pair pair = Sockets.pair()) {
      Asyncio.run(() -> {
        EventLoop loop = Asyncio.getRunningLoop();
        IoLoop.current().addReader(pair.near(), () -> {});
        Future<String> end = loop.createFuture();
        Sockets.thread(() -> {
          for (int i = 0; i < rounds; i++) {
            CountDownLatch answered = new CountDownLatch(1);
            loop.callSoonThreadsafe(() -> {
              answers[0]++;
              answered.countDown();
            });
            Sockets.await(answered);
          }
          loop.callSoonThreadsafe(() -> end.setResult(""));
        });
        end.await();
      });
    }

    assertThat(answers[0]).isEqualTo(rounds);
  }

  @Test
  void timerOfALoopWithSelector_isNeverEarly() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      Duration early =
          Asyncio.run(() -> {
            EventLoop loop = Asyncio.getRunningLoop();
            IoLoop.current().addReader(pair.near(), () -> {});
            Duration least = Duration.ofDays(1);
            for (int i = 0; i < 20; i++) {
              Duration due = loop.time().plusNanos(1_300_000);
              Asyncio.sleep(Duration.ofNanos(1_300_000));
              Duration late = loop.time().minus(due);
              least = late.compareTo(least) < 0 ? late : least;
            }
            return least;
          });

      assertThat(early).isGreaterThanOrEqualTo(Duration.ZERO);
    }
  }

  @Test
  void virtualClock_refusesSockets_andNamesTheWayOut() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      assertThatThrownBy(
              () -> new VirtualClock().run(() -> IoLoop.current().addReader(pair.near(), () -> {})))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("addReader: sockets need a loop in real time, but <EventLoop ")
          .hasMessageEndingWith("; run it without a virtual clock");
    }
  }

  @Test
  void blockingChannel_isRefused() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      assertThatThrownBy(() -> Asyncio.run(() -> IoLoop.current().addReader(pair.far(), () -> {})))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the socket must be non-blocking; call configureBlocking(false)");
    }
  }

  @Test
  void foreignThread_isRefused() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      Throwable[] thrown = new Throwable[1];
      Asyncio.run(() -> {
        IoLoop io = IoLoop.current();
        Thread thread =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    io.addReader(pair.near(), () -> {});
                  } catch (Exception e) {
                    thrown[0] = e;
                  }
                });
        thread.join();
      });

      assertThat(thrown[0])
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("addReader was called on thread ");
    }
  }

  @Test
  void blockingCallBesideTheSelector_letsTheTaskComeBack() throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      String end =
          Asyncio.run(() -> {
            IoLoop.current().addReader(pair.near(), () -> {});
            Thread.sleep(5); // the subject: a blocking call while the loop waits in its selector
            return "back";
          });

      assertThat(end).isEqualTo("back");
    }
  }
}
