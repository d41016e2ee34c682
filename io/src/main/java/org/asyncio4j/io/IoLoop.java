package org.asyncio4j.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.asyncio4j.function.Action;
import org.asyncio4j.io.channel.Endpoints;
import org.asyncio4j.io.channel.ProcessTransport;
import org.asyncio4j.io.channel.ProtocolFactory;
import org.asyncio4j.io.channel.Resolver;
import org.asyncio4j.io.channel.ShellCommand;
import org.asyncio4j.io.channel.SocketOps;
import org.asyncio4j.io.channel.SocketTransport;
import org.asyncio4j.io.channel.Tls;
import org.asyncio4j.io.selector.IoReady;
import org.asyncio4j.io.selector.Registration;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.selector.UserCallback;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Connected;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.Datagram;
import org.asyncio4j.io.transport.DatagramEndpoint;
import org.asyncio4j.io.transport.DatagramOptions;
import org.asyncio4j.io.transport.DatagramProtocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.Spawned;
import org.asyncio4j.io.transport.SubprocessOptions;
import org.asyncio4j.io.transport.SubprocessProtocol;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does with channels and children. Any loop has it: its selector is made when it first
 * needs one.
 *
 * {@snippet :
 * IoLoop io = IoLoop.current();
 * io.addReader(channel, () -> handle(channel));
 * }
 *
 * <p><b>Threads.</b> The loop's, as for {@link EventLoop}; {@link #of} and {@link #loop} any.
 *
 * <p><b>Cancellation.</b> A cancelled operation is taken back; what it has sent or received by then
 * stays so.
 *
 * <p>The methods of {@code asyncio.AbstractEventLoop} that take sockets, 3.14. Channels in place of
 * sockets; an operation on a channel that is closed meanwhile fails, where asyncio leaves it
 * waiting. A loop in virtual time refuses all of them.
 */
public final class IoLoop {
  private final EventLoop loop;

  private IoLoop(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Returns the running loop's.
   *
   * @return the I/O side of the loop that runs the calling code
   * @throws IllegalStateException if there is none
   */
  public static IoLoop current() {
    return new IoLoop(TaskLoop.current());
  }

  /**
   * Returns a loop's.
   *
   * @param loop the loop
   * @return its I/O side
   */
  public static IoLoop of(EventLoop loop) {
    return new IoLoop(Objects.requireNonNull(loop, "loop"));
  }

  /**
   * Returns the loop.
   *
   * @return the loop
   */
  public EventLoop loop() {
    return loop;
  }

  private SelectorPoller poller(String what) {
    return SelectorPoller.of(loop, what);
  }

  // ---------------------------------------------------------------- readers and writers

  /**
   * Calls back in each turn of the loop in which a channel can be read or, if it is a server's, has
   * a connection to accept. A second call replaces the first.
   *
   * @param channel the channel, non-blocking
   * @param callback what to run, in a copy of the current context
   * @throws IllegalArgumentException if the channel is blocking, or cannot be read
   * @throws IllegalStateException if a transport works with the channel
   * @throws ClosedChannelException if it is closed
   */
  public void addReader(SelectableChannel channel, Action callback) throws ClosedChannelException {
    Objects.requireNonNull(callback, "callback");
    Registration registration =
        register(channel, SelectionKey.OP_READ | SelectionKey.OP_ACCEPT, "addReader");
    registration.reader(new UserCallback(callback));
  }

  /**
   * Ends what {@link #addReader} began.
   *
   * @param channel the channel
   * @return whether there was a callback
   */
  public boolean removeReader(SelectableChannel channel) {
    SocketOps.refuseOwned(poller("removeReader"), channel, "removeReader");
    Registration registration = poller("removeReader").find(channel);
    if (registration == null || registration.reader() == null) {
      return false;
    }
    cancel(registration.reader());
    registration.reader(null);
    return true;
  }

  /**
   * Calls back in each turn of the loop in which a channel can be written or has connected. A
   * second call replaces the first.
   *
   * @param channel the channel, non-blocking
   * @param callback what to run, in a copy of the current context
   * @throws IllegalArgumentException if the channel is blocking, or cannot be written
   * @throws IllegalStateException if a transport works with the channel
   * @throws ClosedChannelException if it is closed
   */
  public void addWriter(SelectableChannel channel, Action callback) throws ClosedChannelException {
    Objects.requireNonNull(callback, "callback");
    Registration registration =
        register(channel, SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT, "addWriter");
    registration.writer(new UserCallback(callback));
  }

  /**
   * Ends what {@link #addWriter} began.
   *
   * @param channel the channel
   * @return whether there was a callback
   */
  public boolean removeWriter(SelectableChannel channel) {
    SocketOps.refuseOwned(poller("removeWriter"), channel, "removeWriter");
    Registration registration = poller("removeWriter").find(channel);
    if (registration == null || registration.writer() == null) {
      return false;
    }
    cancel(registration.writer());
    registration.writer(null);
    return true;
  }

  private Registration register(SelectableChannel channel, int operations, String what)
      throws ClosedChannelException {
    SelectorPoller poller = poller(what);
    if ((channel.validOps() & operations) == 0) {
      throw new IllegalArgumentException(what + ": " + channel + " does not do that");
    }
    SocketOps.refuseOwned(poller, channel, what);
    return poller.register(channel);
  }

  private static void cancel(@Nullable IoReady ready) {
    if (ready instanceof UserCallback callback) {
      callback.cancel();
    }
  }

  // ---------------------------------------------------------------- operations on channels

  /**
   * Connects a channel. Suspends the current task.
   *
   * @param channel the channel, non-blocking
   * @param address where to; a host name that is not resolved yet is looked up
   * @throws java.net.ConnectException if nobody listens there
   * @throws IOException if it fails otherwise
   */
  public void sockConnect(SocketChannel channel, SocketAddress address) throws IOException {
    SelectorPoller poller = poller("sockConnect");
    SocketAddress to = address;
    if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
      to = getaddrinfo(inet.getHostString(), inet.getPort()).getFirst();
    }
    SocketOps.connect(poller, channel, to);
  }

