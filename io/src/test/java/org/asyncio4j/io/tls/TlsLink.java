package org.asyncio4j.io.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.asyncio4j.io.stream.ClientConnected;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;

/** A TLS server in the loop. In a task. */
record TlsLink(Server server, TlsOptions client) implements AutoCloseable {
  /** Serves with the certificate of localhost. */
  static TlsLink serving(ClientConnected handler) throws IOException {
    return serving(handler, Certificates.server(), Certificates.client());
  }

  static TlsLink serving(ClientConnected handler, TlsOptions server, TlsOptions client)
      throws IOException {
    ServerOptions options = ServerOptions.defaults().withTls(server);
    return new TlsLink(Streams.startServer(handler, List.of("127.0.0.1"), 0, options), client);
  }

  /** A handler that sends back each line. */
  static ClientConnected echo() {
    return (reader, writer) -> {
      try (writer) {
        for (byte[] line : reader) {
          writer.write(line);
          writer.drain();
        }
      } catch (UncheckedIOException e) {
        assertThat(e).hasCauseInstanceOf(SSLException.class); // some clients of tests are rude
      }
    };
  }

  Connection connect() throws IOException {
    return connect(client);
  }

  Connection connect(TlsOptions tls) throws IOException {
    return Streams.openConnection(
        "127.0.0.1", server.port(), ConnectOptions.defaults().withTls(tls));
  }

  @Override
  public void close() {
    server.close();
    server.waitClosed();
  }
}
