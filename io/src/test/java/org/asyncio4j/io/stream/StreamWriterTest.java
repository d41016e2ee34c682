package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Log;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.WriteTransport;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a writer sends, how it waits, how it ends. */
@Timeout(60)
@ExtendWith(Descriptors.class)
class StreamWriterTest {
  /** More than the buffers of the system hold. */
  private static final int MUCH = 20_000_000;

  private interface Body {
    void run(Link link) throws Throwable;
  }

  private static void with(Body body) {
    Asyncio.run(() -> {
      try (Link link = Link.open()) {
        body.run(link);
      }
    });
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(5));
  }

  private static String received(Link link, int count) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && link.far().read(buffer) >= 0) {
      assertThat(buffer.position()).isPositive();
    }
    return new String(buffer.array(), 0, buffer.position(), UTF_8);
  }

  @Test
  void allKindsOfWrites_arriveInOrder() {
    with(link -> {
      StreamWriter out = link.writer();
      out.write("text ".getBytes(UTF_8));
      out.write("xpartx".getBytes(UTF_8), 1, 4);
      out.write(ByteBuffer.wrap(" buffer ".getBytes(UTF_8)));
      out.write("grüße ");
      out.writelines(List.of("a".getBytes(UTF_8), "b".getBytes(UTF_8)));
      out.writeOwned(ByteBuffer.wrap("!".getBytes(UTF_8)));

      assertThat(received(link, 28)).isEqualTo("text part buffer grüße ab!");
    });
  }

  @Test
  void arrayChangedAfterWrite_isSentAsItWas() {
    with(link -> {
      byte[] data = new byte[MUCH];
      Arrays.fill(data, (byte) 'a');
      link.writer().write(data);
      Arrays.fill(data, (byte) 'b');
      boolean[] wrong = new boolean[1];
      Thread reading =
          Sockets.thread(() -> {
            String all = received(link, MUCH);
            wrong[0] = all.length() != MUCH || all.indexOf('b') >= 0;
          });
      link.writer().close();
      link.writer().waitClosed();
      reading.join();

      assertThat(wrong[0]).isFalse();
    });
  }

  @Test
  void mixOfSmallAndLargeWrites_arrivesWhole() {
    with(link -> {
      long[] sum = new long[2];
      Thread reading =
          Sockets.thread(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            int next = 0;
            while (link.far().read(buffer.clear()) >= 0) {
              buffer.flip();
              while (buffer.hasRemaining()) {
                sum[1] += buffer.get() == (byte) next++ ? 0 : 1;
                sum[0]++;
              }
            }
          });
      int at = 0;
      for (int i = 0; i < 300; i++) {
        byte[] piece = new byte[i % 7 == 0 ? 200_000 : i % 50 + 1];
        for (int j = 0; j < piece.length; j++) {
          piece[j] = (byte) at++;
        }
        if (i % 3 == 0) {
          ByteBuffer direct = ByteBuffer.allocateDirect(piece.length).put(piece).flip();
          link.writer().writeOwned(direct);
        } else {
          link.writer().write(piece);
        }
        if (i % 40 == 0) {
          link.writer().drain();
        }
      }
      link.writer().close();
      link.writer().waitClosed();
      reading.join();

      assertThat(sum).containsExactly(at, 0);
    });
  }

  @Test
  void hugeSingleWriteOfAMappedOrDirectBuffer_costsNoCopy() {
    with(link -> {
      int size = 300_000_000;
      ByteBuffer huge = ByteBuffer.allocateDirect(size);
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      long before = runtime.totalMemory() - runtime.freeMemory();
      long[] count = new long[1];

      link.writer().writeOwned(huge);
      long waiting = link.writer().transport().writeBufferSize();
      Thread reading = link.drainFar(size, count);
      link.writer().drain();
      link.writer().close();
      link.writer().waitClosed();
      reading.join();
      System.gc();
      long after = runtime.totalMemory() - runtime.freeMemory();

      assertThat(waiting).isGreaterThan(200_000_000);
      assertThat(count[0]).isEqualTo(size);
      assertThat(after - before).isLessThan(50_000_000);
    });
  }

  // ---------------------------------------------------------------- drain

  @Test
  void peerThatDoesNotRead_holdsDrain_untilItReads() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      Task<?> first = Asyncio.createTask(() -> link.writer().drain());
      Task<?> second = Asyncio.createTask(() -> link.writer().drain());
      pause();
      boolean early = first.done() || second.done();
      long[] count = new long[1];
      Thread reading = link.drainFar(MUCH, count);
      Asyncio.gather(first, second).await();
      long waiting = link.writer().transport().writeBufferSize();
      link.writer().close();
      link.writer().waitClosed();
      reading.join();

      assertThat(early).isFalse();
      assertThat(waiting).isLessThanOrEqualTo(16 * 1024);
      assertThat(count[0]).isEqualTo(MUCH);
    });
  }

  @Test
  void drainBelowTheMark_returnsAtOnce() {
    with(link -> {
      link.writer().write("little");
      Task<?> self = Asyncio.currentTask();
      boolean[] ran = new boolean[1];
      Asyncio.getRunningLoop().callSoon(() -> ran[0] = true);
      link.writer().drain();

      assertThat(ran[0]).isFalse();
      assertThat(self).isNotNull();
    });
  }

  @Test
  void cancelWhileDraining_endsTheTask_andTheDataIsSent() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      Task<?> task = Asyncio.createTask(() -> link.writer().drain());
      pause();
      task.cancel();
      pause();
      long[] count = new long[1];
      Thread reading = link.drainFar(MUCH, count);
      link.writer().close();
      link.writer().waitClosed();
      reading.join();

      assertThat(task.cancelled()).isTrue();
      assertThat(count[0]).isEqualTo(MUCH);
    });
  }

  @Test
  void resetWhileDraining_throwsThere() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      Task<?> task = Asyncio.createTask(() -> link.writer().drain());
      pause();
      link.reset();

      assertThat(Link.thrownBy(task::await)).isInstanceOf(ConnectionResetException.class);
    });
  }

  @Test
  void resetWhileWriting_isSeenByDrain_andLaterWritesPass() {
    with(link -> {
      link.reset();
      Throwable error = null;
      while (error == null) {
        link.writer().write("x");
        error = Link.thrownBy(() -> link.writer().drain());
        Asyncio.sleep(Duration.ZERO);
      }
      for (int i = 0; i < 3; i++) {
        link.writer().write("y");
      }

      assertThat(error).isInstanceOf(ConnectionResetException.class);
      assertThat(link.writer().closing()).isTrue();
    });
  }

  @Test
  void manyWritesToALostConnection_warnOnce() {
    try (Log log = Log.open()) {
      with(link -> {
        link.writer().transport().abort();
        for (int i = 0; i < 20; i++) {
          link.writer().write("y");
        }
      });

      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .startsWith("Several writes to a connection that is lost: <SocketTransport ending ");
    }
  }

  @Test
  void abortWhileDraining_letsDrainEnd_andTheNextOneFail() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      Task<?> task = Asyncio.createTask(() -> link.writer().drain());
      pause();
      link.writer().transport().abort();
      task.await();

      assertThat(Link.thrownBy(() -> link.writer().drain()))
          .isInstanceOf(ConnectionResetException.class)
          .hasMessage("Connection lost");
    });
  }

  // ---------------------------------------------------------------- half-close

  @Test
  void halfCloseFromHere_letsTheOtherSideGoOn() {
    with(link -> {
      link.writer().write("question");
      link.writer().writeEof();
      String question = received(link, 100);
      link.send("answer");
      link.far().shutdownOutput();

      assertThat(question).isEqualTo("question");
      assertThat(link.writer().canWriteEof()).isTrue();
      assertThat(Link.text(link.reader().read())).isEqualTo("answer");
      assertThat(Link.thrownBy(() -> link.writer().write("more")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Cannot call write() after write_eof(); ");
    });
  }

  @Test
  void halfCloseFromThere_letsThisSideGoOn() {
    with(link -> {
      link.sendAll("question");
      String question = Link.text(link.reader().read());
      pause();
      link.writer().write("answer");
      link.writer().close();
      link.writer().waitClosed();

      assertThat(question).isEqualTo("question");
      assertThat(received(link, 100)).isEqualTo("answer");
    });
  }

  @Test
  void writeEofBehindWaitingData_comesAfterIt() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      link.writer().writeEof();
      long[] count = new long[1];
      Thread reading = link.drainFar(Long.MAX_VALUE, count);
      link.writer().drain();
      reading.join();

      assertThat(count[0]).isEqualTo(MUCH);
    });
  }

  // ---------------------------------------------------------------- the end

  @Test
  void waitClosed_comesWhenAllIsSent() {
    with(link -> {
      link.writer().write(new byte[MUCH]);
      link.writer().close();
      Task<?> waiting = Asyncio.createTask(() -> link.writer().waitClosed());
      pause();
      boolean early = waiting.done();
      long[] count = new long[1];
      Thread reading = link.drainFar(Long.MAX_VALUE, count);
      waiting.await();
      reading.join();
      link.writer().waitClosed();

      assertThat(early).isFalse();
      assertThat(count[0]).isEqualTo(MUCH);
    });
  }

  @Test
  void cancelWhileWaitingForTheEnd_endsTheTask() {
    with(link -> {
      Task<?> waiting = Asyncio.createTask(() -> link.writer().waitClosed());
      pause();
      waiting.cancel();
      pause();

      assertThat(waiting.cancelled()).isTrue();
      assertThat(link.writer().closing()).isFalse();
    });
  }

  @Test
  void extraInfo_hasTypes_andLastsBeyondTheEnd() {
    with(link -> {
      link.writer().close();
      link.writer().waitClosed();

      assertThat(link.writer().getExtraInfo(ExtraInfo.PEERNAME))
          .isEqualTo(link.far().getLocalAddress());
      assertThat(link.writer().getExtraInfo(ExtraInfo.SOCKNAME))
          .isInstanceOf(InetSocketAddress.class);
      assertThat(link.writer().getExtraInfo(ExtraInfo.SOCKET)).isNotNull();
    });
  }

  @Test
  void readerIsClosable_andClosesTheConnection() {
    with(link -> {
      link.reader().close();

      assertThat(link.writer().closing()).isTrue();
    });
  }

  @Test
  void connectionForgottenAtTheEndOfTheLoop_isReportedAndClosed() throws Exception {
    try (Log log = Log.open()) {
      Link link = Asyncio.run(() -> Link.open());
      int end = link.far().read(ByteBuffer.allocate(1));
      link.far().close();

      assertThat(end).isEqualTo(-1);
      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .startsWith("unclosed at the end of the loop: <SocketTransport lost /127.0.0.1:")
          .endsWith("; close it, or use try-with-resources");
    }
  }

  @Test
  void connectionThatNobodyHolds_isClosedByTheCollector_withAWarning() throws Exception {
    try (Log log = Log.open()) {
      Asyncio.run(() -> {
        var far = Link.open().far();
        far.configureBlocking(false);
        while (far.read(ByteBuffer.allocate(1)) == 0) {
          System.gc();
          pause();
        }
        far.close();
      });

      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .startsWith("unclosed StreamWriter of <SocketTransport ");
    }
  }

  @Test
  void writeLimits_areAQuarterBelow_andChecked() {
    with(link -> {
      WriteTransport transport = link.writer().transport();
      transport.setWriteBufferLimits(1000);

      assertThat(transport.writeBufferLimits().low()).isEqualTo(250);
      assertThat(Link.thrownBy(() -> transport.setWriteBufferLimits(1, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("high (1) must be >= low (2) must be >= 0");
    });
  }
}
