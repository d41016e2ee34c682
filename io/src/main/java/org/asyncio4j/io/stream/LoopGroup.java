package org.asyncio4j.io.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.asyncio4j.Asyncio;
import org.asyncio4j.RunOptions;
import org.asyncio4j.engine.Engine;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.io.channel.Endpoints;
import org.asyncio4j.io.channel.ProtocolFactory;
import org.asyncio4j.io.selector.LoopCall;
import org.asyncio4j.io.selector.SelectorPoller;
import org.asyncio4j.io.transport.ConnectionProtocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.TaskLoop;
import org.jspecify.annotations.Nullable;

/*
 * A server of a group belongs to the loop of who has made it: that loop accepts and counts, and gives the
 * channel to the member with the fewest connections. From then on it is that member's alone.
 */
/**
 * Several loops, each on a thread of its own, that serve the connections of one server: so that it
 * uses the whole machine. What belongs to one loop stays single-threaded.
 *
 * {@snippet :
 * try (var group = LoopGroup.start(4)) {
 *   Server server = group.startServer(this::serve, List.of(), 8888, ServerOptions.defaults());
 *   server.serveForever();
 * }
 * }
 *
 * <pre>
 *   running --close--> closing: tasks are cancelled --> closed: its servers close too
 *      \--a loop ends by an error: its servers close, serveForever and close() throw it
 * </pre>
 *
 * <p><b>Threads.</b> Any, for {@code loops} and {@code toString}; for all else the loop that uses
 * it.
 *
 * <p>Ours; asyncio starts several processes instead.
 */
public final class LoopGroup implements AutoCloseable {
  /** One loop. */
  private final class Member {
    final CompletableFuture<SelectorPoller> started = new CompletableFuture<>();
    final CompletableFuture<@Nullable Void> stop = new CompletableFuture<>();
    final CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();

    void run(RunOptions options) {
      Throwable error = null;
      try {
        Asyncio.run(
            () -> {
              started.complete(SelectorPoller.of(Asyncio.getRunningLoop(), "LoopGroup"));
              Asyncio.await(stop);
            },
            options);
      } catch (CancelledError e) {
        error =
            new IllegalStateException(
                "the main task of a loop of the group was cancelled; close() ends the loops", e);
      } catch (Throwable e) {
        error = e;
      }
      if (error != null) {
        started.completeExceptionally(error);
      }
      ended.complete(error); // before the servers hear of it: see listen
      if (!started.isCompletedExceptionally()) {
        tellServers(error);
      }
    }

    private void tellServers(@Nullable Throwable error) {
      List<Server> all;
      synchronized (servers) {
        all = List.copyOf(servers);
      }
      for (Server each : all) {
        tell(each, error);
      }
    }

    void tell(Server server, @Nullable Throwable error) {
      Engine loop = started.join().engine();
      Throwable why = closed ? null : error;
      ((TaskLoop) server.loop())
          .engine()
          .soonThreadsafe(new LoopCall(() -> Endpoints.loopEnded(server, loop, why), null));
    }
  }

  private final List<Member> members = new ArrayList<>();

  /** Which servers hear of a loop's end. Guarded by itself. */
  private final Set<Server> servers = new LinkedHashSet<>();

  /** Any thread reads. */
  private volatile boolean closed;

  private LoopGroup() {}

  /**
   * Starts loops.
   *
   * @param loops how many, at least one
   * @return the group, running
   * @throws IllegalArgumentException if there is less than one
   */
  public static LoopGroup start(int loops) {
    return start(loops, RunOptions.defaults());
  }

