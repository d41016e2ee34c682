package org.asyncio4j.io.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.LoopGroup;
import org.asyncio4j.io.stream.Streams;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;

/** A server that may be another one the next moment, and the way to it. The loop's. */
final class Place {
  /** Kinds of servers. */
  enum Kind {
    TCP,
    UNIX,
    TLS,
    LIMITED,
    GROUP
  }

  private static final List<String> LOOPBACK = List.of("127.0.0.1");

  private final Kind kind;
  private final Service service;
  private final Path path;
  private final LoopGroup group;
  private final TlsOptions trust = Certificates.client().withServerHostname("localhost");
  private Server server;

  Place(Kind kind, Service service, Path folder, LoopGroup group) throws IOException {
    this.kind = kind;
    this.service = service;
    this.path = folder.resolve("soak.socket");
    this.group = group;
    server = start();
  }

  private Server start() throws IOException {
    ServerOptions options = ServerOptions.defaults();
    return switch (kind) {
      case TCP -> Streams.startServer(service::serve, LOOPBACK, 0, options);
      case UNIX -> Streams.startUnixServer(service::serve, path, options);
      case TLS ->
          Streams.startServer(service::serve, LOOPBACK, 0, options.withTls(Certificates.server()));
      case LIMITED ->
          Streams.startServer(service::serve, LOOPBACK, 0, options.withMaxConnections(2));
      case GROUP -> group.startServer(service::serve, LOOPBACK, 0, options);
    };
  }

  /** Connects, with a reader of any limit. */
  Connection connect(Random random) throws IOException {
    ConnectOptions options = ConnectOptions.defaults().withLimit(1 << (9 + random.nextInt(8)));
    return switch (kind) {
      case UNIX -> Streams.openUnixConnection(path, options);
      case TLS -> Streams.openConnection("127.0.0.1", server.port(), options.withTls(trust));
      default -> Streams.openConnection("127.0.0.1", server.port(), options);
    };
  }

  TlsOptions trust() {
    return trust;
  }

  /** Whether TLS can be begun, and one side alone be ended. */
  boolean plain() {
    return kind != Kind.TLS;
  }

  Server server() {
    return server;
  }

  /** Closes the server in one of its ways and starts another one. */
  void restart(Random random) throws IOException {
    Server old = server;
    switch (random.nextInt(3)) {
      case 0 -> old.close();
      case 1 -> {
        old.close();
        old.closeClients();
      }
      default -> old.shutdown(Duration.ofMillis(random.nextInt(50)));
    }
    server = start();
  }

  /** Closes the server for good. Suspends until its last connection has ended. */
  void end() {
    server.shutdown(Duration.ofSeconds(2));
  }

  @Override
  public String toString() {
    return kind.name();
  }
}
