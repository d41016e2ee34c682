package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.function.VoidBodyOf;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.task.Task;
import org.asyncio4j.task.TaskOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are lent to code: what it sees, what stays, what it must not do. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class ReadLentTest {
  /** Code of a test, given a stream. */
  private interface Body<T> {
    T run(Link link) throws Throwable;
  }

  private final List<String> seen = new ArrayList<>();

  private static <T> T with(Body<T> body) {
    return with(64 * 1024, RunOptions.defaults(), body);
  }

  private static <T> T with(int limit, RunOptions options, Body<T> body) {
    return Asyncio.run(
        () -> {
          try (Link link = Link.withLimit(limit)) {
            return body.run(link);
          }
        },
        options);
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(5));
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }

  /** Notes what it sees and takes so many bytes of it. */
  private VoidBodyOf<ByteBuffer, IOException> taking(int count) {
    return view -> {
      seen.add(text(view.duplicate()));
      view.position(Math.min(view.limit(), count));
    };
  }

  private VoidBodyOf<ByteBuffer, IOException> takingAll() {
    return taking(Integer.MAX_VALUE);
  }

  // ---------------------------------------------------------------- what the code sees

  @Test
  void code_seesTheBytesThatAreThere() {
    int taken =
        with(link -> {
          link.send("hello");
          return link.reader().readLent(takingAll());
        });

    assertThat(taken).isEqualTo(5);
    assertThat(seen).containsExactly("hello");
  }

  @Test
  void code_seesBytesThatComeLater() {
    int taken =
        with(link -> {
          Task<Integer> reading = Asyncio.createTask(() -> link.reader().readLent(takingAll()));
          pause();
          link.send("hello");
          return reading.await();
        });

    assertThat(taken).isEqualTo(5);
    assertThat(seen).containsExactly("hello");
  }

  @Test
  void bufferOfASocket_isDirect_sinceNothingIsCopied() {
    boolean direct =
        with(link -> {
          boolean[] was = new boolean[1];
          link.send("hello");
          link.reader().readLent(view -> was[0] = view.isDirect());
          return was[0];
        });

    assertThat(direct).isTrue();
  }

  @Test
  void whatIsNotTaken_staysForAnyOtherRead() {
    String rest =
        with(link -> {
          link.send("hello");
          link.reader().readLent(taking(2));
          return Link.text(link.reader().read(100));
        });

    assertThat(rest).isEqualTo("llo");
  }

  @Test
  void whatAnotherReadHasLeft_isSeen() {
    with(link -> {
      link.send("hello");
      link.reader().readexactly(2);
      return link.reader().readLent(takingAll());
    });

    assertThat(seen).containsExactly("llo");
  }

  @Test
  void codeThatTakesNothing_seesAllAgain_onceMoreHasCome() {
    with(link -> {
      StreamReader in = link.reader();
      link.send("half a ");
      assertThat(in.readLent(taking(0))).isZero();
      Task<Integer> more = Asyncio.createTask(() -> in.readLent(takingAll()));
      pause();
      assertThat(more.done()).isFalse();
      link.send("message");
      return more.await();
    });

    assertThat(seen).containsExactly("half a ", "half a message");
  }

  @Test
  void positionMovedAndThenAnException_countsAsTaken() {
    String rest =
        with(link -> {
          link.send("hello");
          Throwable error =
              Link.thrownBy(() ->
                  link.reader()
                      .readLent(view -> {
                        view.get();
                        throw new IOException("no more");
                      }));
          assertThat(error).isInstanceOf(IOException.class).hasMessage("no more");
          return Link.text(link.reader().read(100));
        });

    assertThat(rest).isEqualTo("ello");
  }

  @Test
  void clearedOrLimitedBuffer_showsAndTakesNothingElse() {
    String rest =
        with(link -> {
          link.send("hello");
          link.reader()
              .readLent(view -> {
                view.clear();
                seen.add(text(view.duplicate()));
                view.position(1).limit(2);
              });
          return Link.text(link.reader().read(100));
        });

    assertThat(seen).containsExactly("hello");
    assertThat(rest).isEqualTo("ello");
  }

  // ---------------------------------------------------------------- end, errors, limit

  @Test
  void end_isMinusOne() {
    List<Integer> counts =
        with(link -> {
          link.sendAll("x");
          StreamReader in = link.reader();
          return List.of(in.readLent(takingAll()), in.readLent(takingAll()));
        });

    assertThat(counts).containsExactly(1, -1);
  }

  @Test
  void endWhileWaiting_isMinusOne() {
    int count =
        with(link -> {
          Task<Integer> reading = Asyncio.createTask(() -> link.reader().readLent(takingAll()));
          pause();
          link.far().shutdownOutput();
          return reading.await();
        });

    assertThat(count).isEqualTo(-1);
    assertThat(seen).isEmpty();
  }

  @Test
  void endBehindBytesThatNobodyTakes_isMinusOne_andTheyCanStillBeRead() {
    String rest =
        with(link -> {
          link.sendAll("rest");
          assertThat(link.reader().readLent(taking(0))).isZero();
          assertThat(link.reader().readLent(taking(0))).isEqualTo(-1);
          return Link.text(link.reader().read());
        });

    assertThat(rest).isEqualTo("rest");
    assertThat(seen).containsExactly("rest");
  }

  @Test
  void reset_isThrown() {
    Throwable error =
        with(link -> {
          Task<Integer> reading = Asyncio.createTask(() -> link.reader().readLent(takingAll()));
          pause();
          link.reset();
          return Link.thrownBy(reading::await);
        });

    assertThat(error).isInstanceOf(ConnectionResetException.class).hasMessage("Connection reset");
  }

  @Test
  void moreThanTheLimitAndNothingTaken_isRefused_andStaysInTheStream() {
    int left =
        with(
            10,
            RunOptions.defaults(),
            link -> {
              link.send("x".repeat(15));
              link.reader().readLent(taking(0));
              Throwable error = Link.thrownBy(() -> link.reader().readLent(taking(0)));
              assertThat(error)
                  .isInstanceOf(LimitOverrunException.class)
                  .hasMessage("Nothing is taken, and chunk exceed the limit");
              return link.reader().readexactly(15).length;
            });

    assertThat(left).isEqualTo(15);
  }

  @Test
  void peerThatNeverStops_doesNotFillTheBufferOfAReaderThatWaits() {
    String text =
        with(
            1000,
            RunOptions.defaults(),
            link -> {
              Sockets.thread(() -> {
                try {
                  link.far().write(ByteBuffer.allocate(20_000_000));
                } catch (IOException _) {
                  // the near end closes first
                }
              });
              link.reader().readLent(view -> view.position(view.limit()));
              link.reader().readLent(view -> view.position(1));
              for (int i = 0; i < 20; i++) {
                pause();
              }
              return link.reader().toString();
            });

    int buffered = Integer.parseInt(text.replaceFirst("<StreamReader (\\d+) bytes.*", "$1"));
    assertThat(buffered).isLessThanOrEqualTo(2000 + 256 * 1024);
  }

  // ---------------------------------------------------------------- what the code must not do

  @Test
  void awaitInside_isRefused_andTheStreamGoesOn() {
    with(link -> {
      StreamReader in = link.reader();
      link.send("hello");

      Throwable error = Link.thrownBy(() -> in.readLent(_ -> Asyncio.sleep(Duration.ofMillis(1))));

      assertThat(error)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("await while bytes are lent: the buffer is the loop's");
      pause();
      assertThat(Link.text(in.read(100))).isEqualTo("hello");
      return null;
    });
  }

  @Test
  void bareYieldAndEagerStartInside_areRefused() {
    with(link -> {
      link.send("hello");
      TaskOptions eager = TaskOptions.defaults().withEagerStart(true);
      List<Throwable> errors = new ArrayList<>();

      link.reader()
          .readLent(view -> {
            errors.add(Link.thrownBy(() -> Asyncio.sleep(Duration.ZERO)));
            errors.add(Link.thrownBy(() -> Asyncio.getRunningLoop().createTask(() -> 1, eager)));
            view.get();
          });

      assertThat(errors)
          .hasSize(2)
          .allSatisfy(
              error -> assertThat(error).hasMessageStartingWith("await while bytes are lent"));
      return null;
    });
  }

  @Test
  void readOfTheSameStreamInside_isRefused() {
    with(link -> {
      link.send("hello");

      Throwable error = Link.thrownBy(() -> link.reader().readLent(_ -> link.reader().read(1)));

      assertThat(error)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("read() called by code that was lent bytes of the same stream");
      return null;
    });
  }

  @Test
  void readOfAnotherStreamInside_doesNotTouchTheBytes() {
    with(link -> {
      try (Link other = Link.open()) {
        link.send("hello");
        other.send("other");
        return link.reader()
            .readLent(view -> {
              seen.add(Link.text(other.reader().read(100)));
              seen.add(text(view));
            });
      }
    });

    assertThat(seen).containsExactly("other", "hello");
  }

  @Test
  void blockingCallInside_keepsTheLoop() {
    String order =
        with(link -> {
          StringBuilder events = new StringBuilder();
          link.send("hello");
          Task<?> other = Asyncio.createTask(() -> events.append("other "));
          link.reader()
              .readLent(view -> {
                events.append("before ");
                Thread.sleep(20);
                events.append("after ");
                view.get();
              });
          other.await();
          return events.toString();
        });

    assertThat(order).isEqualTo("before after other ");
  }

  @Test
  void keptBuffer_holdsNothingInDebugMode() {
    with(
        1000,
        RunOptions.defaults().withDebug(true),
        link -> {
          ByteBuffer[] kept = new ByteBuffer[1];
          link.send("hello");
          link.reader()
              .readLent(view -> {
                seen.add(text(view));
                kept[0] = view;
              });

          assertThat(seen).containsExactly("hello");
          assertThat(kept[0].get(0)).isEqualTo(Lent.GONE);
          return null;
        });
  }

  // ---------------------------------------------------------------- cancellation

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void cancelledAnyTurnsAfterItsBytesHaveCome_losesNothing(int turns) {
    with(link -> {
      Task<Integer> task = Asyncio.createTask(() -> link.reader().readLent(takingAll()));
      pause();
      link.send("kept");
      for (int i = 0; i < turns; i++) {
        Asyncio.sleep(Duration.ZERO);
      }
      task.cancel();
      Asyncio.wait(List.of(task));
      String rest = task.cancelled() ? Link.text(link.reader().readexactly(4)) : "";

      assertThat(String.join("", seen) + rest).isEqualTo("kept");
      return null;
    });
  }

  // ---------------------------------------------------------------- all together

  @Test
  void echoOfLentBytes_isWhatWasSent() {
    byte[] data = new byte[3_000_000];
    new Random(1).nextBytes(data);
    byte[] back = new byte[data.length];

    with(link -> {
      Sockets.thread(() -> {
        link.far().write(ByteBuffer.wrap(data));
        link.far().shutdownOutput();
      });
      Task<?> reading =
          Asyncio.createTask(() ->
              Asyncio.toThread(() -> {
                ByteBuffer to = ByteBuffer.wrap(back);
                while (to.hasRemaining() && link.far().read(to) >= 0) {}
                return to;
              }));
      while (link.reader().readLent(link.writer()::write) >= 0) {
        link.writer().drain();
      }
      return reading.await();
    });

    assertThat(back).isEqualTo(data);
  }

  @Test
  void outputOfAProcess_isLentToo() {
    Asyncio.run(() -> {
      try (Process child =
          Subprocesses.createSubprocessExec(List.of("echo", "hello"), SubprocessOptions.pipes())) {
        while (child.stdout().readLent(takingAll()) >= 0) {}
      }
    });

    assertThat(String.join("", seen)).isEqualTo("hello\n");
  }
}