  /**
   * Accepts a connection. Suspends the current task.
   *
   * @param server the listening channel, non-blocking
   * @return the connection, non-blocking
   * @throws IOException if it fails
   */
  public SocketChannel sockAccept(ServerSocketChannel server) throws IOException {
    return SocketOps.accept(poller("sockAccept"), server);
  }

  /**
   * Receives what is there. Suspends the current task until something is.
   *
   * @param channel the channel, non-blocking
   * @param most how many bytes at most, more than zero
   * @return the bytes; none at the end of the stream
   * @throws IOException if it fails
   */
  public byte[] sockRecv(SocketChannel channel, int most) throws IOException {
    return SocketOps.receive(poller("sockRecv"), channel, most);
  }

  /**
   * Receives what is there into a buffer. Suspends the current task until something is.
   *
   * @param channel the channel, non-blocking
   * @param target where to put it; nobody else may use it meanwhile
   * @return how many bytes; -1 at the end of the stream, where asyncio returns 0
   * @throws IOException if it fails
   */
  public int sockRecvInto(SocketChannel channel, ByteBuffer target) throws IOException {
    return SocketOps.receiveInto(poller("sockRecvInto"), channel, target);
  }

  /**
   * Sends all of some data. Suspends the current task until the system has taken it.
   *
   * @param channel the channel, non-blocking
   * @param data what to send; must not be changed meanwhile
   * @throws IOException if it fails; part of it may have been sent
   */
  public void sockSendall(SocketChannel channel, byte[] data) throws IOException {
    sockSendall(channel, ByteBuffer.wrap(data));
  }

  /**
   * Sends all of a buffer. Suspends the current task until the system has taken it.
   *
   * @param channel the channel, non-blocking
   * @param data what to send; must not be changed meanwhile
   * @throws IOException if it fails; part of it may have been sent
   */
  public void sockSendall(SocketChannel channel, ByteBuffer data) throws IOException {
    SocketOps.sendAll(poller("sockSendall"), channel, data);
  }

  /**
   * Sends a part of a file, which the system copies itself where it can. Suspends the current task;
   * reading the file holds the loop.
   *
   * @param channel the channel, non-blocking
   * @param file the file
   * @param position its first byte to send, at least zero
   * @param count how many bytes at most, at least zero
   * @return how many bytes were sent: fewer if the file ends before
   * @throws IOException if it fails; part of it may have been sent
   */
  public long sockSendfile(SocketChannel channel, FileChannel file, long position, long count)
      throws IOException {
    return SocketOps.sendFile(poller("sockSendfile"), channel, file, position, count);
  }

