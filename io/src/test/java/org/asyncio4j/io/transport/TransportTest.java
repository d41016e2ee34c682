package org.asyncio4j.io.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.asyncio4j.testkit.Trace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a protocol hears of its transport, and in which order. */
@Timeout(60)
@ExtendWith(Descriptors.class)
class TransportTest {
  private static final int MUCH = 20_000_000;

  /** Notes all it hears. */
  private static class Noting implements Protocol {
    final Trace trace = new Trace();
    final Future<@Nullable Throwable> lost = Asyncio.getRunningLoop().createFuture();
    boolean keepOpen;

    @Override
    public void connectionMade(Transport transport) throws Exception {
      trace.add("made");
    }

    @Override
    public void dataReceived(byte[] data) throws Exception {
      trace.add("data " + new String(data, UTF_8));
    }

    @Override
    public boolean eofReceived() throws Exception {
      trace.add("eof");
      return keepOpen;
    }

    @Override
    public void pauseWriting() throws Exception {
      trace.add("pause");
    }

    @Override
    public void resumeWriting() throws Exception {
      trace.add("resume");
    }

    @Override
    public void connectionLost(@Nullable Throwable error) throws Exception {
      trace.add("lost " + (error == null ? null : error.getClass().getSimpleName()));
      lost.setResult(error);
    }
  }

  private interface Body<P extends ConnectionProtocol> {
    void run(Transport transport, P protocol, SocketChannel far) throws Throwable;
  }

  private interface Factory<P> {
    P make() throws Throwable;
  }

  /** Runs a test with a protocol at one end of a connection; returns what was reported. */
  private static <P extends ConnectionProtocol> List<ExceptionContext> with(
      Factory<P> factory, Body<P> body) throws Exception {
    try (Sockets.Pair pair = Sockets.pair()) {
      return Sockets.reports(() -> {
        P protocol = factoryResult(factory);
        Connected<P> connected =
            IoLoop.current().connectAcceptedSocket(() -> protocol, pair.near());
        body.run(connected.transport(), protocol, pair.far());
        connected.transport().abort();
        pause();
      });
    }
  }

  private static <P> P factoryResult(Factory<P> factory) throws Throwable {
    return factory.make();
  }

