package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reader gives, at the end of the stream and at its limit too. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class StreamReaderTest {
  /** Code of a test, given a stream. */
  private interface Body<T> {
    T run(Link link) throws Throwable;
  }

  private static <T> T with(int limit, Body<T> body) {
    return Asyncio.run(() -> {
      try (Link link = Link.withLimit(limit)) {
        return body.run(link);
      }
    });
  }

  private static <T> T with(Body<T> body) {
    return with(64 * 1024, body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(5));
  }

  // ---------------------------------------------------------------- what comes

  @Test
  void read_givesWhatIsThere() {
    String got =
        with(link -> {
          link.send("hello");
          return Link.text(link.reader().read(100));
        });

    assertThat(got).isEqualTo("hello");
  }

  @Test
  void readOfLess_leavesTheRest() {
    String got =
        with(link -> {
          link.send("hello");
          return Link.text(link.reader().read(2)) + "|" + Link.text(link.reader().read(100));
        });

    assertThat(got).isEqualTo("he|llo");
  }

  @Test
  void readOfNothing_givesNothingAtOnce() {
    byte[] got = with(link -> link.reader().read(0));

    assertThat(got).isEmpty();
  }

  @Test
  void readToTheEnd_givesAll_andThenTheStreamIsAtItsEnd() {
    int size = 3_000_000;
    boolean atEof =
        with(link -> {
          Sockets.thread(() -> {
            link.far().write(ByteBuffer.allocate(size));
            link.far().shutdownOutput();
          });
          assertThat(link.reader().read()).hasSize(size);
          assertThat(link.reader().read(1)).isEmpty();
          return link.reader().atEof();
        });

    assertThat(atEof).isTrue();
  }

  @Test
  void negativeRead_readsToTheEnd() {
    String got =
        with(link -> {
          link.sendAll("all of it");
          return Link.text(link.reader().read(-1));
        });

    assertThat(got).isEqualTo("all of it");
  }

  @Test
  void lines_comeOneByOne_theLastWithoutItsEnd() {
    List<String> lines =
        with(link -> {
          link.sendAll("a\nbb\n\nccc");
          List<String> all = new ArrayList<>();
          for (byte[] line : link.reader()) {
            all.add(Link.text(line));
          }
          return all;
        });

    assertThat(lines).containsExactly("a\n", "bb\n", "\n", "ccc");
  }

  @Test
  void readuntilOfSeveral_takesTheOneThatEndsFirst() {
    String got =
        with(link -> {
          link.send("one\r\ntwo;three");
          StreamReader in = link.reader();
          return Link.text(in.readuntil(bytes(";"), bytes("\r\n")))
              + "|"
              + Link.text(in.readuntil(bytes("\r\n"), bytes(";")));
        });

    assertThat(got).isEqualTo("one\r\n|two;");
  }

  @Test
  void separatorInPieces_isFound() {
    String got =
        with(link -> {
          Task<byte[]> reading =
              Asyncio.createTask(() -> link.reader().readuntil(bytes("\r\n\r\n")));
          for (String piece : List.of("head\r", "\n", "\r", "\nrest")) {
            link.send(piece);
            pause();
          }
          return Link.text(reading.await());
        });

    assertThat(got).isEqualTo("head\r\n\r\n");
  }

  @Test
  void readexactly_waitsForTheLastByte_alsoFarAboveTheLimit() {
    int got =
        with(
            10,
            link -> {
              Sockets.thread(() -> link.far().write(ByteBuffer.allocate(1_000_000)));
              return link.reader().readexactly(1_000_000).length;
            });

    assertThat(got).isEqualTo(1_000_000);
  }

  @Test
  void readInto_fillsHeapAndDirectBuffers_andGivesMinusOneAtTheEnd() {
    List<Integer> counts =
        with(link -> {
          List<Integer> all = new ArrayList<>();
          for (ByteBuffer target : List.of(ByteBuffer.allocate(3), ByteBuffer.allocateDirect(3))) {
            Task<Integer> reading = Asyncio.createTask(() -> link.reader().readInto(target));
            pause();
            link.send("abcd");
            all.add(reading.await());
            assertThat(target.flip()).isEqualTo(ByteBuffer.wrap(bytes("abc")));
            all.add(link.reader().readInto(target.clear()));
          }
          link.far().shutdownOutput();
          all.add(link.reader().readInto(ByteBuffer.allocate(3)));
          all.add(link.reader().readInto(ByteBuffer.allocate(0)));
          return all;
        });

    assertThat(counts).containsExactly(3, 1, 3, 1, -1, 0);
  }

  // ---------------------------------------------------------------- end and limit

  @Test
  void readexactlyAtTheEnd_saysWhatItHas_andEmptiesTheBuffer() {
    with(link -> {
      link.sendAll("abc");

      IncompleteReadException error =
          catchThrowableOfType(IncompleteReadException.class, () -> link.reader().readexactly(5));

      assertThat(error).hasMessage("3 bytes read on a total of 5 expected bytes");
      assertThat(error.partial()).isEqualTo(bytes("abc"));
      assertThat(error.expected()).isEqualTo(5);
      assertThat(link.reader().atEof()).isTrue();
      return null;
    });
  }

  @Test
  void readuntilAtTheEnd_saysWhatItHas_andEmptiesTheBuffer() {
    with(link -> {
      link.sendAll("abc");

      IncompleteReadException error =
          catchThrowableOfType(
              IncompleteReadException.class, () -> link.reader().readuntil(bytes("x")));

      assertThat(error).hasMessage("3 bytes read on a total of undefined expected bytes");
      assertThat(error.partial()).isEqualTo(bytes("abc"));
      assertThat(error.expected()).isNull();
      assertThat(link.reader().atEof()).isTrue();
      return null;
    });
  }

  @Test
  void hugeLineWithoutEnd_failsAtTheLimit_dropsWhatCame_andTheStreamGoesOn() {
    with(
        10,
        link -> {
          link.send("x".repeat(20));

          LimitOverrunException error =
              catchThrowableOfType(LimitOverrunException.class, () -> link.reader().readline());
          link.send("next\n");

          assertThat(error).hasMessage("Separator is not found, and chunk exceed the limit");
          assertThat(Link.text(link.reader().readline())).isEqualTo("next\n");
          return null;
        });
  }

  @Test
  void lineLongerThanTheLimit_isDroppedAlone() {
    with(
        10,
        link -> {
          link.send("x".repeat(15) + "\nnext\n");

          LimitOverrunException error =
              catchThrowableOfType(LimitOverrunException.class, () -> link.reader().readline());

          assertThat(error).hasMessage("Separator is found, but chunk is longer than limit");
          assertThat(error.consumed()).isEqualTo(15);
          assertThat(Link.text(link.reader().readline())).isEqualTo("next\n");
          return null;
        });
  }

  @Test
  void readuntilAboveTheLimit_leavesTheDataInTheStream() {
    with(
        10,
        link -> {
          link.send("x".repeat(15) + ";");

          LimitOverrunException error =
              catchThrowableOfType(
                  LimitOverrunException.class, () -> link.reader().readuntil(bytes(";")));

          assertThat(error.consumed()).isEqualTo(15);
          assertThat(Link.text(link.reader().readexactly(16))).isEqualTo("x".repeat(15) + ";");
          return null;
        });
  }

  @Test
  void peerThatNeverStops_fillsTheBufferToTwiceTheLimitAndOneRead_noFurther() {
    int buffered =
        with(
            1000,
            link -> {
              Sockets.thread(() -> {
                try {
                  link.far().write(ByteBuffer.allocate(20_000_000));
                } catch (IOException _) {
                  // the near end closes first
                }
              });
              link.reader().readexactly(1);
              for (int i = 0; i < 20; i++) {
                pause();
              }
              String text = link.reader().toString();
              assertThat(text).contains(" paused ");
              return Integer.parseInt(text.replaceFirst("<StreamReader (\\d+) bytes.*", "$1"));
            });

    assertThat(buffered).isBetween(2000, 2000 + 256 * 1024);
  }

  // ---------------------------------------------------------------- trouble

  @Test
  void resetWhileReading_throwsAtTheWaiter_andAtLaterReads() {
    with(link -> {
      Task<byte[]> reading = Asyncio.createTask(() -> link.reader().readline());
      pause();
      link.reset();
      Throwable error = Link.thrownBy(reading::await);

      assertThat(error).isInstanceOf(ConnectionResetException.class);
      assertThat(error).hasMessage("Connection reset");
      assertThat(Link.thrownBy(() -> link.reader().read(1))).isSameAs(error);
      assertThat(link.reader().exception()).isSameAs(error);
      return null;
    });
  }

  @Test
  void secondReader_isRefused() {
    with(link -> {
      Task<byte[]> first = Asyncio.createTask(() -> link.reader().read(1));
      pause();
      Throwable error = Link.thrownBy(() -> link.reader().readline());
      first.cancel();

      assertThat(error).isInstanceOf(IllegalStateException.class);
      assertThat(error)
          .hasMessageStartingWith(
              "readuntil() called while another coroutine is already waiting for incoming data; ");
      return null;
    });
  }

  @Test
  void badArguments_areRefusedWithTheRule() {
    with(link -> {
      StreamReader in = link.reader();

      assertThat(Link.thrownBy(() -> in.readexactly(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("readexactly size can not be less than zero; count: -1 (expected: >= 0)");
      assertThat(Link.thrownBy(() -> in.readuntil(new byte[0])))
          .hasMessage("Separator should be at least one-byte string; got an empty one");
      assertThat(Link.thrownBy(() -> in.readuntil()))
          .hasMessage("Separator should contain at least one element; got none");
      return null;
    });
  }

  @Test
  void foreignThread_isRefused() {
    with(link -> {
      Throwable[] error = new Throwable[1];
      Thread thread = Sockets.thread(() -> error[0] = Link.thrownBy(() -> link.reader().read(1)));
      thread.join();

      assertThat(error[0])
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("read was called on thread ");
      return null;
    });
  }

  /** Each way to wait for bytes. */
  enum Waiting {
    READ {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.read(10);
      }
    },
    READLINE {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readline();
      }
    },
    READUNTIL {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readuntil(bytes(";"), bytes("!"));
      }
    },
    READEXACTLY {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readexactly(4);
      }
    },
    READ_INTO {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readInto(ByteBuffer.allocate(10));
      }
    };

    abstract Object on(StreamReader in) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void cancelledWait_takesNothing(Waiting waiting) {
    with(link -> {
      Task<?> task = Asyncio.createTask(() -> waiting.on(link.reader()));
      pause();
      task.cancel();
      pause();
      link.send("kept");

      assertThat(task.cancelled()).isTrue();
      assertThat(Link.text(link.reader().readexactly(4))).isEqualTo("kept");
      return null;
    });
  }

  @ParameterizedTest
  @EnumSource
  void waitCancelledWhenItsBytesHaveCome_takesNothing(Waiting waiting) {
    with(link -> {
      for (int round = 0; round < 20; round++) {
        Task<?> task = Asyncio.createTask(() -> waiting.on(link.reader()));
        pause();
        link.send("abc;");
        int turns = round % 5;
        for (int i = 0; i < turns; i++) {
          Asyncio.sleep(Duration.ZERO);
        }
        task.cancel();
        Asyncio.wait(List.of(task));
        if (task.cancelled()) {
          assertThat(Link.text(link.reader().readexactly(4))).isEqualTo("abc;");
        } else if (waiting == Waiting.READLINE) {
          throw new AssertionError("there was no line");
        }
      }
      return null;
    });
  }

  @Test
  void fastPeer_doesNotKeepOtherTasksFromRunning() {
    int turns =
        with(link -> {
          Sockets.thread(() -> {
            try {
              while (true) {
                link.far().write(ByteBuffer.allocate(100_000));
              }
            } catch (IOException _) {
              // the near end closes
            }
          });
          int[] count = new int[1];
          Task<?> other =
              Asyncio.createTask(() -> {
                for (int i = 0; i < 10; i++) {
                  Asyncio.sleep(Duration.ZERO);
                  count[0]++;
                }
              });
          ByteBuffer target = ByteBuffer.allocateDirect(1000);
          while (!other.done()) {
            link.reader().readInto(target.clear());
          }
          return count[0];
        });

    assertThat(turns).isEqualTo(10);
  }
}
