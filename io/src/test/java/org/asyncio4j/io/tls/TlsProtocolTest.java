package org.asyncio4j.io.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Log;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.BufferedProtocol;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Connected;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.ExceptionContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs' own protocols over TLS. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class TlsProtocolTest {
  /** Notes its calls, one word each. */
  private static class Notes implements Protocol {
    final List<String> calls = new ArrayList<>();
    final Future<Boolean> ended = getRunningLoop().createFuture();
    @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) throws Exception {
      transport = made;
      calls.add("made");
    }

    @Override
    public void dataReceived(byte[] data) throws Exception {
      calls.add(Link.text(data));
    }

    @Override
    public boolean eofReceived() {
      calls.add("eof");
      return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      calls.add("lost " + error);
      ended.setResult(true);
    }
  }

  private static <P extends ConnectionProtocol> Connected<P> connect(TlsLink link, P protocol)
      throws Exception {
    return IoLoop.current()
        .createConnection(
            () -> protocol,
            "127.0.0.1",
            link.server().port(),
            ConnectOptions.defaults().withTls(Certificates.client()));
  }

  @Test
  void calls_comeInAsynciosOrder() {
    run(() -> {
      Notes notes = new Notes();
      try (TlsLink link =
          TlsLink.serving((_, writer) -> {
            writer.write("hello");
            writer.close();
          })) {
        connect(link, notes);
        await(notes.ended);

        assertThat(notes.calls).containsExactly("made", "hello", "eof", "lost null");
      }
    });
  }

  @Test
  void createConnection_returnsWhenTheHandshakeIsDone() {
    run(() -> {
      Notes notes = new Notes();
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        Connected<Notes> connected = connect(link, notes);

        assertThat(notes.calls).containsExactly("made");
        assertThat(connected.transport()).isSameAs(notes.transport);
        connected.transport().abort();
        await(notes.ended);
      }
    });
  }

  @Test
  void protocolThatThrows_endsTheConnectionAndIsReported() {
    Notes[] notes = new Notes[1];
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          notes[0] =
              new Notes() {
                @Override
                public void dataReceived(byte[] data) {
                  throw new IllegalStateException("cannot take it");
                }
              };
          try (TlsLink link =
              TlsLink.serving((reader, writer) -> {
                writer.write("hello");
                reader.read();
                writer.close();
              })) {
            connect(link, notes[0]);
            await(notes[0].ended);
          }
        });

    assertThat(notes[0].calls)
        .containsExactly("made", "lost java.lang.IllegalStateException: cannot take it");
    assertThat(reports)
        .extracting(ExceptionContext::message)
        .contains("Fatal error: protocol.data_received() call failed.");
  }

  @Test
  void pausedProtocol_getsNothingUntilItGoesOn() {
    run(() -> {
      Notes notes = new Notes();
      try (TlsLink link =
          TlsLink.serving((_, writer) -> {
            writer.write("late");
            writer.close();
          })) {
        Transport transport = connect(link, notes).transport();
        transport.pauseReading();
        org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(30));
        notes.calls.add("paused");
        transport.resumeReading();
        await(notes.ended);

        assertThat(notes.calls).containsSubsequence("made", "paused", "late", "eof", "lost null");
      }
    });
  }

  @Test
  void abortedTransport_isClosingAtOnce() {
    run(() -> {
      Notes notes = new Notes();
      try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
        Transport transport = connect(link, notes).transport();
        transport.abort();
        boolean closing = transport.closing();
        await(notes.ended);

        assertThat(closing).isTrue();
      }
    });
  }

  @Test
  void transportThatAnErrorHasEnded_isClosingBeforeConnectionLost() {
    List<Boolean> closing = new ArrayList<>();
    Sockets.reports(() -> {
      Notes notes =
          new Notes() {
            @Override
            public void dataReceived(byte[] data) {
              getRunningLoop().callSoon(() -> closing.add(transport.closing()));
              throw new IllegalStateException("cannot take it");
            }

            @Override
            public void connectionLost(@Nullable Throwable error) {
              assertThat(closing).hasSize(1);
              super.connectionLost(error);
            }
          };
      try (TlsLink link =
          TlsLink.serving((reader, writer) -> {
            writer.write("hello");
            reader.read();
            writer.close();
          })) {
        connect(link, notes);
        await(notes.ended);
      }
    });

    assertThat(closing).containsExactly(true);
  }

  private static void writeOften(Transport transport) {
    for (int i = 0; i < 20; i++) {
      transport.write(new byte[1]);
    }
  }

  @Test
  void manyWritesAfterClose_warnOnce() {
    try (Log log = Log.open()) {
      run(() -> {
        Notes notes = new Notes();
        try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
          Transport transport = connect(link, notes).transport();
          transport.close();
          writeOften(transport);
          await(notes.ended);
        }
      });

      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .startsWith("Several writes to a connection that is lost: <TlsTransport closing TLSv1.3")
          .endsWith("; ask closing() first");
    }
  }

  @Test
  void manyWritesToALostConnection_warnOnce() {
    try (Log log = Log.open()) {
      run(() -> {
        Notes notes = new Notes();
        try (TlsLink link = TlsLink.serving(TlsLink.echo())) {
          Transport transport = connect(link, notes).transport();
          transport.abort();
          await(notes.ended);
          writeOften(transport);
        }
      });

      assertThat(log.warnings()).hasSize(1);
      assertThat(log.warnings().getFirst())
          .startsWith("Several writes to a connection that is lost: <TlsTransport lost TLSv1.3");
    }
  }

  /** Takes bytes in a buffer of three. */
  private static final class Small implements BufferedProtocol {
    final StringBuilder text = new StringBuilder();
    final Future<Boolean> ended = getRunningLoop().createFuture();
    private final ByteBuffer buffer = ByteBuffer.allocate(3);

    @Override
    public ByteBuffer getBuffer(int sizeHint) {
      return buffer.clear();
    }

    @Override
    public void bufferUpdated(int count) {
      text.append(new String(buffer.array(), 0, count, UTF_8)).append('|');
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      ended.setResult(true);
    }
  }

  @Test
  void bufferedProtocol_getsPiecesThatFit() {
    run(() -> {
      Small small = new Small();
      try (TlsLink link =
          TlsLink.serving((_, writer) -> {
            writer.write("12345678");
            writer.close();
          })) {
        connect(link, small);
        await(small.ended);

        assertThat(small.text.toString()).isEqualTo("123|456|78|");
      }
    });
  }

  @Test
  void keepingOpenAfterTheEnd_isAnsweredWithAWarning() {
    try (Log log = Log.open()) {
      run(() -> {
        Notes notes =
            new Notes() {
              @Override
              public boolean eofReceived() {
                return true;
              }
            };
        try (TlsLink link = TlsLink.serving((_, writer) -> writer.close())) {
          connect(link, notes);
          await(notes.ended);
        }
      });

      assertThat(log.warnings())
          .containsExactly(
              "returning true from eof_received() has no effect when using TLS; return false");
    }
  }
}
