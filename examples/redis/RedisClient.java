package redis;

import static org.asyncio4j.Asyncio.await;
import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.getRunningLoop;
import static org.asyncio4j.io.stream.Streams.openConnection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.asyncio4j.future.Future;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.task.Task;

/*
 *   command --> outgoing --once a turn of the loop--> server --> receiver --> the oldest that waits
 *        +----> waiting: one future for each command, in their order, which is that of the answers
 *
 * So the commands of any number of tasks are under way at once on one connection, and a turn's commands
 * leave in one packet. A task that is cancelled stops waiting; its future stays in the queue, since the
 * answer will come all the same.
 */
/**
 * A client of Redis: any number of tasks send commands over one connection.
 *
 * {@snippet :
 * try (var redis = RedisClient.connect("localhost", 6379)) {
 *   redis.command("SET", "name", "Ann");
 *   print(redis.command("GET", "name"));
 * }
 * }
 *
 * <p>Values are Strings (UTF-8), Longs, Doubles, Booleans, Lists, Maps and null.
 */
public final class RedisClient implements AutoCloseable {
  private final String host;
  private final int port;
  private final Connection connection;
  private final Queue<Future<Object>> waiting = new ArrayDeque<>();
  private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
  private final Task<?> receiver;
  private Optional<Throwable> ended = Optional.empty();

  private RedisClient(String host, int port, Connection connection) {
    this.host = host;
    this.port = port;
    this.connection = connection;
    receiver = createTask("redis receiver", this::receive);
  }

  /** Connects, and speaks RESP3 if the server does. */
  public static RedisClient connect(String host, int port) throws IOException {
    RedisClient client = new RedisClient(host, port, openConnection(host, port));
    try {
      client.command("HELLO", 3);
    } catch (RedisException _) {
      // an old server: RESP2 then
    } catch (Throwable e) {
      client.close();
      throw e;
    }
    return client;
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param words its words: Strings, byte arrays, numbers
   * @return the answer
   * @throws RedisException if the answer is an error
   * @throws IOException if the connection has ended
   */
  public Object command(Object... words) throws IOException {
    connection.writer().drain(); // while the server takes nothing, commands wait here
    if (ended.isPresent()) {
      throw lost();
    }
    Future<Object> answer = getRunningLoop().createFuture();
    if (outgoing.size() == 0) {
      getRunningLoop().callSoon(this::flush);
    }
    Resp.write(outgoing, words);
    waiting.add(answer);
    return await(answer, IOException.class);
  }

  private void flush() {
    connection.writer().write(outgoing.toByteArray());
    outgoing.reset();
  }

  /** Hands the answers to those who wait, until the connection ends. */
  private void receive() {
    Resp resp = new Resp(connection.reader());
    try {
      for (; ; ) {
        Object value = resp.read();
        if (!(value instanceof Resp.Push)) {
          settle(waiting.remove(), value);
        }
      }
    } catch (IOException | RuntimeException e) {
      ended = Optional.of(e);
    } finally {
      connection.writer().transport().abort();
      if (ended.isEmpty()) {
        ended = Optional.of(new IOException("closed"));
      }
      waiting.forEach(each -> settle(each, lost()));
      waiting.clear();
    }
  }

  private static void settle(Future<Object> answer, Object value) {
    if (answer.done()) {
      return; // its task was cancelled
    }
    if (value instanceof Throwable error) {
      answer.setException(error);
    } else {
      answer.setResult(value);
    }
  }

  private IOException lost() {
    return new IOException("the connection to " + host + ":" + port + " has ended", ended.get());
  }

  /**
   * Listens to channels, on a connection of its own.
   *
   * {@snippet :
   * try (var news = redis.subscribe("news")) {
   *   news.messages().forEach(each -> print(each.text()));
   * }
   * }
   *
   * @return once the server has confirmed it
   */
  public Subscription subscribe(String... channels) throws IOException {
    Connection own = openConnection(host, port);
    try {
      Object[] words = new Object[channels.length + 1];
      words[0] = "SUBSCRIBE";
      System.arraycopy(channels, 0, words, 1, channels.length);
      ByteArrayOutputStream command = new ByteArrayOutputStream();
      Resp.write(command, words);
      own.writer().write(command.toByteArray());
      return new Subscription(own, channels.length);
    } catch (Throwable e) {
      own.close();
      throw e;
    }
  }

  /** Ends the connection; commands that wait fail. */
  @Override
  public void close() {
    receiver.cancel();
    connection.close();
  }
}
