package org.asyncio4j.io.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.asyncio4j.Asyncio;
import org.asyncio4j.contextvar.ContextVar;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.error.TimeoutException;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.IoLoop;
import org.asyncio4j.io.support.Descriptors;
import org.asyncio4j.io.support.Link;
import org.asyncio4j.io.support.Sockets;
import org.asyncio4j.io.transport.ConnectionResetException;
import org.asyncio4j.io.transport.Protocol;
import org.asyncio4j.io.transport.Server;
import org.asyncio4j.io.transport.ServerOptions;
import org.asyncio4j.io.transport.ShutdownReport;
import org.asyncio4j.io.transport.Transport;
import org.asyncio4j.loop.ExceptionContext;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server of streams: from accepting to its end, and what clients do to it. */
@Timeout(60)
@ExtendWith(Descriptors.class)
class ServerTest {
  private static final ClientConnected ECHO =
      (in, out) -> {
        try (out) {
          for (byte[] data = in.read(1000); data.length > 0; data = in.read(1000)) {
            out.write(data);
            out.drain();
          }
        }
      };

  private static Server start(ClientConnected handler) throws IOException {
    return Streams.startServer(handler, "127.0.0.1", 0);
  }

  private static Server start(ClientConnected handler, ServerOptions options) throws IOException {
    return Streams.startServer(handler, List.of("127.0.0.1"), 0, options);
  }

  private static Connection connect(Server server) throws IOException {
    return Streams.openConnection("127.0.0.1", server.port());
  }

  private static String ask(Connection connection, String question) throws IOException {
    connection.writer().write(question);
    return Link.text(connection.reader().readexactly(question.getBytes(UTF_8).length));
  }