  private static void send(SocketChannel far, String text) throws Exception {
    far.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(10));
  }

  private static Thread drain(SocketChannel far, long most) {
    return Sockets.thread(() -> {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      for (long total = 0; total < most; total += buffer.position()) {
        if (far.read(buffer.clear()) < 0) {
          return;
        }
      }
    });
  }

  // ---------------------------------------------------------------- the order of events

  @Test
  void protocol_hearsMadeDataEofLost_onceEach() throws Exception {
    with(
        Noting::new,
        (_, protocol, far) -> {
          send(far, "one");
          pause();
          send(far, "two");
          far.shutdownOutput();
          assertThat(protocol.lost.await()).isNull();
          pause();

          assertThat(protocol.trace.events()).startsWith("made", "data one", "data two");
          assertThat(protocol.trace.events()).endsWith("eof", "lost null").hasSize(5);
        });
  }

  @Test
  void protocolThatKeepsOpen_mayAnswerAfterTheEnd() throws Exception {
    with(
        Noting::new,
        (transport, protocol, far) -> {
          protocol.keepOpen = true;
          far.shutdownOutput();
          pause();
          transport.write("answer".getBytes(UTF_8));
          transport.close();
          protocol.lost.await();
          ByteBuffer got = ByteBuffer.allocate(100);
          far.read(got);

          protocol.trace.is("made", "eof", "lost null");
          assertThat(got.position()).isEqualTo(6);
        });
  }

  @Test
  void reset_isTheReasonOfTheLoss_andNoReport() throws Exception {
    List<ExceptionContext> reports =
        with(
            Noting::new,
            (transport, protocol, far) -> {
              far.setOption(StandardSocketOptions.SO_LINGER, 0);
              far.close();

              assertThat(protocol.lost.await()).isInstanceOf(ConnectionResetException.class);
              protocol.trace.is("made", "lost ConnectionResetException");
              assertThat(transport.closing()).isTrue();
            });

    assertThat(reports).isEmpty();
  }

  @Test
  void closeTwiceAndAbort_loseOnce_inTheNextTurn() throws Exception {
    with(
        Noting::new,
        (transport, protocol, _) -> {
          transport.close();
          transport.close();
          transport.abort();
          boolean early = protocol.lost.done();
          Asyncio.sleep(Duration.ZERO);

          assertThat(early).isFalse();
          protocol.trace.is("made", "lost null");
        });
  }

  @Test
  void closeWithWaitingData_losesWhenAllIsSent() throws Exception {
    with(
        Noting::new,
        (transport, protocol, far) -> {
          transport.write(new byte[MUCH]);
          transport.close();
          pause();
          boolean early = protocol.lost.done();
          Thread reading = drain(far, MUCH);
          protocol.lost.await();
          reading.join();

          assertThat(early).isFalse();
          protocol.trace.is("made", "pause", "resume", "lost null");
        });
  }

  @Test
  void abortWithWaitingData_dropsIt() throws Exception {
    with(
        Noting::new,
        (transport, protocol, _) -> {
          transport.write(new byte[MUCH]);
          transport.abort();
          protocol.lost.await();

          assertThat(transport.writeBufferSize()).isZero();
          protocol.trace.is("made", "pause", "lost null");
        });
  }

  @Test
  void channelClosedBehindItsBack_isTheEnd() throws Exception {
    with(
        Noting::new,
        (transport, protocol, _) -> {
          SocketChannel channel = (SocketChannel) transport.getExtraInfo(ExtraInfo.SOCKET);
          channel.close();

          assertThat(protocol.lost.await()).isNotNull();
        });
  }

  @Test
  void methods_runInTheContextOfTheCall() throws Exception {
    ContextVar<String> name = ContextVar.of("name");
    List<String> seen = new ArrayList<>();
    class Asking implements Protocol {
      @Override
      public void connectionMade(Transport transport) {
        seen.add(name.get());
      }

      @Override
      public void dataReceived(byte[] data) {
        seen.add(name.get());
      }
    }
    with(
        () -> {
          name.set("mine");
          return new Asking();
        },
        (_, _, far) -> {
          name.set("later");
          send(far, "x");
          pause();
        });

    assertThat(seen).containsExactly("mine", "mine");
  }

  // ---------------------------------------------------------------- flow

  @Test
  void pausedTransport_receivesNothingUntilItResumes() throws Exception {
    with(
        Noting::new,
        (transport, protocol, far) -> {
          transport.pauseReading();
          transport.pauseReading();
          send(far, "x");
          pause();
          boolean reading = transport.reading();
          List<String> before = protocol.trace.events();
          transport.resumeReading();
          transport.resumeReading();
          pause();

          assertThat(reading).isFalse();
          assertThat(before).containsExactly("made");
          protocol.trace.is("made", "data x");
        });
  }

  @Test
  void pauseInDataReceived_leavesTheRestForLater() throws Exception {
    class Pausing extends Noting {
      @Nullable Transport mine;

      @Override
      public void connectionMade(Transport transport) {
        mine = transport;
      }

      @Override
      public void dataReceived(byte[] data) throws Exception {
        super.dataReceived(data);
        mine.pauseReading();
      }
    }
    with(
        Pausing::new,
        (transport, protocol, far) -> {
          send(far, "one");
          pause();
          send(far, "two");
          pause();
          List<String> before = protocol.trace.events();
          transport.resumeReading();
          pause();

          assertThat(before).containsExactly("data one");
          protocol.trace.is("data one", "data two");
        });
  }

  @Test
  void limits_decideWhenWritingPauses() throws Exception {
    with(
        Noting::new,
        (transport, protocol, _) -> {
          transport.setWriteBufferLimits(MUCH * 2);
          transport.write(new byte[MUCH]);
          List<String> before = protocol.trace.events();
          transport.setWriteBufferLimits(0);

          assertThat(before).containsExactly("made");
          protocol.trace.is("made", "pause");
        });
  }

  // ---------------------------------------------------------------- protocols that throw

  @Test
  void dataReceivedThatThrows_isReported_andEndsTheConnection() throws Exception {
    class Throwing extends Noting {
      @Override
      public void dataReceived(byte[] data) {
        throw new IllegalStateException("boom");
      }
    }
    List<ExceptionContext> reports =
        with(
            Throwing::new,
            (_, protocol, far) -> {
              send(far, "x");
              assertThat(protocol.lost.await()).hasMessage("boom");
              protocol.trace.is("made", "lost IllegalStateException");
            });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .isEqualTo("Fatal error: protocol.data_received() call failed.");
  }

  @Test
  void eofReceivedThatThrows_isReported_andEndsTheConnection() throws Exception {
    class Throwing extends Noting {
      @Override
      public boolean eofReceived() {
        throw new IllegalStateException("boom");
      }
    }
    List<ExceptionContext> reports =
        with(
            Throwing::new,
            (_, protocol, far) -> {
              far.shutdownOutput();
              assertThat(protocol.lost.await()).hasMessage("boom");
            });

    assertThat(reports.getFirst().message())
        .isEqualTo("Fatal error: protocol.eof_received() call failed.");
  }

  @Test
  void connectionLostThatThrows_isReported_andTheSocketIsClosedAllTheSame() throws Exception {
    class Throwing implements Protocol {
      @Override
      public void dataReceived(byte[] data) {}

      @Override
      public void connectionLost(@Nullable Throwable error) {
        throw new IllegalStateException("boom");
      }
    }
    List<ExceptionContext> reports =
        with(
            Throwing::new,
            (transport, _, far) -> {
              transport.close();
              pause();
              assertThat(far.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message()).startsWith("Exception in callback ");
  }

  @Test
  void pauseWritingThatThrows_isReported_andTheConnectionLives() throws Exception {
    class Throwing extends Noting {
      @Override
      public void pauseWriting() {
        throw new IllegalStateException("boom");
      }
    }
    List<ExceptionContext> reports =
        with(
            Throwing::new,
            (transport, _, far) -> {
              transport.write(new byte[MUCH]);
              Thread reading = drain(far, MUCH);
              while (transport.writeBufferSize() > 0) {
                pause();
              }
              reading.join();
              assertThat(transport.closing()).isFalse();
            });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message()).isEqualTo("protocol.pause_writing() failed");
  }

  // ---------------------------------------------------------------- buffered protocols

  private static final class Buffering implements BufferedProtocol {
    private final ByteBuffer buffer;
    private final StringBuilder got = new StringBuilder();

    Buffering(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public ByteBuffer getBuffer(int sizeHint) {
      return buffer.clear();
    }

    @Override
    public void bufferUpdated(int count) {
      got.append(UTF_8.decode(buffer.flip()));
    }
  }

  @Test
  void bufferedProtocol_getsItsBytesInItsBuffer() throws Exception {
    for (ByteBuffer buffer : List.of(ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4))) {
      with(
          () -> new Buffering(buffer),
          (_, protocol, far) -> {
            send(far, "0123456789");
            pause();

            assertThat(protocol.got).hasToString("0123456789");
          });
    }
  }

  @Test
  void emptyBuffer_isReported_andEndsTheConnection() throws Exception {
    List<ExceptionContext> reports =
        with(
            () -> new Buffering(ByteBuffer.allocate(0)),
            (transport, _, far) -> {
              send(far, "x");
              pause();
              assertThat(transport.closing()).isTrue();
            });

    assertThat(reports.getFirst().message())
        .isEqualTo("Fatal error: protocol.get_buffer() call failed.");
    assertThat(reports.getFirst().exception())
        .hasMessageStartingWith("get_buffer() returned an empty buffer; ");
  }

  // ---------------------------------------------------------------- more

  @Test
  void otherProtocol_hearsWhatComesFromNowOn() throws Exception {
    with(
        Noting::new,
        (transport, first, far) -> {
          Noting second = new Noting();
          transport.setProtocol(second);
          send(far, "x");
          pause();

          first.trace.is("made");
          second.trace.is("data x");
          assertThat(transport.protocol()).isSameAs(second);
        });
  }

  @Test
  void sendfile_comesBehindWhatWaits_andRefusesWritesMeanwhile(@TempDir Path folder)
      throws Exception {
    Path path = Files.write(folder.resolve("data"), new byte[MUCH]);
    try (FileChannel file = FileChannel.open(path)) {
      with(
          Noting::new,
          (transport, _, far) -> {
            transport.write(new byte[MUCH]);
            Task<Long> sending =
                Asyncio.createTask(() -> IoLoop.current().sendfile(transport, file, 0, MUCH));
            pause();
            Throwable error = Link.thrownBy(() -> transport.write(new byte[1]));
            Thread reading = drain(far, 2L * MUCH);
            long sent = sending.await();
            reading.join();

            assertThat(error)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("unable to write; sendfile is in progress on ");
            assertThat(sent).isEqualTo(MUCH);
          });
    }
  }

  @Test
  void abortWhileSendingAFile_failsTheSender(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("data"), new byte[MUCH]);
    try (FileChannel file = FileChannel.open(path)) {
      with(
          Noting::new,
          (transport, _, _) -> {
            Task<Long> sending =
                Asyncio.createTask(() -> IoLoop.current().sendfile(transport, file, 0, MUCH));
            pause();
            transport.abort();

            assertThat(Link.thrownBy(sending::await))
                .isInstanceOf(ConnectionResetException.class)
                .hasMessage("Connection lost");
          });
    }
  }

  @Test
  void channelOfATransport_isRefusedElsewhere() throws Exception {
    with(
        Noting::new,
        (transport, _, _) -> {
          SocketChannel channel = (SocketChannel) transport.getExtraInfo(ExtraInfo.SOCKET);

          assertThatThrownBy(() -> IoLoop.current().sockRecv(channel, 1))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageStartingWith("sockRecv: ")
              .hasMessageContaining(" is used by transport <SocketTransport open ");
          assertThatThrownBy(() -> IoLoop.current().addReader(channel, () -> {}))
              .isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void serverOfProtocols_makesOneForEachConnection_andReportsAFactoryThatThrows() throws Exception {
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          List<Noting> made = new ArrayList<>();
          boolean[] fails = new boolean[1];
          Server server =
              IoLoop.current()
                  .createServer(
                      () -> {
                        if (fails[0]) {
                          throw new IllegalStateException("boom");
                        }
                        made.add(new Noting());
                        return made.getLast();
                      },
                      "127.0.0.1",
                      0);
          for (int i = 0; i < 2; i++) {
            IoLoop.current().createConnection(Noting::new, "127.0.0.1", server.port());
          }
          while (made.size() < 2) {
            pause();
          }
          fails[0] = true;
          Connected<Noting> last =
              IoLoop.current().createConnection(Noting::new, "127.0.0.1", server.port());
          last.protocol().lost.await();
          server.close();
          server.abortClients();
          server.waitClosed();
        });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .isEqualTo("Error on transport creation for incoming connection");
  }
}
