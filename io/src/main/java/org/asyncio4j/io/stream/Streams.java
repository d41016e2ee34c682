package org.asyncio4j.io.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.io.channel.Endpoints;
import org.asyncio4j.io.channel.ProtocolFactory;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Connected;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of streams, meant for {@code import static org.asyncio4j.io.stream.Streams.*} beside
 * those of {@link org.asyncio4j.Asyncio}.
 *
 * {@snippet :
 * Server server = startServer(this::serve, "localhost", 8888);
 * server.serveForever();
 * }
 *
 * <p>Each needs a running loop and suspends the current task.
 *
 * <p>{@code asyncio.open_connection}, {@code start_server} and their Unix forms, 3.14.
 */
public final class Streams {
  private Streams() {}

  private static SelectorPoller poller(String what) {
    return SelectorPoller.of(TaskLoop.current(), what);
  }

  // ---------------------------------------------------------------- clients

  /**
   * Connects to a host.
   *
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @return both sides of the connection
   * @throws IOException if no address can be reached; with several, its cause is the {@link
   *     org.asyncio4j.error.ExceptionGroup} of all failures
   */
  public static Connection openConnection(@Nullable String host, int port) throws IOException {
    return openConnection(host, port, ConnectOptions.defaults());
  }

  /**
   * Connects to a host with options.
   *
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @param options limit, local address, happy eyeballs, TLS
   * @return both sides of the connection
   * @throws IOException if no address can be reached
   */
  public static Connection openConnection(@Nullable String host, int port, ConnectOptions options)
      throws IOException {
    SelectorPoller poller = poller("openConnection");
    Context context = Context.current().copy();
    return streams(
        Endpoints.connect(
            poller,
            () -> new StreamProtocol(poller.engine(), options.limit(), null, context),
            host,
            port,
            options));
  }

  /**
   * Connects to a Unix socket.
   *
   * @param path where the server listens
   * @return both sides of the connection
   * @throws IOException if nobody listens there
   */
  public static Connection openUnixConnection(Path path) throws IOException {
    return openUnixConnection(path, ConnectOptions.defaults());
  }

  /**
   * Connects to a Unix socket with options.
   *
   * @param path where the server listens
   * @param options limit, TLS; the rest has no meaning here
   * @return both sides of the connection
   * @throws IOException if nobody listens there
   */
  public static Connection openUnixConnection(Path path, ConnectOptions options)
      throws IOException {
    SelectorPoller poller = poller("openUnixConnection");
    Context context = Context.current().copy();
    return streams(
        Endpoints.connectUnix(
            poller,
            () -> new StreamProtocol(poller.engine(), options.limit(), null, context),
            path,
            options));
  }

  private static Connection streams(Connected<StreamProtocol> connected) {
    StreamReader reader = connected.protocol().claim();
    StreamWriter writer = new StreamWriter(connected.transport(), connected.protocol(), reader);
    return new Connection(reader, writer);
  }

  // ---------------------------------------------------------------- servers

  /**
   * Listens, and serves each connection in a task of its own.
   *
   * @param handler serves one connection
   * @param host a name or a literal address; null for all addresses of the machine
   * @param port the port; zero for a free one, see {@link Server#port}
   * @return the server
   * @throws IOException if an address cannot be taken; the text names it
   */
  public static Server startServer(ClientConnected handler, @Nullable String host, int port)
      throws IOException {
    return startServer(
        handler, host == null ? List.of() : List.of(host), port, ServerOptions.defaults());
  }

  /**
   * Listens on several hosts, with options.
   *
   * @param handler serves one connection
   * @param hosts names or literal addresses; none for all addresses of the machine
   * @param port the port; zero for a free one, of each address its own
   * @param options how
   * @return the server
   * @throws IOException if an address cannot be taken
   */
  public static Server startServer(
      ClientConnected handler, List<String> hosts, int port, ServerOptions options)
      throws IOException {
    Objects.requireNonNull(handler, "handler");
    return Endpoints.listen(
        poller("startServer"), factory(handler, options), List.of(), hosts, port, options);
  }

  /**
   * Listens on a Unix socket. A socket that is at the path already is removed; the server's own
   * path is removed when it closes.
   *
   * @param handler serves one connection
   * @param path where to listen
   * @return the server
   * @throws IOException if the path cannot be taken; the text names it
   */
  public static Server startUnixServer(ClientConnected handler, Path path) throws IOException {
    return startUnixServer(handler, path, ServerOptions.defaults());
  }

  /**
   * Listens on a Unix socket with options.
   *
   * @param handler serves one connection
   * @param path where to listen
   * @param options how
   * @return the server
   * @throws IOException if the path cannot be taken
   */
  public static Server startUnixServer(ClientConnected handler, Path path, ServerOptions options)
      throws IOException {
    Objects.requireNonNull(handler, "handler");
    return Endpoints.listenUnix(
        poller("startUnixServer"), factory(handler, options), List.of(), path, options);
  }

  static ProtocolFactory factory(ClientConnected handler, ServerOptions options) {
    Context context = Context.current().copy();
    return new ProtocolFactory(
        engine -> new StreamProtocol(engine, options.limit(), handler, context), true);
  }
}