  private static void pause() {
    Asyncio.sleep(Duration.ofMillis(5));
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      pause();
    }
  }

  // ---------------------------------------------------------------- serving

  @Test
  void echo_answersEachClient() {
    List<String> answers =
        Asyncio.run(() -> {
          Server server = start(ECHO);
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            try (Connection connection = connect(server)) {
              all.add(ask(connection, "question " + i));
              all.add(ask(connection, "more"));
            }
          }
          server.close();
          server.waitClosed();
          return all;
        });

    assertThat(answers)
        .containsExactly("question 0", "more", "question 1", "more", "question 2", "more");
  }

  @Test
  void handler_runsInACopyOfTheContextOfStartServer() {
    ContextVar<String> name = ContextVar.of("name");
    String seen =
        Asyncio.run(() -> {
          name.set("server");
          Future<String> got = Asyncio.getRunningLoop().createFuture();
          Server server =
              start((_, out) -> {
                got.setResult(name.get());
                name.set("handler");
                out.close();
              });
          name.set("later");
          try (Connection _ = connect(server)) {
            String first = got.await();
            server.close();
            return first + " " + name.get();
          }
        });

    assertThat(seen).isEqualTo("server later");
  }

  @Test
  void severalHosts_areServedByOneServer() {
    int addresses =
        Asyncio.run(() -> {
          Server server =
              Streams.startServer(
                  ECHO, List.of("127.0.0.1", "127.0.0.2"), 0, ServerOptions.defaults());
          for (var address : server.addresses()) {
            InetSocketAddress inet = (InetSocketAddress) address;
            try (Connection connection =
                Streams.openConnection(inet.getHostString(), inet.getPort())) {
              assertThat(ask(connection, "x")).isEqualTo("x");
            }
          }
          server.close();
          return server.addresses().size();
        });

    assertThat(addresses).isEqualTo(2);
  }

  @Test
  void allAddressesOfTheMachine_answerBothFamilies() {
    Asyncio.run(() -> {
      Server server = Streams.startServer(ECHO, null, 0);
      for (String host : List.of("127.0.0.1", "localhost")) {
        try (Connection connection = Streams.openConnection(host, server.port())) {
          assertThat(ask(connection, host)).isEqualTo(host);
        }
      }
      server.close();
    });
  }

  @Test
  void portInUse_isNamed() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Throwable error = Link.thrownBy(() -> Streams.startServer(ECHO, "127.0.0.1", server.port()));
      server.close();

      assertThat(error)
          .isInstanceOf(BindException.class)
          .hasMessage(
              "error while attempting to bind on address /127.0.0.1:"
                  + server.port()
                  + ": address already in use");
    });
  }

  @Test
  void serverThatDoesNotServeYet_startsLater() {
    Asyncio.run(() -> {
      Server server = start(ECHO, ServerOptions.defaults().withStartServing(false));
      boolean before = server.serving();
      server.startServing();
      try (Connection connection = connect(server)) {
        assertThat(ask(connection, "x")).isEqualTo("x");
      }
      boolean after = server.serving();
      server.close();

      assertThat(before).isFalse();
      assertThat(after).isTrue();
      assertThat(server.serving()).isFalse();
    });
  }

  @Test
  void acceptStorm_everyClientIsAnswered_andTimersGoOn() {
    int clients = 300;
    Asyncio.run(() -> {
      Server server = start(ECHO, ServerOptions.defaults().withBacklog(50));
      int[] ticks = new int[1];
      Task<?> ticking =
          Asyncio.createTask(() -> {
            while (true) {
              Asyncio.sleep(Duration.ofMillis(1));
              ticks[0]++;
            }
          });
      List<Task<String>> asking = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        String question = "q" + i;
        asking.add(
            Asyncio.createTask(() -> {
              try (Connection connection = connect(server)) {
                return ask(connection, question);
              }
            }));
      }
      List<String> answers = Asyncio.gather(asking).await();
      ticking.cancel();
      server.close();
      server.waitClosed();

      assertThat(answers).hasSize(clients).doesNotHaveDuplicates();
      assertThat(ticks[0]).isPositive();
    });
  }

  @Test
  void connectionLimit_letsTheNextClientInWhenOneHasGone() {
    Asyncio.run(() -> {
      Server server = start(ECHO, ServerOptions.defaults().withMaxConnections(2));
      Connection first = connect(server);
      Connection second = connect(server);
      Connection third = connect(server); // in the backlog
      ask(first, "x");
      ask(second, "x");
      Task<String> asking = Asyncio.createTask(() -> ask(third, "third"));
      for (int i = 0; i < 5; i++) {
        pause();
      }
      boolean early = asking.done();
      int most = server.connections();
      first.close();
      String answer = asking.await();
      second.close();
      third.close();
      server.close();
      server.waitClosed();

      assertThat(early).isFalse();
      assertThat(most).isEqualTo(2);
      assertThat(answer).isEqualTo("third");
    });
  }

  @Test
  void closeClients_reachesWhatIsAcceptedAndHasNotBegun() {
    boolean begun =
        Asyncio.run(() -> {
          var end = Asyncio.getRunningLoop().<Boolean>createFuture();
          Server[] server = new Server[1];
          server[0] =
              IoLoop.current()
                  .createServer(
                      () -> {
                        server[0].closeClients(); // while this connection begins
                        return new Protocol() {
                          @Override
                          public void connectionMade(Transport transport) {
                            end.setResult(true);
                            transport.abort();
                          }

                          @Override
                          public void dataReceived(byte[] data) {}
                        };
                      },
                      "127.0.0.1",
                      0);
          try (Connection connection = connect(server[0])) {
            byte[] nothing = connection.reader().read();
            server[0].close();
            server[0].waitClosed();
            return end.done() || nothing.length > 0;
          }
        });

    assertThat(begun).isFalse();
  }

  // ---------------------------------------------------------------- the end

  @Test
  void serveForever_endsByCancel_closesAndWaitsForConnections() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Task<?> serving = Asyncio.createTask(() -> server.serveForever());
      Connection connection = connect(server);
      ask(connection, "x");
      serving.cancel();
      pause();
      boolean early = serving.done();
      boolean accepts = server.serving();
      connection.close();
      Throwable error = Link.thrownBy(serving::await);

      assertThat(early).isFalse();
      assertThat(accepts).isFalse();
      assertThat(error).isInstanceOf(CancelledError.class);
      assertThat(server.connections()).isZero();
    });
  }

  @Test
  void serveForever_endsWhenTheServerIsClosed_andIsNotForTwo() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Task<?> serving = Asyncio.createTask(() -> server.serveForever());
      pause();
      Throwable second = Link.thrownBy(server::serveForever);
      server.close();
      Throwable first = Link.thrownBy(serving::await);
      Throwable late = Link.thrownBy(server::serveForever);

      assertThat(second)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is already being awaited on serve_forever(); ");
      assertThat(first).isInstanceOf(CancelledError.class);
      assertThat(late)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("server <Server closed /127.0.0.1:")
          .hasMessageEndingWith(" connections=0> is closed; start another one");
    });
  }

  @Test
  void waitClosed_waitsForTheLastConnection_evenIfCancelledOnce() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Connection connection = connect(server);
      ask(connection, "x");
      server.close();
      Task<?> cancelled = Asyncio.createTask(() -> server.waitClosed());
      Task<?> waiting = Asyncio.createTask(() -> server.waitClosed());
      pause();
      cancelled.cancel();
      pause();
      boolean early = waiting.done();
      connection.close();
      waiting.await();

      assertThat(cancelled.cancelled()).isTrue();
      assertThat(early).isFalse();
    });
  }

  @Test
  void closedServer_refusesNewClients_andServesItsOld() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      try (Connection connection = connect(server)) {
        ask(connection, "x");
        server.close();
        Throwable refused = Link.thrownBy(() -> connect(server));

        assertThat(refused).isInstanceOf(java.net.ConnectException.class);
        assertThat(ask(connection, "still there")).isEqualTo("still there");
      }
    });
  }

  @Test
  void closeClients_sendsWhatWaits_abortClients_doesNot() {
    Asyncio.run(() -> {
      int much = 20_000_000;
      for (boolean abort : List.of(false, true)) {
        Server server = start((_, out) -> out.write(new byte[much]));
        Connection connection = connect(server);
        until(() -> server.connections() == 1);
        pause();
        if (abort) {
          server.abortClients();
        } else {
          server.closeClients();
        }
        int[] got = new int[1];
        Throwable error = Link.thrownBy(() -> got[0] = connection.reader().read().length);
        connection.close();
        server.close();
        server.waitClosed();

        if (abort) {
          assertThat(got[0]).isLessThan(much);
          assertThat(error == null || error instanceof ConnectionResetException).isTrue();
        } else {
          assertThat(got[0]).isEqualTo(much);
        }
      }
    });
  }

  @Test
  void shutdown_waitsForThoseThatEnd_andAbortsTheRestAtTheDeadline() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Connection polite = connect(server);
      Connection stubborn = connect(server);
      ask(polite, "x");
      ask(stubborn, "x");
      Task<ShutdownReport> ending =
          Asyncio.createTask(() -> server.shutdown(Duration.ofMillis(100)));
      pause();
      polite.close();
      ShutdownReport report = ending.await();
      byte[] rest = stubborn.reader().read();
      stubborn.close();

      assertThat(report.finished()).isEqualTo(1);
      assertThat(report.aborted()).isEqualTo(1);
      assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
      assertThat(rest).isEmpty();
      assertThat(server.connections()).isZero();
    });
  }

  @Test
  void shutdownWithoutConnections_isDoneAtOnce() {
    ShutdownReport report = Asyncio.run(() -> start(ECHO).shutdown(Duration.ofHours(1)));

    assertThat(report.finished() + report.aborted()).isZero();
  }

  @Test
  void cancelledShutdown_abortsWhatIsLeft() {
    Asyncio.run(() -> {
      Server server = start(ECHO);
      Connection connection = connect(server);
      ask(connection, "x");
      Task<?> ending = Asyncio.createTask(() -> server.shutdown(Duration.ofHours(1)));
      pause();
      ending.cancel();
      server.waitClosed();
      connection.close();

      assertThat(ending.cancelled()).isTrue();
    });
  }

  // ---------------------------------------------------------------- trouble

  @Test
  void handlerThatThrows_isReported_andItsConnectionClosed() {
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          Server server =
              start((_, _) -> {
                throw new IllegalStateException("boom");
              });
          try (Connection connection = connect(server)) {
            assertThat(connection.reader().read()).isEmpty();
          }
          server.close();
        });

    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().message())
        .isEqualTo("Unhandled exception in client_connected_cb");
    assertThat(reports.getFirst().exception()).hasMessage("boom");
  }

  @Test
  void cancelledHandler_closesItsConnection_withoutAReport() {
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          Server server =
              start((_, _) -> {
                Asyncio.currentTask().cancel();
                pause();
              });
          try (Connection connection = connect(server)) {
            assertThat(connection.reader().read()).isEmpty();
          }
          server.close();
        });

    assertThat(reports).isEmpty();
  }

  private static byte[] headOf(StreamReader in) throws IOException {
    try {
      return Asyncio.<byte[], IOException>timeout(
          Duration.ofMillis(200), () -> in.readuntil("\n".getBytes(UTF_8)));
    } catch (TimeoutException _) {
      return "too slow".getBytes(UTF_8);
    }
  }

  @Test
  void slowloris_endsAtItsTimeout_andOthersAreServed() {
    Asyncio.run(() -> {
      Server server =
          start((in, out) -> {
            try (out) {
              out.write(headOf(in));
            }
          });
      List<Connection> slow = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        slow.add(connect(server));
      }
      Task<?> dripping =
          Asyncio.createTask(() -> {
            while (true) {
              slow.forEach(each -> each.writer().write("x"));
              Asyncio.sleep(Duration.ofMillis(20));
            }
          });
      String fast;
      try (Connection connection = connect(server)) {
        fast = ask(connection, "quick\n");
      }
      List<String> ends = new ArrayList<>();
      for (Connection each : slow) {
        byte[] end = each.reader().readexactly(8);
        ends.add(Link.text(end));
      }
      dripping.cancel();
      slow.forEach(Connection::close);
      server.close();
      server.waitClosed();

      assertThat(fast).isEqualTo("quick\n");
      assertThat(ends).hasSize(20).containsOnly("too slow");
    });
  }

  @Test
  void clientThatResetsAtOnce_disturbsNobody() {
    List<ExceptionContext> reports =
        Sockets.reports(() -> {
          Server server =
              start((in, out) -> {
                try (out) {
                  out.write(in.read(10));
                } catch (ConnectionResetException _) {
                  // the subject
                }
              });
          for (int i = 0; i < 50; i++) {
            try (SocketChannel rude = SocketChannel.open(server.addresses().getFirst())) {
              rude.setOption(java.net.StandardSocketOptions.SO_LINGER, 0);
            }
          }
          try (Connection connection = connect(server)) {
            assertThat(ask(connection, "x")).isEqualTo("x");
          }
          server.close();
          server.waitClosed();
        });

    assertThat(reports).isEmpty();
  }

  @Test
  void tasksOfClientAndServer_meetOneHopAfterTheEvent() {
    List<String> order = new ArrayList<>();
    Asyncio.run(() -> {
      try (Link link = Link.open()) {
        Task<?> reading =
            Asyncio.createTask(() -> {
              link.reader().read(1);
              order.add("read");
            });
        pause();
        link.far().write(ByteBuffer.allocate(1));
        for (int turn = 1; !reading.done(); turn++) {
          order.add("turn " + turn);
          Asyncio.sleep(Duration.ZERO);
        }
      }
    });

    // as in CPython: the event is found and fed behind turn 2's task, and the reader runs behind
    // turn 3's
    assertThat(order).containsExactly("turn 1", "turn 2", "turn 3", "read");
  }
}
