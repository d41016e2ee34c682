/*
 * Plain JDBC, many queries at once: each in a task with a connection of its own.
 *
 *   CLASSPATH=postgresql.jar ./asyncio run examples/PostgresFanOut.java JDBC-URL
 *
 *   6 queries of 1 s each, on the scheduled driver: JDBC parks its task, the loop goes on
 *   6 answers after 1.… s
 *   another task ran … times meanwhile
 *
 * On the scheduled driver a blocking call in a task lets the other tasks go on, so JDBC is called in
 * place. On the portable driver it would hold the loop, as it does in Python: toThread is the way there.
 */
import static java.time.Duration.ofMillis;
import static org.asyncio4j.Asyncio.*;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.asyncio4j.task.Task;

/** A query as everybody writes it. */
int query(String url, int number) throws SQLException {
  try (var connection = DriverManager.getConnection(url);
      var statement = connection.prepareStatement("SELECT ? FROM pg_sleep(1)")) {
    statement.setInt(1, number);
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }
}

/** Calls blocking code from a task so that the loop goes on. */
<T> T blocking(Callable<T> code) throws Exception {
  if (getRunningLoop().driver().equals("scheduled")) {
    return code.call();
  }
  try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
    return toThread(code, threads); // the default executor has a few threads only
  }
}

void main(String[] args) {
  String url = args[0];
  run(() -> {
    String driver = getRunningLoop().driver();
    IO.println(
        "6 queries of 1 s each, on the %s driver: JDBC %s, the loop goes on"
            .formatted(driver, driver.equals("scheduled") ? "parks its task" : "has a thread"));
    long start = System.nanoTime();
    int[] turns = {0};
    var other =
        createTask(() -> {
          while (true) {
            sleep(ofMillis(10));
            turns[0]++;
          }
        });
    List<Task<Integer>> answers = new ArrayList<>();
    taskGroup(group -> {
      for (int i = 1; i <= 6; i++) {
        int number = i;
        answers.add(group.createTask(() -> blocking(() -> query(url, number))));
      }
    });
    other.cancel();
    IO.println(
        "%d answers after %.1f s".formatted(answers.size(), (System.nanoTime() - start) / 1e9));
    IO.println("another task ran " + turns[0] + " times meanwhile");
  });
}
