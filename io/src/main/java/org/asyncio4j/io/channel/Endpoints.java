package org.asyncio4j.io.channel;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.asyncio4j.contextvar.Context;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.future.Future;
import org.asyncio4j.future.Waiter;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Connected;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.DatagramEndpoint;
import org.asyncio4j.io.transport.DatagramOptions;
import org.asyncio4j.io.transport.DatagramProtocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.TlsOptions;
import org.jspecify.annotations.Nullable;

/** Makes connections, servers and endpoints for the current task. */
public final class Endpoints {
  private Endpoints() {}

  // ---------------------------------------------------------------- connections

  /**
   * Connects to a host.
   *
   * @param <P> the type of the protocol
   * @param poller the loop's selector
   * @param factory makes the protocol
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @param options how
   * @return the connection
   * @throws IOException if no address can be reached
   */
  public static <P extends ConnectionProtocol> Connected<P> connect(
      SelectorPoller poller,
      Supplier<P> factory,
      @Nullable String host,
      int port,
      ConnectOptions options)
      throws IOException {
    List<InetSocketAddress> addresses = Resolver.resolve(poller.loop(), host, port);
    String name = host == null ? "localhost" : host;
    SocketChannel channel = Connector.connect(poller, addresses, options, host + ":" + port);
    return adopt(poller, factory, channel, options.tls(), name);
  }

  /**
   * Connects to a Unix socket.
   *
   * @param <P> the type of the protocol
   * @param poller the loop's selector
   * @param factory makes the protocol
   * @param path where the server listens
   * @param options how
   * @return the connection
   * @throws IOException if nobody listens there
   */
  public static <P extends ConnectionProtocol> Connected<P> connectUnix(
      SelectorPoller poller, Supplier<P> factory, Path path, ConnectOptions options)
      throws IOException {
    SocketChannel channel = Connector.one(poller, UnixDomainSocketAddress.of(path));
    return adopt(poller, factory, channel, options.tls(), null);
  }