  /**
   * Starts as many loops as there are processors.
   *
   * @return the group, running
   */
  public static LoopGroup perCore() {
    return start(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Starts loops with options.
   *
   * @param loops how many, at least one
   * @param options how each is run
   * @return the group, running
   * @throws IllegalArgumentException if there is less than one
   */
  public static LoopGroup start(int loops, RunOptions options) {
    Objects.requireNonNull(options, "options");
    if (loops < 1) {
      throw new IllegalArgumentException("loops: " + loops + " (expected: at least one)");
    }
    LoopGroup group = new LoopGroup();
    RunOptions quiet = options.withHandleInterrupt(false); // Ctrl-C is for who closes the group
    for (int i = 1; i <= loops; i++) {
      Member member = group.new Member();
      group.members.add(member);
      Thread.ofPlatform().name("asyncio-group-" + i).daemon().start(() -> member.run(quiet));
    }
    try {
      group.members.forEach(each -> each.started.join());
    } catch (CompletionException e) {
      group.members.forEach(each -> each.stop.complete(null));
      throw new IllegalStateException("a loop of the group could not be started", e.getCause());
    }
    return group;
  }

  /**
   * Returns its loops: for {@link Asyncio#runCoroutineThreadsafe}, say.
   *
   * @return the loops
   */
  public List<EventLoop> loops() {
    return pollers().stream().map(SelectorPoller::loop).toList();
  }

  private List<SelectorPoller> pollers() {
    return members.stream().map(each -> each.started.join()).toList();
  }

  /**
   * Listens, and serves each connection in a task of one of the loops. Suspends the current task.
   *
   * @param handler serves one connection, on the loop that it was given to; handlers on different
   *     loops run in parallel, so that what they share must be safe for threads
   * @param hosts names or literal addresses; none for all addresses of the machine
   * @param port the port; zero for a free one, of each address its own
   * @param options how
   * @return the server; it belongs to the current loop, which accepts
   * @throws IOException if an address cannot be taken
   * @throws IllegalStateException if the group is closed, or one of its loops has ended
   */
  public Server startServer(
      ClientConnected handler, List<String> hosts, int port, ServerOptions options)
      throws IOException {
    Objects.requireNonNull(handler, "handler");
    return listen(Streams.factory(handler, options), hosts, port, options);
  }

  /**
   * Listens, and gives each connection to a protocol of its own on one of the loops. Suspends the
   * current task.
   *
   * @param factory makes the protocols, on the loops; several may do so at a time
   * @param hosts names or literal addresses; none for all addresses of the machine
   * @param port the port; zero for a free one, of each address its own
   * @param options how
   * @return the server; it belongs to the current loop, which accepts
   * @throws IOException if an address cannot be taken
   * @throws IllegalStateException if the group is closed, or one of its loops has ended
   */
  public Server createServer(
      Supplier<? extends ConnectionProtocol> factory,
      List<String> hosts,
      int port,
      ServerOptions options)
      throws IOException {
    Objects.requireNonNull(factory, "factory");
    return listen(ProtocolFactory.of(factory), hosts, port, options);
  }

  private Server listen(
      ProtocolFactory factory, List<String> hosts, int port, ServerOptions options)
      throws IOException {
    if (closed) {
      throw new IllegalStateException("the group is closed: " + this + "; start another one");
    }
    for (Member each : members) {
      if (each.ended.isDone()) {
        throw new IllegalStateException(
            "a loop of the group has ended: " + this + "; close it and start another one",
            each.ended.join());
      }
    }
    SelectorPoller home = SelectorPoller.of(TaskLoop.current(), "startServer");
    Server server = Endpoints.listen(home, factory, pollers(), hosts, port, options);
    synchronized (servers) {
      servers.add(server);
    }
    for (Member each : members) {
      if (each.ended.isDone()) { // meanwhile; that it may hear of it twice does not matter
        each.tell(server, each.ended.join());
      }
    }
    return server;
  }

  /**
   * Ends the loops: their tasks are cancelled, as at the end of {@code run}. Suspends the current
   * task until they have ended; outside a loop it blocks. A second call waits too.
   *
   * @throws IllegalStateException if a loop had ended by an error, its cause; several are
   *     suppressed ones of the first
   */
  @Override
  public void close() {
    closed = true;
    members.forEach(each -> each.stop.complete(null));
    List<Throwable> errors = new ArrayList<>();
    for (Member each : members) {
      Throwable error = Engine.running() != null ? Asyncio.await(each.ended) : each.ended.join();
      if (error != null) {
        errors.add(error);
      }
    }
    if (!errors.isEmpty()) {
      var all =
          new IllegalStateException(
              "a loop of the group has ended by an error", errors.removeFirst());
      errors.forEach(all::addSuppressed);
      throw all;
    }
  }

  @Override
  public String toString() {
    return "<LoopGroup " + (closed ? "closed" : "running") + " loops=" + members.size() + ">";
  }
}
