package http;

import static org.asyncio4j.Asyncio.createTask;
import static org.asyncio4j.Asyncio.timeout;
import static org.asyncio4j.io.stream.Streams.openConnection;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.asyncio4j.Asyncio;
import org.asyncio4j.io.stream.Connection;
import org.asyncio4j.io.stream.StreamReader;
import org.asyncio4j.io.stream.StreamWriter;
import org.asyncio4j.io.transport.ConnectOptions;
import org.asyncio4j.io.transport.TlsOptions;
import org.asyncio4j.sync.Semaphore;
import org.asyncio4j.task.Task;

/*
 *   connection:  new --> exchange --answer is complete, both keep it--> idle --> exchange ...
 *                           | else, also if cancelled or too late         | close(), the server's end
 *                           v                                             v
 *                         aborted                                       closed
 */
/**
 * An HTTP/1.1 client that keeps a few connections to each host. It follows no redirects.
 *
 * {@snippet :
 * try (var client = new HttpClient()) {
 *   print(client.get("http://localhost:8080/").text());
 * }
 * }
 */
public final class HttpClient implements AutoCloseable {
  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

  private final Limits limits;
  private final int perHost;
  private final Duration time;
  private final TlsOptions tls;
  private final Map<Origin, Pool> pools = new HashMap<>();
  private boolean closed;

  /** What is connected to. */
  private record Origin(boolean secure, String host, int port) {
    static Origin of(URI url) {
      boolean secure = "https".equalsIgnoreCase(url.getScheme());
      if ((!secure && !"http".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
        throw new IllegalArgumentException("url: " + url + " (expected: http://… or https://…)");
      }
      int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
      return new Origin(secure, url.getHost(), port);
    }

    /** As it stands in a URL: without the port that everybody knows. */
    String authority() {
      return port == (secure ? 443 : 80) ? host : host + ":" + port;
    }
  }

  /** The connections to an origin: a slot for each, used or not, and those that wait for use. */
  private record Pool(Origin origin, Semaphore slots, Deque<Connection> idle) {}

  /** A request, ready to be sent. */
  private record Message(String method, String head, Content content) {
    boolean repeatable() {
      return REPEATABLE.contains(method) && !content.chunked();
    }
  }

  /** An answer, and whether another exchange may follow it on its connection. */
  private record Received(Answer answer, boolean keep) {}

  /** What was to be sent could not be made. */
  private static final class ContentFailed extends IOException {
    private static final long serialVersionUID = 1L;

    ContentFailed(Throwable cause) {
      super("the content of the request failed: " + cause, cause);
    }
  }

  /** A used connection has ended before it gave an answer: the server did not want it any more. */
  private static final class Stale extends IOException {
    private static final long serialVersionUID = 1L;

    Stale(Throwable cause) {
      super("the server has closed the connection", cause);
    }
  }

  /** Keeps four connections to a host, and gives an exchange 30 seconds. */
  public HttpClient() {
    this(4, Duration.ofSeconds(30), Limits.defaults(), TlsOptions.defaults());
  }

  /**
   * Makes a client.
   *
   * @param perHost connections to one host; further exchanges wait for one
   * @param time how long an exchange may take, with connecting and waiting for a connection
   * @param limits of answers
   * @param tls how https is secured
   */
  public HttpClient(int perHost, Duration time, Limits limits, TlsOptions tls) {
    this.perHost = perHost;
    this.time = time;
    this.limits = limits;
    this.tls = tls;
  }

  public Answer get(String url) throws IOException {
    return send("GET", url, new Headers(), Content.none());
  }

  public Answer post(String url, Content content) throws IOException {
    return send("POST", url, new Headers(), content);
  }

  /**
   * Sends a request and waits for all of the answer.
   *
   * @throws org.asyncio4j.error.TimeoutException if it takes too long
   * @throws HttpException if the answer breaks a rule or a limit
   * @throws IOException if the server cannot be reached, or the connection breaks
   */
  public Answer send(String method, String url, Headers headers, Content content)
      throws IOException {
    URI uri = URI.create(url);
    Pool pool = pools.computeIfAbsent(Origin.of(uri), this::newPool);
    String head = head(method, pool.origin.authority(), uri, headers, content);
    Message message = new Message(method, head, content);
    return timeout(time, () -> pool.slots.with(() -> exchange(pool, message)));
  }