  /**
   * Makes a connected channel a connection of the loop.
   *
   * @param <P> the type of the protocol
   * @param poller the loop's selector
   * @param factory makes the protocol
   * @param channel the channel; closed if this fails
   * @param tls how the connection is secured, at the side of the client; null for not at all
   * @param host the name of the other side, or null if it has none
   * @return the connection
   * @throws IOException if the channel cannot be used, or the handshake fails
   */
  public static <P extends ConnectionProtocol> Connected<P> adopt(
      SelectorPoller poller,
      Supplier<P> factory,
      SocketChannel channel,
      @Nullable TlsOptions tls,
      @Nullable String host)
      throws IOException {
    P protocol;
    TlsEngine engine;
    try {
      channel.configureBlocking(false);
      engine = tls == null ? null : Tls.client(poller, tls, host);
      protocol = Objects.requireNonNull(factory.get(), "protocol");
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
    return tls == null || engine == null
        ? plain(poller, protocol, channel)
        : secured(poller, protocol, channel, tls, engine);
  }

  private static <P extends ConnectionProtocol> Connected<P> secured(
      SelectorPoller poller, P protocol, SocketChannel channel, TlsOptions options, TlsEngine tls)
      throws IOException {
    Future<@Nullable Void> made =
        Waiter.create(poller.engine(), () -> "<TLS handshake on " + channel + ">");
    Context context = Context.current().copy();
    TlsProtocol between = new TlsProtocol(poller.engine(), context, tls, protocol, options, made);
    SocketTransport raw = SocketTransport.start(poller, channel, between, null, context, null);
    try {
      made.await();
    } catch (Throwable e) {
      raw.abort();
      throw e;
    }
    return new Connected<>(between.transport(), protocol);
  }

  private static <P extends ConnectionProtocol> Connected<P> plain(
      SelectorPoller poller, P protocol, SocketChannel channel) throws IOException {
    Future<@Nullable Void> made = Waiter.create(poller.engine(), () -> "<new connection>");
    SocketTransport transport =
        SocketTransport.start(
            poller, channel, protocol, null, Context.current().copy(), () -> finish(made));
    try {
      made.await();
    } catch (Throwable e) {
      transport.close();
      throw e;
    }
    return new Connected<>(transport, protocol);
  }

  private static void finish(Future<@Nullable Void> future) {
    if (!future.done()) {
      future.setResult(null);
    }
  }

  // ---------------------------------------------------------------- servers

  /**
   * Listens on the addresses of some hosts.
   *
   * @param poller the loop's selector
   * @param factory makes a protocol for each connection
   * @param others the loops that serve its connections; none for the caller's
   * @param hosts names or literal addresses; none for all addresses of the machine
   * @param port the port; zero for a free one, of each address its own
   * @param options how
   * @return the server
   * @throws IOException if an address cannot be taken; the text names it
   */
  public static Server listen(
      SelectorPoller poller,
      ProtocolFactory factory,
      List<SelectorPoller> others,
      List<String> hosts,
      int port,
      ServerOptions options)
      throws IOException {
    Set<InetSocketAddress> addresses = new LinkedHashSet<>();
    for (String each : hosts) {
      addresses.addAll(Resolver.resolve(poller.loop(), each, port));
    }
    if (hosts.isEmpty()) {
      addresses.add(new InetSocketAddress(port)); // both families
    }
    List<ServerSocketChannel> channels = new ArrayList<>();
    try {
      for (InetSocketAddress each : addresses) {
        channels.add(bind(each, options));
      }
      return serve(poller, channels, factory, others, options, () -> {});
    } catch (Throwable e) {
      closeAll(channels);
      throw e;
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address, ServerOptions options)
      throws IOException {
    ServerSocketChannel channel = openServer(address);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      if (options.reusePort()) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      return bind(channel, address, options.backlog());
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static ServerSocketChannel openServer(InetSocketAddress address) throws IOException {
    if (address.getAddress().isAnyLocalAddress()) {
      return ServerSocketChannel.open();
    }
    return ServerSocketChannel.open(
        address.getAddress() instanceof Inet6Address
            ? StandardProtocolFamily.INET6
            : StandardProtocolFamily.INET);
  }

  private static ServerSocketChannel bind(
      ServerSocketChannel channel, SocketAddress address, int backlog) throws IOException {
    try {
      return channel.bind(address, backlog);
    } catch (IOException e) {
      BindException named =
          new BindException(
              "error while attempting to bind on address "
                  + address
                  + ": "
                  + String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
      named.initCause(e);
      throw named;
    }
  }

  /**
   * Listens on a Unix socket. A socket that is at the path already is removed, as in asyncio.
   *
   * @param poller the loop's selector
   * @param factory makes a protocol for each connection
   * @param others the loops that serve its connections; none for the caller's
   * @param path where to listen
   * @param options how
   * @return the server
   * @throws IOException if the path cannot be taken; the text names it
   */
  public static Server listenUnix(
      SelectorPoller poller,
      ProtocolFactory factory,
      List<SelectorPoller> others,
      Path path,
      ServerOptions options)
      throws IOException {
    UnixPaths.removeStale(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      bind(channel, UnixDomainSocketAddress.of(path), options.backlog());
      Object own = UnixPaths.identity(path);
      Runnable cleanUp = options.cleanupSocket() ? () -> UnixPaths.removeOwn(path, own) : () -> {};
      return serve(poller, List.of(channel), factory, others, options, cleanUp);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /** CPython lets the loop go round once, so that the server is ready when this returns. */
  private static Server serve(
      SelectorPoller poller,
      List<ServerSocketChannel> channels,
      ProtocolFactory factory,
      List<SelectorPoller> others,
      ServerOptions options,
      Runnable whenClosed)
      throws IOException {
    SocketServer server = new SocketServer(poller, channels, factory, others, options, whenClosed);
    if (options.startServing()) {
      server.startServing();
      Future<@Nullable Void> turn = Waiter.create(poller.engine(), server::toString);
      poller.engine().loop().callSoon(() -> finish(turn));
      try {
        turn.await();
      } catch (Throwable e) {
        server.close();
        throw e;
      }
    }
    return server;
  }

  /**
   * Tells a server that one of the loops has ended that serve its connections. On the server's
   * loop. A server whose last loop has ended closes. A second call does nothing.
   *
   * @param server the server
   * @param ended the loop
   * @param error why, if it should not have; the server closes then
   */
  public static void loopEnded(Server server, Engine ended, @Nullable Throwable error) {
    ((SocketServer) server).loopEnded(ended, error);
  }

  private static void closeAll(List<? extends NetworkChannel> channels) throws IOException {
    for (NetworkChannel each : channels) {
      each.close();
    }
  }

  // ---------------------------------------------------------------- datagrams

  /**
   * Makes an endpoint for datagrams.
   *
   * @param <P> the type of the protocol
   * @param poller the loop's selector
   * @param factory makes the protocol
   * @param local where it receives, or null for a free port
   * @param remote its only peer, or null for any
   * @param options how
   * @return the endpoint
   * @throws IOException if the address cannot be taken
   */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> datagram(
      SelectorPoller poller,
      Supplier<P> factory,
      @Nullable InetSocketAddress local,
      @Nullable InetSocketAddress remote,
      DatagramOptions options)
      throws IOException {
    InetSocketAddress from = local == null ? null : resolved(poller, local);
    InetSocketAddress to = remote == null ? null : resolved(poller, remote);
    DatagramChannel channel = DatagramChannel.open();
    P protocol;
    try {
      channel.configureBlocking(false);
      if (options.reusePort()) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      channel.setOption(StandardSocketOptions.SO_BROADCAST, options.allowBroadcast());
      channel.bind(from);
      if (to != null) {
        channel.connect(to);
      }
      protocol = Objects.requireNonNull(factory.get(), "protocol");
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
    Future<@Nullable Void> made = Waiter.create(poller.engine(), () -> "<new endpoint>");
    UdpTransport transport =
        UdpTransport.start(poller, channel, protocol, Context.current().copy(), () -> finish(made));
    try {
      made.await();
    } catch (Throwable e) {
      transport.close();
      throw e;
    }
    return new DatagramEndpoint<>(transport, protocol);
  }

  private static InetSocketAddress resolved(SelectorPoller poller, InetSocketAddress address)
      throws IOException {
    return address.isUnresolved()
        ? Resolver.resolve(poller.loop(), address.getHostString(), address.getPort()).getFirst()
        : address;
  }
}
