package org.asyncio4j.examples;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.gather;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.function.Awaitable;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.RedisClient;
import redis.RedisException;
import redis.Subscription;
import redis.embedded.RedisServer;

/** The Redis client of the examples, with a real server at the other end. */
@Timeout(60)
class RedisTest {
  private static int port;
  private static RedisServer server;

  /** A test's code, with a client. */
  private interface Code {
    void run(RedisClient redis) throws Exception;
  }

  @BeforeAll
  static void startServer() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.stop();
  }

  private static void connected(Code code) {
    run(() -> {
      try (var redis = RedisClient.connect("127.0.0.1", port)) {
        redis.command("FLUSHALL");
        timeout(ofSeconds(20), () -> code.run(redis));
      }
    });
  }

  // ---------------------------------------------------------------- values

  @Test
  void answers_haveTheirTypes() {
    connected(redis -> {
      assertThat(redis.command("SET", "text", "Ä\r\n")).isEqualTo("OK");
      assertThat(redis.command("GET", "text")).isEqualTo("Ä\r\n");
      assertThat(redis.command("GET", "nothing")).isNull();
      assertThat(redis.command("SET", "empty", new byte[0])).isEqualTo("OK");
      assertThat(redis.command("GET", "empty")).isEqualTo("");
      assertThat(redis.command("INCRBY", "number", 7)).isEqualTo(7L);
      assertThat(redis.command("RPUSH", "list", "a", "b")).isEqualTo(2L);
      assertThat(redis.command("LRANGE", "list", 0, -1)).isEqualTo(List.of("a", "b"));
      assertThat(redis.command("LRANGE", "nothing", 0, -1)).isEqualTo(List.of());
      redis.command("HSET", "hash", "k", "v");
      assertThat(redis.command("HGETALL", "hash")).isEqualTo(Map.of("k", "v"));
      redis.command("ZADD", "sorted", "1.5", "m");
      assertThat(redis.command("ZSCORE", "sorted", "m")).isEqualTo(1.5);
    });
  }

  @Test
  void valueOfMegabytes_comesBack() {
    String large = "0123456789".repeat(300_000);
    connected(redis -> {
      redis.command("SET", "large", large);

      assertThat(redis.command("GET", "large")).isEqualTo(large);
    });
  }

  @Test
  void error_isAnExceptionOfItsCommandAlone() {
    connected(redis -> {
      redis.command("LPUSH", "list", "a");

      assertThatThrownBy(() -> redis.command("INCR", "list"))
          .isInstanceOfSatisfying(
              RedisException.class, e -> assertThat(e.code()).isEqualTo("WRONGTYPE"));
      assertThat(redis.command("PING")).isEqualTo("PONG");
    });
  }

  @Test
  void transaction_isItsList_withErrorsInIt() {
    connected(redis -> {
      redis.command("MULTI");
      assertThat(redis.command("LPUSH", "list", "a")).isEqualTo("QUEUED");
      redis.command("INCR", "list");

      List<?> results = (List<?>) redis.command("EXEC");

      assertThat(results.get(0)).isEqualTo(1L);
      assertThat(results.get(1)).isInstanceOf(RedisException.class);
    });
  }

  // ---------------------------------------------------------------- many at once

  @Test
  void commandsOfManyTasks_getTheirOwnAnswers() {
    connected(redis -> {
      List<Awaitable<Object>> commands =
          IntStream.range(0, 2000)
              .<Awaitable<Object>>mapToObj(i -> () -> redis.command("ECHO", "m" + i))
              .toList();

      List<Object> answers = await(gather(commands));

      assertThat(answers)
          .isEqualTo(IntStream.range(0, 2000).<Object>mapToObj(i -> "m" + i).toList());
    });
  }

  @Test
  void cancelledCommand_leavesTheConnectionUsable() {
    connected(redis -> {
      Task<Object> blocked = createTask(() -> redis.command("BLPOP", "queue", 0));
      Task<Object> after = createTask(() -> redis.command("ECHO", "after"));
      sleep(ZERO);
      sleep(ZERO);
      blocked.cancel();
      assertThatThrownBy(blocked::await).isInstanceOf(CancelledError.class);

      try (var other = RedisClient.connect("127.0.0.1", port)) {
        other.command("LPUSH", "queue", "x"); // which ends what the server is still at
      }

      assertThat(after.await()).isEqualTo("after");
      assertThat(redis.command("ECHO", "more")).isEqualTo("more");
    });
  }

  // ---------------------------------------------------------------- pub/sub

  @Test
  void messages_comeAsAGenerator() {
    connected(redis -> {
      try (Subscription news = redis.subscribe("a", "b")) {
        redis.command("PUBLISH", "a", "1");
        redis.command("PUBLISH", "other", "2");
        redis.command("PUBLISH", "b", "3");

        assertThat(news.messages().anext()).isEqualTo(new Subscription.Message("a", "1"));
        assertThat(news.messages().anext()).isEqualTo(new Subscription.Message("b", "3"));
      }
    });
  }

  @Test
  void closedSubscription_endsItsMessages() {
    List<String> log = new ArrayList<>();
    connected(redis -> {
      Subscription news = redis.subscribe("a");
      Task<?> listener = createTask(() -> news.messages().forEach(each -> log.add(each.text())));
      redis.command("PUBLISH", "a", "1");
      while (log.isEmpty()) {
        sleep(ZERO);
      }

      news.close();
      listener.await();

      assertThat(log).containsExactly("1");
      assertThat(redis.command("PUBLISH", "a", "2")).isNotNull();
    });
  }

  @Test
  void cancelledListener_leavesTheSubscriptionUsable() {
    connected(redis -> {
      try (Subscription news = redis.subscribe("a")) {
        Task<?> listener = createTask(() -> news.messages().anext());
        sleep(ZERO);
        listener.cancel();
        assertThatThrownBy(listener::await).isInstanceOf(CancelledError.class);

        assertThat(redis.command("PUBLISH", "a", "1")).isEqualTo(1L);
      }
    });
  }

  // ---------------------------------------------------------------- the end

  @Test
  void lostConnection_failsWhatWaitsAndWhatComes() {
    connected(redis -> {
      Task<Object> waiting = createTask(() -> redis.command("BLPOP", "queue", 0));
      sleep(ZERO);
      try (var other = RedisClient.connect("127.0.0.1", port)) {
        other.command("CLIENT", "KILL", "TYPE", "normal");
      }

      assertThatThrownBy(waiting::await)
          .isInstanceOf(IOException.class)
          .hasMessage("the connection to 127.0.0.1:" + port + " has ended");
      assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(IOException.class);
    });
  }

  @Test
  void closedClient_failsWhatWaits() {
    connected(redis -> {
      Task<Object> waiting = createTask(() -> redis.command("BLPOP", "queue", 0));
      sleep(ZERO);
      redis.close();

      assertThatThrownBy(waiting::await).isInstanceOf(IOException.class);
    });
  }

  @Test
  void demo_printsWhatItsCommentShows() throws Exception {
    Program demo = Program.outsideTheTour("RedisDemo");

    List<String> printed = demo.output("127.0.0.1", String.valueOf(port));

    assertThat(printed).isEqualTo(demo.shownOutput());
  }
}