  private Pool newPool(Origin origin) {
    return new Pool(origin, new Semaphore(perHost), new ArrayDeque<>());
  }

  private static String head(
      String method, String host, URI url, Headers headers, Content content) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    if (!Headers.isToken(method)) {
      throw new IllegalArgumentException("method: '" + method + "' (expected: a token)");
    }
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(query).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    headers.writeTo(head);
    if (content.chunked()) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (content.length() > 0 || method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: ").append(content.length()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Closes the connections: those in use when their exchange is over. */
  @Override
  public void close() {
    closed = true;
    for (Pool each : pools.values()) {
      each.idle.forEach(Connection::close);
      each.idle.clear();
    }
  }

  // ---------------------------------------------------------------- an exchange

  private Answer exchange(Pool pool, Message message) throws IOException {
    for (Connection used = pool.idle.pollLast(); used != null; used = pool.idle.pollLast()) {
      try {
        return exchange(pool, used, true, message);
      } catch (Stale e) {
        if (!message.repeatable()) {
          throw e;
        }
      }
    }
    Origin to = pool.origin;
    ConnectOptions options =
        ConnectOptions.defaults().withLimit(limits.line()).withTls(to.secure ? tls : null);
    return exchange(pool, openConnection(to.host, to.port, options), false, message);
  }

  private Answer exchange(Pool pool, Connection connection, boolean used, Message message)
      throws IOException {
    boolean keep = false;
    // beside the answer, which may come before the upload's end: both directions could fill up
    Task<?> upload = createTask("upload", () -> upload(connection.writer(), message));
    try {
      Received received = receive(connection.reader(), used, message.method);
      keep = received.keep && upload.done() && upload.exception() == null && !closed;
      return received.answer;
    } catch (IOException e) {
      if (upload.done() && upload.exception() instanceof ContentFailed failed) {
        throw failed;
      }
      throw e;
    } finally {
      if (keep) {
        pool.idle.addLast(connection);
      } else {
        connection.writer().transport().abort();
        upload.cancel();
        Asyncio.wait(List.of(upload));
      }
    }
  }

  private void upload(StreamWriter writer, Message message) throws IOException {
    try {
      message.content.send(writer, message.head, true, time);
    } catch (IOException | RuntimeException e) {
      if (!writer.closing()) { // not the connection's fault
        writer.transport().abort(); // no answer will come
        throw new ContentFailed(e);
      }
    }
  }

  private Received receive(StreamReader reader, boolean used, String method) throws IOException {
    Head head = Head.read(firstByte(reader, used), reader, limits);
    int status = status(head);
    while (status < 200) { // such as 100 Continue: the answer is still to come
      head = Head.read(new byte[0], reader, limits);
      status = status(head);
    }
    boolean http11 = head.line().startsWith("HTTP/1.1 ");
    boolean silent = method.equals("HEAD") || status == 204 || status == 304;
    long length = silent ? 0 : head.bodyLength(http11);
    byte[] body = new Body(reader, length, limits).all();
    boolean keep = length != Body.TO_THE_END && head.keepsAlive(http11) && !reader.atEof();
    return new Received(new Answer(status, head.headers(), body), keep);
  }

  private static byte[] firstByte(StreamReader reader, boolean used) throws IOException {
    byte[] first;
    try {
      first = reader.read(1);
    } catch (IOException e) {
      throw used ? new Stale(e) : e;
    }
    if (first.length == 0) {
      EOFException end = new EOFException("the server has closed the connection without an answer");
      throw used ? new Stale(end) : end;
    }
    return first;
  }

  private static int status(Head head) throws HttpException {
    if (!head.line().matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new HttpException(502, "the status line is not VERSION STATUS REASON");
    }
    return Integer.parseInt(head.line().substring(9, 12));
  }
}
