package org.asyncio4j.examples;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.Asyncio.run;
import static org.asyncio4j.Asyncio.sleep;
import static org.asyncio4j.Asyncio.toThread;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.asyncio4j.error.CancelledError;
import org.asyncio4j.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** Plain JDBC in tasks, with a real PostgreSQL at the other end: its binaries come with a jar. */
@Timeout(120)
@EnabledOnOs(architectures = {"amd64", "x86_64"}) // which has them for these
class PostgresTest {
  private static EmbeddedPostgres server;
  private static String url;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
    url = server.getJdbcUrl("postgres", "postgres");
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As the example does it. */
  private static <T> T blocking(Callable<T> code) throws Exception {
    return getRunningLoop().driver().equals("scheduled") ? code.call() : toThread(code);
  }

  /** The lock is the test's until its other task has run: a loop that is held would stop here. */
  @Test
  void queryThatBlocks_letsOtherTasksRun() throws Exception {
    int[] turns = {0};
    try (Connection mine = connect();
        Connection others = connect()) {
      execute(mine, "SELECT pg_advisory_lock(1)");
      run(() -> {
        Task<String> query =
            createTask(() ->
                blocking(() -> {
                  execute(others, "SELECT pg_advisory_lock(1)");
                  return "has the lock";
                }));
        while (!waits(mine)) {
          sleep(ZERO);
        }
        for (int i = 0; i < 3; i++) {
          sleep(ofMillis(1));
          turns[0]++;
        }
        assertThat(query.done()).isFalse();
        blocking(() -> {
          execute(mine, "SELECT pg_advisory_unlock(1)");
          return null;
        });

        assertThat(query.await()).isEqualTo("has the lock");
      });
    }
    assertThat(turns[0]).isEqualTo(3);
  }

  private static boolean waits(Connection connection) throws Exception {
    return blocking(() -> {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
        rows.next();
        return rows.getInt(1) == 1;
      }
    });
  }

  @Test
  void queriesOfManyTasks_haveTheirOwnAnswers() {
    List<Integer> answers =
        run(() -> {
          List<Task<Integer>> tasks =
              IntStream.range(0, 10)
                  .mapToObj(i -> createTask(() -> blocking(() -> answer(i))))
                  .toList();
          return tasks.stream().map(Task::await).toList();
        });

    assertThat(answers).isEqualTo(IntStream.range(0, 10).boxed().toList());
  }

  private static int answer(int number) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.prepareStatement("SELECT ? FROM pg_sleep(0.05)")) {
      statement.setInt(1, number);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  @Test
  void cancelledQuery_endsItsTask() throws Exception {
    try (Connection mine = connect();
        Connection others = connect()) {
      execute(mine, "SELECT pg_advisory_lock(1)");
      run(() -> {
        Task<?> query =
            createTask(() ->
                blocking(() -> {
                  execute(others, "SELECT pg_advisory_lock(1)");
                  return null;
                }));
        while (!waits(mine)) {
          sleep(ZERO);
        }

        query.cancel();

        assertThatThrownBy(query::await).isInstanceOf(CancelledError.class);
        others.abort(Runnable::run); // what the thread of toThread is still at
      });
    }
  }

  @Test
  void fanOut_printsWhatItsCommentShows() throws Exception {
    Program fanOut = Program.outsideTheTour("PostgresFanOut");

    List<String> printed = fanOut.output(url);

    List<String> shown = fanOut.shownOutput();
    assertThat(printed).hasSize(3);
    assertThat(printed.get(0)).startsWith("6 queries of 1 s each, on the ");
    assertThat(printed.get(1)).startsWith("6 answers after ");
    assertThat(printed.get(2)).matches(line -> Program.matches(line, shown.getLast()));
    assertThat(Integer.parseInt(printed.get(2).split(" ", -1)[3])).isGreaterThan(3);
  }
}
