package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams that have brought much, whose tasks read the socket themselves. */
@Timeout(30)
@ExtendWith(Descriptors.class)
class BulkReadTest {
  private static final int MUCH = 40_000;

  private final Trace trace = new Trace();

  /** Code of a test, given a stream. */
  private interface Body {
    void run(Link link) throws Throwable;
  }

  /** Runs code on a stream whose last read brought much. */
  private static void withBulk(Body body) {
    Asyncio.run(() -> {
      try (Link link = Link.open()) {
        bulk(link);
        body.run(link);
      }
    });
  }

  private static void bulk(Link link) throws IOException {
    writeAll(link, ByteBuffer.allocate(MUCH));
    pause();
    link.reader().readexactly(MUCH);
  }

  /** One call may write less: the JDK makes a channel that a task has used non-blocking. */
  private static void writeAll(Link link, ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      link.far().write(data);
    }
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(5));
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
    READEXACTLY {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readexactly(4);
      }
    },
    READ_INTO_DIRECT {
      @Override
      Object on(StreamReader in) throws IOException {
        return in.readInto(ByteBuffer.allocateDirect(10));
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

  /** Returns how many bytes a read has got. */
  private static int countOf(Object got) {
    return got instanceof byte[] bytes ? bytes.length : (Integer) got;
  }

  /** Starts a task that waits, and lets it wait. */
  private static Task<?> waiting(Waiting how, Link link) {
    Task<?> task = Asyncio.createTask(() -> how.on(link.reader()));
    pause();
    return task;
  }

  @ParameterizedTest
  @EnumSource
  void waiter_getsItsBytes(Waiting how) {
    withBulk(link -> {
      Task<?> task = waiting(how, link);
      link.send("abc\n");

      assertThat(countOf(task.await())).isEqualTo(4);
    });
  }

  @Test
  void readInto_fillsTheTarget() {
    withBulk(link -> {
      ByteBuffer to = ByteBuffer.allocateDirect(3);
      Task<Integer> task = Asyncio.createTask(() -> link.reader().readInto(to));
      pause();
      link.send("abcd");

      assertThat(task.await()).isEqualTo(3);
      assertThat(UTF_8.decode(to.flip()).toString()).isEqualTo("abc");
      assertThat(Link.text(link.reader().read(10))).isEqualTo("d");
    });
  }

  @ParameterizedTest
  @EnumSource
  void cancelledInAnyTurn_losesNothing(Waiting how) {
    withBulk(link -> {
      for (int turns = 0; turns < 6; turns++) {
        bulk(link);
        Task<?> task = waiting(how, link);
        link.send("abc\n");
        for (int i = 0; i < turns; i++) {
          Asyncio.sleep(Duration.ZERO);
        }
        task.cancel();
        Asyncio.wait(List.of(task));
        if (task.cancelled()) {
          assertThat(Link.text(link.reader().readexactly(4))).isEqualTo("abc\n");
        }
      }
    });
  }

  /** Found in one turn, woken in the next, in the order in which they were found. */
  @Test
  void twoStreams_areServedInTheOrderOfTheirEvents() {
    withBulk(link -> {
      try (Link other = Link.open()) {
        Task<?> second = Asyncio.createTask(() -> note("small", other));
        pause();
        Task<?> first = Asyncio.createTask(() -> note("bulk", link));
        pause();
        link.send("x");
        pause();
        other.send("x");
        Asyncio.gather(first, second).await();
      }
    });

    trace.is("bulk", "small");
  }

  private void note(String name, Link link) throws IOException {
    link.reader().read(10);
    trace.add(name);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "READ_INTO", "READ_INTO_DIRECT"})
  void end_isSeen(Waiting how) {
    withBulk(link -> {
      Task<?> task = waiting(how, link);
      link.far().shutdownOutput();

      assertThat(countOf(task.await())).isLessThanOrEqualTo(0);
      assertThat(link.reader().atEof()).isTrue();
    });
  }

  @ParameterizedTest
  @EnumSource
  void reset_isThrownAndIsNoEndOfTheStream(Waiting how) {
    withBulk(link -> {
      Task<?> task = waiting(how, link);
      link.reset();

      assertThat(Link.thrownBy(task::await)).isInstanceOf(ConnectionResetException.class);
    });
  }

  @ParameterizedTest
  @EnumSource
  void resetThatAReadFindsByItself_isThrown(Waiting how) {
    withBulk(link -> {
      link.reset();

      Throwable error = Link.thrownBy(() -> how.on(link.reader()));

      assertThat(error).isInstanceOf(ConnectionResetException.class);
    });
  }

  /** One has been woken, and the other begins to read before it runs. */
  @Test
  void taskThatReadsBeforeTheWokenOneRuns_makesNeitherComeBackWithNothing() {
    withBulk(link -> {
      Task<byte[]> first = Asyncio.createTask(() -> link.reader().read(10));
      pause();
      Task<byte[]> second = Asyncio.createTask(() -> readAsSoonAsNobodyWaits(link.reader()));
      pause();
      link.send("one");
      pause();
      link.send("two");

      assertThat(List.of(Link.text(first.await()), Link.text(second.await())))
          .containsExactlyInAnyOrder("one", "two");
    });
  }

  private static byte[] readAsSoonAsNobodyWaits(StreamReader in) throws IOException {
    for (; ; ) {
      try {
        return in.read(10);
      } catch (IllegalStateException _) {
        Asyncio.sleep(Duration.ZERO); // another task waits still
      }
    }
  }

  @Test
  void readerThatDoesNotWait_isFedUpToTwiceTheLimitAndOneRead() {
    Asyncio.run(() -> {
      try (Link link = Link.withLimit(1000)) {
        Sockets.thread(() -> {
          try {
            link.far().write(ByteBuffer.allocate(20_000_000));
          } catch (IOException _) {
            // the near end closes first
          }
        });
        link.reader().readexactly(MUCH);
        link.reader().read(1);
        for (int i = 0; i < 20; i++) {
          pause();
        }

        String text = link.reader().toString();
        int buffered = Integer.parseInt(text.replaceFirst("<StreamReader (\\d+) bytes.*", "$1"));
        assertThat(buffered).isBetween(1, 2000 + 256 * 1024);
      }
    });
  }

  @Test
  void largeMessagesWithSmallTails_arriveWhole() {
    byte[] data = new byte[5_000_000];
    new Random(2).nextBytes(data);
    withBulk(link -> {
      Sockets.thread(() -> {
        int sent = 0;
        for (int i = 0; sent < data.length; i++) {
          int size = Math.min(i % 3 == 2 ? 10 : 60_000, data.length - sent);
          writeAll(link, ByteBuffer.wrap(data, sent, size));
          sent += size;
        }
        link.far().shutdownOutput();
      });

      byte[] got = link.reader().read();

      assertThat(Arrays.equals(got, data)).isTrue();
    });
  }
}