  /**
   * Receives a datagram. Suspends the current task until one is there.
   *
   * @param channel the channel, non-blocking
   * @param most how many bytes at most, more than zero; the rest of a longer one is lost
   * @return the datagram and its sender
   * @throws IOException if it fails
   */
  public Datagram sockRecvfrom(DatagramChannel channel, int most) throws IOException {
    return SocketOps.receiveFrom(poller("sockRecvfrom"), channel, most);
  }

  /**
   * Sends a datagram. Suspends the current task until the system has taken it.
   *
   * @param channel the channel, non-blocking
   * @param data its content
   * @param to who gets it
   * @throws IOException if it fails
   */
  public void sockSendto(DatagramChannel channel, byte[] data, SocketAddress to)
      throws IOException {
    SocketOps.sendTo(poller("sockSendto"), channel, ByteBuffer.wrap(data), to);
  }

  // ---------------------------------------------------------------- transports

  /**
   * Connects to a host and gives the connection to a protocol. Suspends the current task.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @return transport and protocol
   * @throws IOException if no address can be reached; with several, its cause is the {@link
   *     org.asyncio4j.error.ExceptionGroup} of all failures
   */
  public <P extends ConnectionProtocol> Connected<P> createConnection(
      Supplier<P> factory, @Nullable String host, int port) throws IOException {
    return createConnection(factory, host, port, ConnectOptions.defaults());
  }

  /**
   * Connects to a host with options.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param host a name or a literal address; null for the loopback address
   * @param port the port
   * @param options local address, happy eyeballs
   * @return transport and protocol
   * @throws IOException if no address can be reached
   */
  public <P extends ConnectionProtocol> Connected<P> createConnection(
      Supplier<P> factory, @Nullable String host, int port, ConnectOptions options)
      throws IOException {
    return Endpoints.connect(poller("createConnection"), factory, host, port, options);
  }

  /**
   * Connects to a Unix socket and gives the connection to a protocol. Suspends the current task.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param path where the server listens
   * @return transport and protocol
   * @throws IOException if nobody listens there
   */
  public <P extends ConnectionProtocol> Connected<P> createUnixConnection(
      Supplier<P> factory, Path path) throws IOException {
    return createUnixConnection(factory, path, ConnectOptions.defaults());
  }

  /**
   * Connects to a Unix socket with options.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param path where the server listens
   * @param options TLS; the rest has no meaning here
   * @return transport and protocol
   * @throws IOException if nobody listens there, or the handshake fails
   */
  public <P extends ConnectionProtocol> Connected<P> createUnixConnection(
      Supplier<P> factory, Path path, ConnectOptions options) throws IOException {
    return Endpoints.connectUnix(poller("createUnixConnection"), factory, path, options);
  }

  /**
   * Makes a connected channel, say one accepted elsewhere, a connection of this loop.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param channel the channel; it belongs to the transport from now on
   * @return transport and protocol
   * @throws IOException if the channel cannot be used
   */
  public <P extends ConnectionProtocol> Connected<P> connectAcceptedSocket(
      Supplier<P> factory, SocketChannel channel) throws IOException {
    return Endpoints.adopt(poller("connectAcceptedSocket"), factory, channel, null, null);
  }

  /**
   * Listens and gives each connection to a protocol of its own. Suspends the current task.
   *
   * @param factory makes the protocols
   * @param host a name or a literal address; null for all addresses of the machine
   * @param port the port; zero for a free one
   * @return the server
   * @throws IOException if an address cannot be taken
   */
  public Server createServer(
      Supplier<? extends ConnectionProtocol> factory, @Nullable String host, int port)
      throws IOException {
    return createServer(
        factory, host == null ? List.of() : List.of(host), port, ServerOptions.defaults());
  }

  /**
   * Listens on several hosts, with options.
   *
   * @param factory makes the protocols
   * @param hosts names or literal addresses; none for all addresses of the machine
   * @param port the port; zero for a free one, of each address its own
   * @param options how
   * @return the server
   * @throws IOException if an address cannot be taken
   */
  public Server createServer(
      Supplier<? extends ConnectionProtocol> factory,
      List<String> hosts,
      int port,
      ServerOptions options)
      throws IOException {
    return Endpoints.listen(
        poller("createServer"), ProtocolFactory.of(factory), List.of(), hosts, port, options);
  }

