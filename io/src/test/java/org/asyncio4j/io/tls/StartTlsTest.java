package org.asyncio4j.io.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.stream.ClientConnected;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.Connected;
import org.asyncio4j.io.transport.ExtraInfo;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A plain connection becomes a secured one. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class StartTlsTest {
  private static final TlsOptions CLIENT = Certificates.client().withServerHostname("localhost");

  /** Answers lines; after STARTTLS in TLS. */
  private static ClientConnected mailServer() {
    return (reader, writer) -> {
      for (byte[] line : reader) {
        String said = Link.text(line).strip();
        if (said.equals("STARTTLS")) {
          writer.write("go ahead\n");
          writer.startTls(Certificates.server());
        } else {
          writer.write(said + " over " + writer.getExtraInfo(ExtraInfo.TLS_VERSION) + "\n");
        }
      }
      writer.close();
    };
  }

  private static String ask(Connection connection, String line) throws IOException {
    connection.writer().write(line + "\n");
    return Link.text(connection.reader().readline()).strip();
  }

  @Test
  void streams_goOnInTls() {
    run(() -> {
      try (Server server = Streams.startServer(mailServer(), "127.0.0.1", 0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        List<String> answers = new ArrayList<>();
        answers.add(ask(connection, "plain"));
        answers.add(ask(connection, "STARTTLS"));
        connection.writer().startTls(CLIENT);
        answers.add(ask(connection, "secret"));

        assertThat(answers).containsExactly("plain over null", "go ahead", "secret over TLSv1.3");
      }
    });
  }

  @Test
  void helloThatCameWithTheCommand_belongsToTheHandshake() {
    run(() -> {
      try (Server server =
              Streams.startServer(
                  (reader, writer) -> {
                    reader.readline();
                    org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(30));
                    writer.startTls(Certificates.server()); // the hello lies in the reader by now
                    writer.write("secured\n");
                    writer.close();
                  },
                  "127.0.0.1",
                  0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        connection.writer().write("STARTTLS\n");
        connection.writer().startTls(CLIENT);

        assertThat(Link.text(connection.reader().readline())).isEqualTo("secured\n");
      }
    });
  }

  @Test
  void plainTextSmuggledInBeforeTheHandshake_breaksIt() {
    run(() -> {
      try (Server server =
              Streams.startServer(
                  (reader, writer) -> {
                    reader.readline();
                    writer.write("go ahead\nsmuggled answer\n");
                    writer.startTls(Certificates.server());
                  },
                  "127.0.0.1",
                  0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        server.loop().setExceptionHandler((_, _) -> {});
        ask(connection, "STARTTLS");

        assertThatThrownBy(() -> connection.writer().startTls(CLIENT))
            .isInstanceOf(SSLHandshakeException.class);
      }
    });
  }

  @Test
  void clientWithoutAName_isRefused() {
    run(() -> {
      try (Server server = Streams.startServer(mailServer(), "127.0.0.1", 0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        assertThatThrownBy(() -> connection.writer().startTls(Certificates.client()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("serverHostname: none (expected: the name in");
        assertThat(ask(connection, "goes on")).isEqualTo("goes on over null");
      }
    });
  }

  @Test
  void refusedStartTls_leavesWhatWasReceivedToTheReader() {
    run(() -> {
      try (Server server = Streams.startServer(mailServer(), "127.0.0.1", 0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        connection.writer().write("one\ntwo\n");
        org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(30)); // both answers are here
        connection.reader().readline();
        assertThatThrownBy(() -> connection.writer().startTls(Certificates.client()))
            .isInstanceOf(IllegalArgumentException.class);

        assertThat(Link.text(connection.reader().readline())).isEqualTo("two over null\n");
      }
    });
  }

  /** Shakes hands as soon as it is told to. */
  private static ClientConnected hesitant(Future<Boolean> go) {
    return (reader, writer) -> {
      go.await();
      writer.startTls(Certificates.server());
      writer.write(reader.readline());
      writer.close();
    };
  }

  /** Does something while a client shakes hands, then a question in TLS; returns what it threw. */
  private static Throwable duringHandshake(
      java.util.function.Function<Connection, org.asyncio4j.function.Action> deed) {
    return run(() -> {
      Future<Boolean> go = getRunningLoop().createFuture();
      try (Server server = Streams.startServer(hesitant(go), "127.0.0.1", 0);
          Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
        var secured = createTask(() -> connection.writer().startTls(CLIENT));
        org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(5));
        Throwable thrown = Link.thrownBy(deed.apply(connection));
        go.setResult(true);
        await(secured);
        assertThat(ask(connection, "secret")).isEqualTo("secret");
        return thrown;
      }
    });
  }

  @Test
  void writeDuringTheHandshake_isRefusedAndBreaksNothing() {
    Throwable thrown = duringHandshake(connection -> () -> connection.writer().write("plain"));

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("unable to write; startTls has begun on <SocketTransport open ")
        .hasMessageEndingWith(": await it, then use the secured transport, which alone may send");
  }

  @Test
  void writeEofDuringTheHandshake_isRefusedAndBreaksNothing() {
    Throwable thrown = duringHandshake(connection -> () -> connection.writer().writeEof());

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("unable to write_eof; startTls has begun on <SocketTransport ");
  }

  @Test
  void secondStartTlsDuringTheHandshake_isRefusedAndBreaksNothing() {
    Throwable thrown = duringHandshake(connection -> () -> connection.writer().startTls(CLIENT));

    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("unable to write; startTls has begun on <SocketTransport ");
  }

  /** Notes what a connection brings. */
  private static final class Notes implements Protocol {
    final StringBuilder text = new StringBuilder();
    final Future<Boolean> ended = getRunningLoop().createFuture();

    @Override
    public void connectionMade(Transport transport) {
      text.append("made ");
    }

    @Override
    public void dataReceived(byte[] data) {
      text.append(Link.text(data));
    }

    @Override
    public boolean eofReceived() {
      text.append(" eof");
      return false;
    }

    @Override
    public void connectionLost(@Nullable Throwable error) {
      text.append(" lost ").append(error);
      ended.setResult(true);
    }
  }

  @Test
  void protocol_hearsOfDataAndEndAsBefore() {
    run(() -> {
      try (Server server = Streams.startServer(mailServer(), "127.0.0.1", 0)) {
        IoLoop io = IoLoop.current();
        Connected<Notes> plain = io.createConnection(Notes::new, "127.0.0.1", server.port());
        plain.transport().write("STARTTLS\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        while (plain.protocol().text.indexOf("ahead\n") < 0) {
          org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(1));
        }
        Transport secured = io.startTls(plain.transport(), plain.protocol(), CLIENT, false);
        secured.write("x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        while (plain.protocol().text.indexOf("TLSv1.3\n") < 0) {
          org.asyncio4j.Asyncio.sleep(java.time.Duration.ofMillis(1));
        }
        secured.close();
        await(plain.protocol().ended);

        assertThat(plain.protocol().text.toString())
            .isEqualTo("made go ahead\nx over TLSv1.3\n lost null");
      }
    });
  }
}
