package org.asyncio4j.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.runCoroutineThreadsafe;
import static org.asyncio4j.Asyncio.sleep;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.SystemExit;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.io.support.Certificates;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.ShutdownReport;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.EventLoop;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several loops behind one server. */
@Timeout(60)
@ExtendWith({Certificates.class, Descriptors.class})
class LoopGroupTest {
  private static final List<String> LOOPBACK = List.of("127.0.0.1");

  private static Server serve(LoopGroup group, ClientConnected handler) throws IOException {
    return group.startServer(handler, LOOPBACK, 0, ServerOptions.defaults());
  }

  /** Answers each line by the name of its loop. */
  private static void nameOfLoop(StreamReader reader, StreamWriter writer) throws IOException {
    try (writer) {
      String loop = getRunningLoop().toString();
      for (byte[] _ : reader) {
        writer.write(loop + "\n");
      }
    }
  }

  private static String ask(Connection connection) throws IOException {
    connection.writer().write("who?\n");
    return Link.text(connection.reader().readline());
  }

  private static List<Connection> connect(Server server, int count) throws IOException {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connections.add(Streams.openConnection("127.0.0.1", server.port()));
    }
    return connections;
  }

  private static void close(List<Connection> connections) {
    connections.forEach(Connection::close);
  }

  @Test
  void connections_areSpreadEvenly() {
    run(() -> {
      try (LoopGroup group = LoopGroup.start(3);
          Server server = serve(group, LoopGroupTest::nameOfLoop)) {
        List<Connection> connections = connect(server, 12);
        Map<String, Integer> counts = new HashMap<>();
        for (Connection each : connections) {
          counts.merge(ask(each), 1, Integer::sum);
        }

        assertThat(counts.values()).containsExactly(4, 4, 4);
        assertThat(server.connections()).isEqualTo(12);
        close(connections);
        while (server.connections() > 0) { // ends, or the test's time limit does
          sleep(Duration.ofMillis(1));
        }
      }
    });
  }

  @Test
  void connection_staysOnItsLoop() {
    run(() -> {
      try (LoopGroup group = LoopGroup.start(3);
          Server server = serve(group, LoopGroupTest::nameOfLoop)) {
        Set<String> loops = new HashSet<>();
        try (Connection connection = Streams.openConnection("127.0.0.1", server.port())) {
          for (int i = 0; i < 50; i++) {
            loops.add(ask(connection));
          }
        }

        assertThat(loops).hasSize(1);
        assertThat(loops).doesNotContain(getRunningLoop().toString() + "\n");
      }
    });
  }

  @Test
  void newConnections_goWhereSomeHaveEnded() {
    run(() -> {
      try (LoopGroup group = LoopGroup.start(2);
          Server server = serve(group, LoopGroupTest::nameOfLoop)) {
        List<Connection> connections = connect(server, 2);
        String first = ask(connections.get(0));
        connections.get(0).close();
        while (server.connections() > 1) {
          sleep(Duration.ofMillis(1));
        }
        List<Connection> more = connect(server, 1);

        assertThat(ask(more.getFirst())).isEqualTo(first);
        close(connections);
        close(more);
      }
    });
  }

  @Test
  void loops_runInParallel() {
    run(() -> {
      CountDownLatch both = new CountDownLatch(2);
      ClientConnected meeting =
          (reader, writer) -> {
            both.countDown();
            both.await(); // holds this loop until the other one is here too
            writer.write("met\n");
            writer.close();
          };
      try (LoopGroup group = LoopGroup.start(2);
          Server server = serve(group, meeting)) {
        List<Connection> connections = connect(server, 2);
        List<Awaitable<byte[]>> answers = new ArrayList<>();
        connections.forEach(each -> answers.add(() -> each.reader().readline()));

        assertThat(await(gather(answers))).hasSize(2);
        close(connections);
      }
    });
  }

  @Test
  void limitOfConnections_countsThoseOfAllLoops() {
    run(() -> {
      ServerOptions two = ServerOptions.defaults().withMaxConnections(2);
      try (LoopGroup group = LoopGroup.start(2);
          Server server = group.startServer(LoopGroupTest::nameOfLoop, LOOPBACK, 0, two)) {
        List<Connection> connections = connect(server, 3); // the third waits in the backlog
        ask(connections.get(0));
        ask(connections.get(1));
        Task<String> third = createTask(() -> ask(connections.get(2)));
        sleep(Duration.ofMillis(30));
        assertThat(third.done()).isFalse();
        connections.get(0).close();

        assertThat(await(third)).startsWith("<EventLoop");
        close(connections);
      }
    });
  }

  @Test
  void protocols_areMadeOnTheirLoops() {
    run(() -> {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      try (LoopGroup group = LoopGroup.start(2);
          Server server =
              group.createServer(
                  () -> {
                    threads.add(Thread.currentThread());
                    return new Protocol() {
                      @Override
                      public void connectionMade(Transport transport) {
                        transport.write(
                            "hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                      }

                      @Override
                      public void dataReceived(byte[] data) {}
                    };
                  },
                  LOOPBACK,
                  0,
                  ServerOptions.defaults())) {
        List<Connection> connections = connect(server, 4);
        for (Connection each : connections) {
          assertThat(Link.text(each.reader().readline())).isEqualTo("hello\n");
        }

        assertThat(threads).hasSizeGreaterThan(1);
        close(connections);
      }
    });
  }

  @Test
  void tls_isServedByAllLoops() {
    run(() -> {
      ServerOptions tls = ServerOptions.defaults().withTls(Certificates.server());
      ConnectOptions client = ConnectOptions.defaults().withTls(Certificates.client());
      try (LoopGroup group = LoopGroup.start(2);
          Server server = group.startServer(LoopGroupTest::nameOfLoop, LOOPBACK, 0, tls)) {
        Set<String> loops = new HashSet<>();
        for (int i = 0; i < 2; i++) {
          Connection connection = Streams.openConnection("127.0.0.1", server.port(), client);
          loops.add(ask(connection));
          createTask(() -> { // closed only when both are connected
            sleep(Duration.ofMillis(20));
            connection.close();
          });
        }

        assertThat(loops).hasSize(2);
        server.shutdown(Duration.ofSeconds(5));
      }
    });
  }

  // ---------------------------------------------------------------- the end

  @Test
  void shutdown_letsConnectionsEndAndAbortsTheRest() {
    run(() -> {
      ClientConnected slow =
          (reader, writer) -> {
            byte[] line = reader.readline();
            if (Link.text(line).startsWith("who")) {
              writer.write("done\n");
              writer.close();
            } else {
              reader.read();
            }
          };
      try (LoopGroup group = LoopGroup.start(2);
          Server server = serve(group, slow)) {
        List<Connection> connections = connect(server, 3);
        ask(connections.get(0));
        while (server.connections() > 2) {
          sleep(Duration.ofMillis(1));
        }
        connections.get(1).writer().write("stay\n");
        sleep(Duration.ofMillis(5));
        connections.get(2).writer().write("who\n");
        ShutdownReport report = server.shutdown(Duration.ofSeconds(2));

        assertThat(report.finished()).isEqualTo(1);
        assertThat(report.aborted()).isEqualTo(1);
        assertThat(server.connections()).isZero();
        close(connections);
      }
    });
  }

  @Test
  void closingTheGroup_cancelsItsTasksAndEndsItsConnections() {
    run(() -> {
      AtomicInteger reading = new AtomicInteger();
      AtomicInteger cancelled = new AtomicInteger();
      LoopGroup group = LoopGroup.start(2);
      Server server =
          serve(
              group,
              (reader, writer) -> {
                reading.incrementAndGet();
                try {
                  reader.read();
                } catch (CancelledError e) {
                  cancelled.incrementAndGet();
                  throw e;
                }
              });
      List<Connection> connections = connect(server, 4);
      for (Connection each : connections) {
        each.writer().write("x\n");
      }
      while (reading.get() < 4) {
        sleep(Duration.ofMillis(1));
      }
      group.close();
      server.close();
      server.waitClosed();

      assertThat(cancelled).hasValue(4);
      assertThat(group).hasToString("<LoopGroup closed loops=2>");
      assertThatThrownBy(() -> serve(group, LoopGroupTest::nameOfLoop))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the group is closed: <LoopGroup closed loops=2>; start another one");
      close(connections);
    });
  }

  @Test
  void cancelledServeForever_endsAll() {
    run(() -> {
      LoopGroup group = LoopGroup.start(2);
      Server server = serve(group, LoopGroupTest::nameOfLoop);
      Task<?> serving = createTask(() -> server.serveForever());
      List<Connection> connections = connect(server, 2);
      ask(connections.getFirst());
      serving.cancel();
      sleep(Duration.ofMillis(5));
      assertThat(serving.done()).isFalse(); // it waits for its connections
      close(connections);

      assertThatThrownBy(() -> await(serving)).isInstanceOf(CancelledError.class);
      group.close();
    });
  }

  @Test
  void exitOnOneLoop_endsTheProgramThatServes() {
    List<Throwable> atClose = new ArrayList<>();
    assertThatThrownBy(() ->
            run(() -> {
              LoopGroup group = LoopGroup.start(2);
              Server server =
                  serve(
                      group,
                      (reader, writer) -> {
                        throw new SystemExit(3);
                      });
              List<Connection> connections = connect(server, 1);
              try {
                server.serveForever();
              } finally {
                close(connections);
                atClose.add(Link.thrownBy(group::close));
              }
            }))
        .isInstanceOf(SystemExit.class);

    assertThat(atClose.getFirst())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a loop of the group has ended by an error")
        .hasCauseInstanceOf(SystemExit.class);
  }

  /** Ends a loop of a group by an error, and waits until it has closed. */
  private static void stop(EventLoop loop) {
    loop.callSoonThreadsafe(loop::stop);
    while (!loop.closed()) {
      sleep(Duration.ofMillis(1));
    }
  }

  @Test
  void closingTheGroup_closesItsServers() {
    run(() -> {
      LoopGroup group = LoopGroup.start(2);
      Server server = serve(group, LoopGroupTest::nameOfLoop);
      Task<?> serving = createTask(() -> server.serveForever());
      sleep(Duration.ZERO);
      group.close();

      assertThatThrownBy(() -> await(serving)).isInstanceOf(CancelledError.class);
      assertThat(server.serving()).isFalse();
    });
  }

  @Test
  void lateConnection_isClosedAndNotCountedForEver() {
    run(() -> {
      LoopGroup group = LoopGroup.start(1);
      Server server = serve(group, LoopGroupTest::nameOfLoop);
      Connection connection = connect(server, 1).getFirst(); // may still be on its way
      group.close();

      assertThat(connection.reader().read()).isEmpty();
      connection.close();
      server.waitClosed();
      assertThat(server.connections()).isZero();
    });
  }

  @Test
  void loopThatEndsBeforeServeForever_isNoSecret() {
    run(() -> {
      LoopGroup group = LoopGroup.start(2);
      Server server = serve(group, LoopGroupTest::nameOfLoop);
      stop(group.loops().getFirst());
      while (server.serving()) {
        sleep(Duration.ofMillis(1));
      }

      assertThatThrownBy(server::serveForever)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Event loop stopped before Future completed.");
      assertThat(Link.thrownBy(group::close)).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void groupWithALoopThatHasEnded_refusesServers() {
    run(() -> {
      LoopGroup group = LoopGroup.start(2);
      stop(group.loops().getFirst());
      while (Link.thrownBy(() -> serve(group, LoopGroupTest::nameOfLoop).close()) == null) {
        sleep(Duration.ofMillis(1)); // the group's thread may be a moment behind its loop
      }

      assertThatThrownBy(() -> serve(group, LoopGroupTest::nameOfLoop))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "a loop of the group has ended: <LoopGroup running loops=2>; close it and start"
                  + " another one")
          .cause()
          .hasMessageStartingWith("Event loop stopped before Future completed.");
      assertThat(Link.thrownBy(group::close)).isInstanceOf(IllegalStateException.class);
    });
  }

  @Test
  void loopWhoseTasksAreAllCancelled_endsServeForeverWithAnError() {
    run(() -> {
      LoopGroup group = LoopGroup.start(1);
      Server server =
          serve(group, (_, _) -> org.asyncio4j.Asyncio.allTasks().forEach(each -> each.cancel()));
      List<Connection> connections = connect(server, 1);

      assertThatThrownBy(server::serveForever)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the main task of a loop of the group was cancelled; close() ends the loops");
      assertThat(Link.thrownBy(group::close)).isInstanceOf(IllegalStateException.class);
      close(connections);
    });
  }

  @Test
  void outsideALoop_closeBlocksUntilTheLoopsHaveEnded() {
    LoopGroup group = LoopGroup.start(2);
    List<EventLoop> loops = group.loops();
    List<String> names = new ArrayList<>();
    for (EventLoop each : loops) {
      names.add(runCoroutineThreadsafe(() -> getRunningLoop().toString(), each).join());
    }
    group.close();

    assertThat(new HashSet<>(names)).hasSize(2);
    assertThat(loops).allMatch(EventLoop::closed);
  }

  @Test
  void noLoops_areRefused() {
    assertThatThrownBy(() -> LoopGroup.start(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("loops: 0 (expected: at least one)");
  }
}