  /**
   * Listens on a Unix socket. A socket that is at the path already is removed; the server's own
   * path is removed when it closes. Suspends the current task.
   *
   * @param factory makes the protocols
   * @param path where to listen
   * @param options how
   * @return the server
   * @throws IOException if the path cannot be taken
   */
  public Server createUnixServer(
      Supplier<? extends ConnectionProtocol> factory, Path path, ServerOptions options)
      throws IOException {
    return Endpoints.listenUnix(
        poller("createUnixServer"), ProtocolFactory.of(factory), List.of(), path, options);
  }

  /**
   * Secures a connection that its protocol has already. Suspends the current task until the
   * handshake is done; nobody may write meanwhile. The protocol hears all that comes from then on
   * in plain bytes, and writes to what this returns.
   *
   * @param transport the connection
   * @param protocol its protocol
   * @param options how; a client needs a {@code serverHostname}
   * @param serverSide whether this is the side that was connected to
   * @return the secured connection
   * @throws IOException if the handshake fails; the connection is closed then
   * @throws IllegalStateException if {@code transport} is being secured already or cannot send; its
   *     own writes are refused by one from then on
   */
  public Transport startTls(
      Transport transport, ConnectionProtocol protocol, TlsOptions options, boolean serverSide)
      throws IOException {
    return Tls.start(
        poller("startTls"), transport, protocol, options, serverSide, () -> new byte[0]);
  }

  /**
   * Makes an endpoint for datagrams. Suspends the current task.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param local where it receives, or null for a free port
   * @param remote its only peer, or null for any
   * @param options how
   * @return transport and protocol
   * @throws IOException if the address cannot be taken
   */
  public <P extends DatagramProtocol> DatagramEndpoint<P> createDatagramEndpoint(
      Supplier<P> factory,
      @Nullable InetSocketAddress local,
      @Nullable InetSocketAddress remote,
      DatagramOptions options)
      throws IOException {
    return Endpoints.datagram(poller("createDatagramEndpoint"), factory, local, remote, options);
  }

  /**
   * Starts a program and gives it to a protocol. Suspends the current task until its pipes are
   * connected; starting it holds the loop for about a millisecond.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param command the program and its arguments
   * @param options pipes or files, directory, environment; the limit and how it is ended have no
   *     meaning here
   * @return transport and protocol
   * @throws IOException if it cannot be started
   * @throws IllegalArgumentException if there is no word, or one has a null character
   */
  public <P extends SubprocessProtocol> Spawned<P> subprocessExec(
      Supplier<P> factory, List<String> command, SubprocessOptions options) throws IOException {
    return ProcessTransport.spawn(poller("subprocessExec"), factory, command, options);
  }

  /**
   * Starts a command line of the system's shell, see {@link #subprocessExec}.
   *
   * @param <P> the type of the protocol
   * @param factory makes the protocol
   * @param command the command line
   * @param options pipes or files, directory, environment
   * @return transport and protocol
   * @throws IOException if it cannot be started
   */
  public <P extends SubprocessProtocol> Spawned<P> subprocessShell(
      Supplier<P> factory, String command, SubprocessOptions options) throws IOException {
    return subprocessExec(factory, ShellCommand.of(command), options);
  }

  /**
   * Sends a part of a file over a connection, behind what waits to be sent. Suspends the current
   * task; reading the file holds the loop.
   *
   * @param transport the connection; nobody may write to it meanwhile
   * @param file the file
   * @param position its first byte to send, at least zero
   * @param count how many bytes at most, at least zero
   * @return how many bytes were sent: fewer if the file ends before
   * @throws IOException if it fails
   * @throws IllegalArgumentException if the transport is none of a socket
   */
  public long sendfile(Transport transport, FileChannel file, long position, long count)
      throws IOException {
    poller("sendfile");
    if (transport instanceof SocketTransport socket) {
      return socket.sendFile(file, position, count);
    }
    throw new IllegalArgumentException("transport: " + transport + " (expected: one of a socket)");
  }

  /**
   * Looks a host up. Suspends the current task; the look-up takes a thread of the default executor,
   * a literal address none.
   *
   * @param host a name or a literal address; null for the loopback address
   * @param port the port, 0 to 65535
   * @return its addresses in the order in which the system gives them
   * @throws java.net.UnknownHostException if it has none
   * @throws IOException if the look-up fails
   */
  public List<InetSocketAddress> getaddrinfo(@Nullable String host, int port) throws IOException {
    return Resolver.resolve(loop, host, port);
  }

  @Override
  public String toString() {
    return "<IoLoop of " + loop + ">";
  }
}
